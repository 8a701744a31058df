import type { Child } from 'hono/jsx';
import { type Locale, say } from '../../../base/index.ts';
import { Button, LinkButton } from '../../../ui/index.ts';

export type FilterControl = {
  readonly name: string;
  readonly label: string;
  readonly value: string | undefined;
  /** With choices a list, without a field. */
  readonly choices?: readonly { readonly value: string; readonly label: string }[];
  readonly type?: 'date' | 'search';
  readonly placeholder?: string;
  /** Takes the room of two. */
  readonly span?: 'two';
};

function Control({ control, locale }: { control: FilterControl; locale: Locale }) {
  const id = `filter-${control.name}`;
  return (
    <div class={control.span ? 'field flex-[2_1_18rem]' : 'field flex-[1_1_9rem]'}>
      <label for={id}>{control.label}</label>
      {control.choices ? (
        <select id={id} name={control.name} class="select">
          <option value="">{say(locale)('All', 'Tous')}</option>
          {control.choices.map((choice) => (
            <option value={choice.value} selected={choice.value === control.value}>
              {choice.label}
            </option>
          ))}
        </select>
      ) : (
        <input
          id={id}
          name={control.name}
          class="input"
          type={control.type ?? 'text'}
          value={control.value}
          placeholder={control.placeholder}
          autocomplete="off"
        />
      )}
    </div>
  );
}

/** Narrows a list: a GET form, so that every view of a list has an address. Nothing in it is obligatory. */
export function Filter(props: {
  locale: Locale;
  action: string;
  controls: readonly FilterControl[];
  children?: Child;
}) {
  const { locale, action, controls } = props;
  const t = say(locale);
  const narrowed = controls.some((control) => control.value);
  return (
    <form method="get" action={action} class="panel" role="search">
      <div class="flex flex-wrap gap-x-4 gap-y-3 items-end">
        {controls.map((control) => (
          <Control control={control} locale={locale} />
        ))}
        <div class="flex gap-2">
          <Button kind="primary" icon="search">
            {t('Show', 'Afficher')}
          </Button>
          {narrowed ? (
            <LinkButton kind="plain" href={action}>
              {t('Reset', 'Effacer')}
            </LinkButton>
          ) : null}
        </div>
      </div>
    </form>
  );
}
