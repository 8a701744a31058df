import type { Child } from 'hono/jsx';
import { type Locale, say } from '../../base/index.ts';
import { Icon } from './icon.tsx';

/** What every field has. `name` is the posted name; the id is made from it unless given. */
export type FieldProps = {
  locale: Locale;
  name: string;
  label: string;
  id?: string;
  hint?: string;
  /** The refusal in the reader's language; bound to the control for screen readers. */
  error?: string | undefined;
  required?: boolean;
};

/** The attributes that bind a control to its label, hint and error. */
export type ControlAttributes = {
  id: string;
  name: string;
  required: boolean | undefined;
  'aria-describedby': string | undefined;
  'aria-invalid': 'true' | undefined;
};

/** The id of a field's control, for links from an error summary. */
export function fieldId({ name, id }: { name: string; id?: string | undefined }): string {
  return id ?? `field-${name.replace(/[^\w-]+/g, '-')}`;
}

export function controlAttributes(props: FieldProps): ControlAttributes {
  const id = fieldId(props);
  const describedBy = [props.hint && `${id}-hint`, props.error && `${id}-error`].filter(Boolean);
  return {
    id,
    name: props.name,
    required: props.required || undefined,
    'aria-describedby': describedBy.join(' ') || undefined,
    'aria-invalid': props.error ? 'true' : undefined,
  };
}

/** The hint under a label. */
export function FieldHint({ id, text }: { id: string; text: string | undefined }) {
  return text ? (
    <span class="field-hint" id={`${id}-hint`}>
      {text}
    </span>
  ) : null;
}

/** The refusal under a control. */
export function FieldError({ id, text }: { id: string; text: string | undefined }) {
  return text ? (
    <span class="field-error" id={`${id}-error`}>
      <Icon name="error" size={14} />
      {text}
    </span>
  ) : null;
}

/**
 * Label, hint, control, error, in this order. `children` receives the attributes the control must
 * carry, so that no field can be left unbound. Optional fields say so; required ones are the rule.
 */
export function Field(props: FieldProps & { children: (control: ControlAttributes) => Child }) {
  const control = controlAttributes(props);
  return (
    <div class="field">
      <label for={control.id}>
        {props.label}
        {props.required ? null : (
          <span class="field-optional"> {say(props.locale)('(optional)', '(facultatif)')}</span>
        )}
      </label>
      <FieldHint id={control.id} text={props.hint} />
      {props.children(control)}
      <FieldError id={control.id} text={props.error} />
    </div>
  );
}
