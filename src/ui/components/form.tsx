import type { Child } from 'hono/jsx';
import { type Locale, say, unitText } from '../../base/index.ts';
import { typedDecimal } from '../form-values.ts';
import { Button, HiddenFields, LinkButton } from './button.tsx';
import { Alert } from './feedback.tsx';
import {
  controlAttributes,
  Field,
  FieldError,
  FieldHint,
  type FieldProps,
  fieldId,
} from './field.tsx';
import { Icon } from './icon.tsx';

export type TextFieldProps = FieldProps & {
  value?: string | undefined;
  type?: 'text' | 'email' | 'password' | 'date' | 'tel' | 'url' | 'number' | 'search';
  /** More than one makes a text area. */
  rows?: number;
  autocomplete?: string;
  inputmode?: 'numeric' | 'decimal' | 'email' | 'tel';
  maxlength?: number;
  placeholder?: string;
  readonly?: boolean;
};

/** One line of text, a date, or with `rows` several lines. */
export function TextField(props: TextFieldProps) {
  return (
    <Field {...props}>
      {(control) =>
        props.rows && props.rows > 1 ? (
          <textarea
            {...control}
            class="textarea"
            rows={props.rows}
            maxlength={props.maxlength}
            placeholder={props.placeholder}
            readonly={props.readonly}
          >
            {props.value}
          </textarea>
        ) : (
          <input
            {...control}
            class="input"
            type={props.type ?? 'text'}
            value={props.type === 'password' ? undefined : props.value}
            autocomplete={props.autocomplete}
            inputmode={props.inputmode}
            maxlength={props.maxlength}
            placeholder={props.placeholder}
            readonly={props.readonly}
          />
        )
      }
    </Field>
  );
}

export type Choice = {
  readonly value: string;
  readonly label: string;
  readonly disabled?: boolean;
};

export type SelectFieldProps = FieldProps & {
  choices: readonly Choice[];
  value?: string | undefined;
  /** The text of an empty first choice; without it the first choice is taken. */
  prompt?: string;
};

