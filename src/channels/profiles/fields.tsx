import { type Locale, say } from '../../base/index.ts';
import { FormGrid, SelectField } from '../../ui/index.ts';
import { type JsonObject, settingText } from './form.ts';
import type { Setting, SettingGroup } from './settings.ts';
import { asJson, type Subject } from './subject.ts';

type Voice = { readonly locale: Locale };

function SettingField({
  setting,
  document,
  base,
  locale,
}: Voice & { setting: Setting; document: JsonObject; base: JsonObject }) {
  const t = say(locale);
  const { path, kind } = setting;
  const value = settingText(document, setting);
  const isOwn = value !== settingText(base, setting);
  const mark = isOwn ? t(' · own', ' · propre') : '';
  const common = {
    locale,
    name: path,
    label: `${setting.label[locale]}${mark}`,
    ...(setting.hint ? { hint: setting.hint[locale] } : {}),
    // Empty is a value of its own here: nobody is told that a field is optional.
    required: true,
  };
  if (kind === 'choice') {
    const choices = (setting.choices ?? []).map(([one, en, fr]) => ({
      value: one,
      label: t(en, fr),
    }));
    return <SelectField {...common} value={value} choices={choices} />;
  }
  if (kind === 'flag') {
    const choices = [
      { value: 'yes', label: t('yes', 'oui') },
      { value: 'no', label: t('no', 'non') },
    ];
    return <SelectField {...common} value={value === 'true' ? 'yes' : 'no'} choices={choices} />;
  }
  const rows = kind === 'list' || kind === 'map' ? 4 : 1;
  return <PlainField {...common} rows={rows} value={value} kind={kind} />;
}

/** `required` speaks to the label alone: an emptied field is sent, and takes the setting away. */
function PlainField({
  kind,
  rows,
  value,
  name,
  label,
  hint,
}: {
  kind: Setting['kind'];
  rows: number;
  value: string;
  name: string;
  label: string;
  hint?: string;
}) {
  const id = `field-${name.replace(/[^\w-]+/g, '-')}`;
  const described = hint ? `${id}-hint` : undefined;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {hint ? (
        <span class="field-hint" id={described}>
          {hint}
        </span>
      ) : null}
      {rows > 1 ? (
        <textarea
          id={id}
          name={name}
          class="textarea font-mono"
          rows={rows}
          aria-describedby={described}
        >
          {value}
        </textarea>
      ) : (
        <input
          id={id}
          name={name}
          class="input"
          type="text"
          autocomplete="off"
          inputmode={kind === 'number' ? 'decimal' : undefined}
          value={value}
          aria-describedby={described}
        />
      )}
    </div>
  );
}

/** A group of settings, open where something is the subject's own. */
export function Group({
  group,
  subject,
  locale,
}: Voice & { group: SettingGroup; subject: Subject }) {
  const [document, base] = [asJson(subject.profile), asJson(subject.base)];
  const own = group.settings.filter(
    (setting) => settingText(document, setting) !== settingText(base, setting),
  ).length;
  return (
    <details class="panel" open={own > 0 || group.id === 'units'}>
      <summary class="cursor-pointer font-semibold">
        {group.title[locale]}
        {own > 0 ? <span class="tab-count ms-2">{own}</span> : null}
      </summary>
      <div class="mt-4">
        <FormGrid>
          {group.settings.map((setting) => (
            <SettingField setting={setting} document={document} base={base} locale={locale} />
          ))}
        </FormGrid>
      </div>
    </details>
  );
}
