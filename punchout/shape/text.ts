import { fitsCharset, inCharset } from '../oci/index.ts';
import type { SuiteProfile } from '../profiles/index.ts';
import type { Change, ChangeField } from './types.ts';

/** Where a change is noted; `Change.line` is known to the caller alone. */
export type Note = (change: Omit<Change, 'line'>) => void;

/** CHAR lengths count UTF-16 units; half a surrogate pair would be no text. */
export function cut(text: string, length: number): string {
  return text
    .slice(0, length)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trimEnd();
}

function held(text: string, characters: string): string[] {
  return [...new Set(text)].filter((char) => characters.includes(char));
}

/** A text without what the suite forbids; without a replacement the line is refused. */
function withoutForbidden(
  before: string,
  { field, profile, note }: { field: ForbiddenField; profile: SuiteProfile; note: Note },
): string {
  const rule = profile.forbidden[field];
  const found = rule ? held(before, rule.characters) : [];
  if (!rule || found.length === 0) return before;
  const { replacement } = rule;
  if (replacement === undefined) {
    note({
      field,
      kind: 'refused',
      before,
      after: '',
      reason: 'forbidden',
      limit: found.join(' '),
    });
    return before;
  }
  const after = Array.from(before, (char) => (found.includes(char) ? replacement : char)).join('');
  const limit = found.join(' ');
  note({ field, kind: 'replaced', before, after, reason: 'forbidden_replaced', limit });
  return after;
}

type ForbiddenField = keyof SuiteProfile['forbidden'] & ChangeField;
type LimitedField = keyof SuiteProfile['lengths'] & ChangeField;

/** A code is never cut, for a cut one names something else: too long refuses the line. */
export function shapeCode(
  before: string,
  { field, profile, note }: { field: LimitedField; profile: SuiteProfile; note: Note },
): string {
  const value =
    field in ({ supplierPartId: 1, supplierPartAuxiliaryId: 1 } as Record<string, number>)
      ? withoutForbidden(before, { field: field as ForbiddenField, profile, note })
      : before;
  const max = profile.lengths[field];
  if (max !== undefined && value.length > max)
    note({ field, kind: 'refused', before: value, after: '', reason: 'too_long', limit: `${max}` });
  return value;
}

/** OCI forms of systems without Unicode lose letters: what they become is told before they leave. */
function inItsLetters(
  before: string,
  { profile, note }: { profile: SuiteProfile; note: Note },
): string {
  const charset = profile.oci?.charset;
  if (!charset || fitsCharset(before, charset)) return before;
  const after = inCharset(before, charset);
  note({
    field: 'description',
    kind: 'replaced',
    before,
    after,
    reason: 'charset',
    limit: charset,
  });
  return after;
}

/** The description: forbidden characters, then the suite's length; OCI carries the whole as LONGTEXT. */
export function shapeDescription(
  before: string,
  { profile, note }: { profile: SuiteProfile; note: Note },
): { description: string; shortName: string; longText: string } {
  const allowed = withoutForbidden(before, { field: 'description', profile, note });
  const whole = inItsLetters(allowed, { profile, note });
  const { description: max, shortName, longText: longMax } = profile.lengths;
  const description = max === undefined ? whole : cut(whole, max);
  const longText = longMax === undefined ? whole : cut(whole, longMax);
  const limit = `${max}`;
  if (description !== whole) {
    const reason = profile.protocol === 'oci' && longText === whole ? 'cut_long_text' : 'cut';
    note({
      field: 'description',
      kind: 'truncated',
      before: whole,
      after: description,
      reason,
      limit,
    });
  }
  if (profile.protocol === 'oci' && longText !== whole) {
    const after = longText;
    const field = 'longText';
    note({ field, kind: 'truncated', before: whole, after, reason: 'cut', limit: `${longMax}` });
  }
  // A short name is a shortening by nature (cXML guide, «ShortName»): nobody is told of its length.
  return { description, longText, shortName: shortName === undefined ? '' : cut(whole, shortName) };
}

/** The maker's name and number: told beside the line, so a cut name is told and a cut number left out. */
export function shapeMaker(
  { manufacturer, manufacturerPartId }: { manufacturer: string; manufacturerPartId: string },
  { profile, note }: { profile: SuiteProfile; note: Note },
): { manufacturer: string | undefined; manufacturerPartId: string | undefined } {
  return {
    manufacturer: unlessIgnored(manufacturer, {
      field: 'manufacturerName',
      profile,
      note,
      shape: (name) => {
        const whole = withoutForbidden(name, { field: 'manufacturerName', profile, note });
        const max = profile.lengths.manufacturerName;
        if (max === undefined || whole.length <= max) return whole;
        const after = cut(whole, max);
        const field = 'manufacturerName';
        note({ field, kind: 'truncated', before: whole, after, reason: 'cut', limit: `${max}` });
        return after;
      },
    }),
    manufacturerPartId: unlessIgnored(manufacturerPartId, {
      field: 'manufacturerPartId',
      profile,
      note,
      shape: (number) => {
        const whole = withoutForbidden(number, { field: 'manufacturerPartId', profile, note });
        const max = profile.lengths.manufacturerPartId;
        if (max === undefined || whole.length <= max) return whole;
        const field = 'manufacturerPartId';
        note({
          field,
          kind: 'dropped',
          before: whole,
          after: '',
          reason: 'too_long',
          limit: `${max}`,
        });
        return undefined;
      },
    }),
  };
}

/** A value the suite leaves unread is not written, and the person is told. */
export function unlessIgnored(
  value: string,
  {
    field,
    profile,
    note,
    shape,
  }: {
    field: SuiteProfile['ignores'][number];
    profile: SuiteProfile;
    note: Note;
    shape: (value: string) => string | undefined;
  },
): string | undefined {
  if (value === '') return undefined;
  if (!profile.ignores.includes(field)) return shape(value);
  note({ field, kind: 'dropped', before: value, after: '', reason: 'not_read' });
  return undefined;
}