/** One of several. */
export function SelectField(props: SelectFieldProps) {
  return (
    <Field {...props}>
      {(control) => (
        <select {...control} class="select">
          {props.prompt === undefined ? null : <option value="">{props.prompt}</option>}
          {props.choices.map((choice) => (
            <option
              value={choice.value}
              selected={choice.value === props.value}
              disabled={choice.disabled}
            >
              {choice.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

export type MoneyFieldProps = FieldProps & {
  /** Text as typed or as `moneyText` writes it; shown back unchanged after a refusal. */
  value?: string | undefined;
  currency: string;
};

/** An amount in major units, with the currency beside it. Read it with `typedDecimal`. */
export function MoneyField(props: MoneyFieldProps) {
  return (
    <Field {...props}>
      {(control) => (
        <span class="input">
          <input
            {...control}
            class="text-end"
            type="text"
            inputmode="decimal"
            autocomplete="off"
            value={props.value}
          />
          <span class="field-affix">{props.currency}</span>
        </span>
      )}
    </Field>
  );
}

export type FileFieldProps = FieldProps & { accept?: string; multiple?: boolean };

/** A file to send; its form needs `enctype="multipart/form-data"`. */
export function FileField(props: FileFieldProps) {
  return (
    <Field {...props}>
      {(control) => (
        <input
          {...control}
          class="file-input"
          type="file"
          accept={props.accept}
          multiple={props.multiple}
        />
      )}
    </Field>
  );
}

export type CheckboxFieldProps = FieldProps & { value?: string; checked?: boolean };

/** A yes or no. Posts `value` (`yes`) when ticked and nothing otherwise. */
export function CheckboxField(props: CheckboxFieldProps) {
  const control = controlAttributes(props);
  return (
    <div class="field-check">
      <input
        {...control}
        class="checkbox checkbox-sm checkbox-primary"
        type="checkbox"
        value={props.value ?? 'yes'}
        checked={props.checked}
      />
      <label for={control.id}>{props.label}</label>
      <FieldHint id={control.id} text={props.hint} />
      <FieldError id={control.id} text={props.error} />
    </div>
  );
}

export type RadioFieldProps = FieldProps & {
  choices: readonly (Choice & { readonly hint?: string })[];
  value?: string | undefined;
};

/** One of a few, all visible. */
export function RadioField(props: RadioFieldProps) {
  const id = fieldId(props);
  const { 'aria-describedby': describedBy } = controlAttributes(props);
  return (
    <fieldset class="field" aria-describedby={describedBy}>
      <legend class="field-label">{props.label}</legend>
      <FieldHint id={id} text={props.hint} />
      {props.choices.map((choice) => (
        <div class="field-check">
          <input
            id={`${id}-${choice.value}`}
            class="radio radio-sm radio-primary"
            type="radio"
            name={props.name}
            value={choice.value}
            checked={choice.value === props.value}
            required={props.required}
            disabled={choice.disabled}
            aria-describedby={choice.hint ? `${id}-${choice.value}-hint` : undefined}
          />
          <label for={`${id}-${choice.value}`}>{choice.label}</label>
          <FieldHint id={`${id}-${choice.value}`} text={choice.hint} />
        </div>
      ))}
      <FieldError id={id} text={props.error} />
    </fieldset>
  );
}

export type QuantityFieldProps = {
  locale: Locale;
  name: string;
  /** Names the article, for screen readers: the label is not shown. */
  label: string;
  id?: string;
  value: string;
  /** Code of UN/ECE Recommendation 20; its word is shown. */
  unit?: string;
  /** Packaging step and least quantity, as decimals in text. */
  step?: string;
  least?: string;
  form?: string;
};

/** A quantity with − and + that appear with the client script; without it the number is typed. */
export function QuantityField(props: QuantityFieldProps) {
  const t = say(props.locale);
  const id = fieldId(props);
  const shown = props.locale === 'fr' ? props.value.replace('.', ',') : props.value;
  return (
    <span class="stepper">
      <button
        type="button"
        hidden
        data-step="down"
        aria-label={t(`Less: ${props.label}`, `Moins : ${props.label}`)}
      >
        <span class="grid place-items-center">
          <Icon name="minus" size={12} />
        </span>
      </button>
      <input
        id={id}
        name={props.name}
        type="text"
        inputmode="decimal"
        autocomplete="off"
        value={shown}
        form={props.form}
        data-step-by={props.step ?? '1'}
        data-least={props.least ?? '0'}
        aria-label={props.label}
      />
      {props.unit ? (
        <span class="field-affix">
          {unitText(props.unit, props.locale, typedDecimal(props.value, props.locale))}
        </span>
      ) : null}
      <button
        type="button"
        hidden
        data-step="up"
        aria-label={t(`More: ${props.label}`, `Plus : ${props.label}`)}
      >
        <span class="grid place-items-center">
          <Icon name="plus" size={12} />
        </span>
      </button>
    </span>
  );
}

export type FormProps = {
  action: string;
  method?: 'post' | 'get';
  /** A question asked before sending; needs the client script. */
  confirm?: string;
  enctype?: 'multipart/form-data';
  hidden?: Readonly<Record<string, string>>;
  /** `panel` draws the white box around it. */
  frame?: 'panel' | 'none';
  id?: string;
  children?: Child;
};

/** A form with its fields under one another at an even distance; posts unless told otherwise. */
export function Form(props: FormProps) {
  const names = props.frame === 'none' ? 'form-stack' : 'panel form-stack';
  return (
    <form
      id={props.id}
      class={names}
      method={props.method ?? 'post'}
      action={props.action}
      enctype={props.enctype}
      data-confirm={props.confirm}
    >
      <HiddenFields values={props.hidden ?? {}} />
      {props.children}
    </form>
  );
}

export type FormActionsProps = {
  locale: Locale;
  /** The words of the sending button: a verb and its object. */
  submit: string;
  cancelHref?: string;
  confirm?: string;
  /** More buttons between the two. */
  children?: Child;
};

/** The foot of a form: the sending button first, then the rest, then the way out. */
export function FormActions(props: FormActionsProps) {
  return (
    <div class="form-actions">
      <Button kind="primary" {...(props.confirm ? { confirm: props.confirm } : {})}>
        {props.submit}
      </Button>
      {props.children}
      {props.cancelHref ? (
        <LinkButton kind="plain" href={props.cancelHref}>
          {say(props.locale)('Cancel', 'Annuler')}
        </LinkButton>
      ) : null}
    </div>
  );
}

/** Fields side by side where there is room. */
export function FormGrid({ children }: { children?: Child }) {
  return <div class="form-grid">{children}</div>;
}

export type ErrorSummaryProps = {
  locale: Locale;
  errors: readonly { readonly name: string; readonly text: string; readonly id?: string }[];
};

/** Everything a form was refused for, at its top, each a link to its field. Nothing when all is well. */
export function ErrorSummary({ locale, errors }: ErrorSummaryProps) {
  if (errors.length === 0) return null;
  const title = say(locale)(
    errors.length === 1 ? 'One entry to correct' : `${errors.length} entries to correct`,
    errors.length === 1 ? 'Une saisie à corriger' : `${errors.length} saisies à corriger`,
  );
  return (
    <Alert tone="error" title={title}>
      <ul class="error-links">
        {errors.map((error) => (
          <li>
            <a href={`#${fieldId(error)}`}>{error.text}</a>
          </li>
        ))}
      </ul>
    </Alert>
  );
}
