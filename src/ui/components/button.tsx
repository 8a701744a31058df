import type { Child } from 'hono/jsx';
import { Icon, type IconName } from './icon.tsx';

/** `primary` is the one thing to do on the page; `danger` cannot be undone. */
export type ButtonKind = 'primary' | 'accent' | 'quiet' | 'plain' | 'danger';

const KINDS: Readonly<Record<ButtonKind, string>> = {
  primary: 'btn-primary',
  accent: 'btn-accent',
  quiet: 'btn-quiet',
  plain: 'btn-plain',
  danger: 'btn-danger',
};

type Look = { kind?: ButtonKind; size?: 'sm' | 'md'; icon?: IconName; class?: string };

function classOf({ kind = 'quiet', size = 'md', class: extra }: Look): string {
  return ['btn', KINDS[kind], size === 'sm' ? 'btn-sm' : '', extra ?? ''].filter(Boolean).join(' ');
}

export type ButtonProps = Look & {
  children?: Child;
  type?: 'submit' | 'button';
  name?: string;
  value?: string;
  /** A question the client script asks before the form is sent. Without script the form is sent. */
  confirm?: string;
  /** Another address than the form's own. */
  formAction?: string;
  /** The id of a form elsewhere on the page. */
  form?: string;
  disabled?: boolean;
  /** The accessible name when the button shows only an icon. */
  label?: string;
};

/** A button; sends its form unless told `type="button"`. */
export function Button(props: ButtonProps) {
  return (
    <button
      class={classOf(props)}
      type={props.type ?? 'submit'}
      name={props.name}
      value={props.value}
      formaction={props.formAction}
      form={props.form}
      disabled={props.disabled}
      data-confirm={props.confirm}
      aria-label={props.label}
    >
      {props.icon ? <Icon name={props.icon} /> : null}
      {props.children}
    </button>
  );
}

export type LinkButtonProps = Look & {
  children?: Child;
  href: string;
  download?: string | boolean;
  label?: string;
};

/** A link that looks like a button: for going somewhere, never for changing something. */
export function LinkButton(props: LinkButtonProps) {
  return (
    <a class={classOf(props)} href={props.href} download={props.download} aria-label={props.label}>
      {props.icon ? <Icon name={props.icon} /> : null}
      {props.children}
    </a>
  );
}

/**
 * A form that is only one button: a change of state such as approve or cancel. Hidden fields travel
 * with it.
 */
export function ActionForm(
  props: ButtonProps & { action: string; hidden?: Readonly<Record<string, string>> },
) {
  const { action, hidden, ...button } = props;
  return (
    <form method="post" action={action} class="contents">
      <HiddenFields values={hidden ?? {}} />
      <Button {...button} />
    </form>
  );
}

/** Hidden inputs from names and values. */
export function HiddenFields({ values }: { values: Readonly<Record<string, string>> }) {
  return (
    <>
      {Object.entries(values).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
    </>
  );
}
