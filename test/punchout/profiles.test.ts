import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  changedSettings,
  connectionProfile,
  inEncoding,
  mergePatch,
  patchBetween,
  resolveProfile,
  suiteFrom,
  suiteProfileSchema,
  suiteProfiles,
} from '../../punchout/index.ts';
import { refusal, sentence } from './support.ts';

describe('suite profiles', () => {
  it('are all valid and complete', () => {
    expect(suiteProfiles.map(({ id }) => id)).toEqual([
      'generic',
      'ariba',
      'coupa',
      'jaggaer',
      'oracle-ebs',
      'oracle-fusion',
      'dynamics365',
      'sap-oci',
    ]);
    for (const profile of suiteProfiles) {
      expect(suiteProfileSchema.parse(profile), profile.id).toEqual(profile);
      expect(resolveProfile(profile.id), profile.id).toEqual(profile);
    }
  });

  it('take a partner’s overlay setting by setting; null takes one away', () => {
    const profile = resolveProfile('coupa', {
      formPost: 'urlencoded',
      versions: { PunchOutOrderMessage: '1.2.014', OrderRequest: null },
      units: { map: { C62: 'PCE' } },
      classification: { fallback: '43211500' },
    });
    expect(profile.formPost).toBe('urlencoded');
    expect(profile.versions.PunchOutOrderMessage).toBe('1.2.014');
    expect(profile.versions.OrderRequest).toBeUndefined();
    expect(profile.versions.ConfirmationRequest).toBe('1.2.036');
    expect(profile.units.map.C62).toBe('PCE');
    expect(profile.units.map.H87).toBe('EA');
    expect(profile.units.unknown).toBe('refuse');
    expect(profile.classification).toEqual({
      domain: 'UNSPSC',
      fallback: '43211500',
      digits: 8,
      map: {},
    });
    expect(resolveProfile('coupa').formPost).toBe('base64');
  });

  it('refuse an unknown suite and a wrong setting by its name', () => {
    expect(refusal(() => resolveProfile('workday'))).toBe('punchout.profile_unknown');
    expect(sentence(() => resolveProfile('ariba', { lengths: { description: 0 } }))).toMatch(
      /^The profile setting lengths\.description is not valid: /,
    );
    expect(refusal(() => resolveProfile('ariba', { colour: 'red' }))).toBe(
      'punchout.profile_invalid',
    );
    expect(refusal(() => resolveProfile('ariba', 'nonsense'))).toBe('punchout.profile_invalid');
    expect(sentence(() => resolveProfile('ariba', { units: { colour: 'red' } }))).toBe(
      'The profile setting units.colour is not valid: there is no such setting.',
    );
    expect(sentence(() => resolveProfile('ariba', { versions: { OrderRequest: 'new' } }))).toBe(
      'The profile setting versions.OrderRequest is not valid: a version such as 1.2.014.',
    );
  });

  it.each([
    [
      'a default unit that is not named',
      'ariba',
      { units: { unknown: 'default' } },
      'units.default',
    ],
    [
      'a default unit that the suite does not accept',
      'jaggaer',
      { units: { default: 'PALETTE' } },
      'units.default',
    ],
    ['OCI without its call-up fields', 'ariba', { protocol: 'oci' }, 'oci'],
    ['OCI without a scheme', 'sap-oci', { oci: { schemes: [] } }, 'oci.schemes'],
  ])('refuse %s', (_, id, overlay, setting) => {
    expect(sentence(() => resolveProfile(id, overlay))).toContain(
      `setting ${setting} is not valid`,
    );
  });
});

/** The settings' paths, groups opened. */
function pathsOf(schema: unknown, path: readonly string[] = []): string[] {
  const { shape, def } = schema as {
    shape?: Record<string, unknown>;
    def: { innerType?: unknown };
  };
  if (shape) return Object.entries(shape).flatMap(([name, one]) => pathsOf(one, [...path, name]));
  return def.innerType ? pathsOf(def.innerType, path) : [path.join('.')];
}

/** Our code, without the profiles themselves and the words of their form. */
function codeThatReads(): string {
  return ['punchout', 'src/channels', 'src/domain/purchasing', 'src/domain/service']
    .flatMap((room) =>
      readdirSync(room, { recursive: true, withFileTypes: true })
        .filter((file) => file.isFile() && /\.tsx?$/.test(file.name))
        .map((file) => join(file.parentPath, file.name)),
    )
    .filter((file) => !/punchout.profiles|profiles.(settings|sample)\.ts/.test(file))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
}

it('every setting of a profile is read by code', () => {
  const code = codeThatReads();
  // `documentEncoding` is read beside the profiles, in their own room.
  const unread = pathsOf(suiteProfileSchema).filter((path) => {
    const name = path.split('.').at(-1) ?? '';
    return (
      !['id', 'label', 'documentEncoding'].includes(name) && !new RegExp(`\\b${name}\\b`).test(code)
    );
  });
  expect(unread).toEqual([]);
});

describe('a profile that is data', () => {
  const workday = { label: 'Workday', units: { map: { C62: 'Each' } }, priceDecimalsMax: 2 };

  it('says only what its suite does otherwise; the rest is as in generic', () => {
    const profile = suiteFrom({ ...workday, id: 'workday' });
    expect(profile.units.map).toEqual({ C62: 'Each' });
    expect(profile.priceDecimalsMax).toBe(2);
    expect(profile.formPost).toBe('base64');
    expect(profile.identity).toEqual(resolveProfile('generic').identity);
  });

  it('is what a connection brings with it, under the connection’s own changes', () => {
    const connection = {
      profile: 'workday',
      profileOverlay: { priceDecimalsMax: 4 },
      suiteProfile: workday,
    };
    expect(connectionProfile(connection)).toMatchObject({
      id: 'workday',
      label: 'Workday',
      priceDecimalsMax: 4,
    });
    expect(
      connectionProfile({ ...connection, suiteProfile: { ...workday, label: 'W 2' } }).label,
    ).toBe('W 2');
    expect(refusal(() => connectionProfile({ ...connection, suiteProfile: null }))).toBe(
      'punchout.profile_unknown',
    );
  });
});

describe('a merge patch', () => {
  const from = { a: 1, b: { c: [1, 2], d: 'x' }, e: true };

  it.each([
    [{ a: 1, b: { c: [1, 2], d: 'x' }, e: true }, {}],
    [
      { a: 2, b: { c: [1], d: 'x' } },
      { a: 2, b: { c: [1] }, e: null },
    ],
    [{ a: 1, b: { c: [1, 2], n: { m: 1 } }, e: true }, { b: { d: null, n: { m: 1 } } }],
  ])('between two documents makes %j out of the first: %j', (to, patch) => {
    expect(patchBetween(from, to)).toEqual(patch);
    expect(mergePatch(from, patch)).toEqual(to);
  });

  it('can be told setting by setting', () => {
    expect(changedSettings({ a: 1, b: { c: [1], d: 2 } }, { a: 1, b: { c: [1, 2] } })).toEqual([
      { setting: 'b.c', before: [1], after: [1, 2] },
      { setting: 'b.d', before: 2, after: undefined },
    ]);
  });
});

describe('a document in US-ASCII', () => {
  it('means the same, byte by byte below 128', () => {
    const utf8 = Buffer.from('<?xml version="1.0" encoding="UTF-8"?>\n<a b="é">Œ €</a>');
    expect(Buffer.from(inEncoding(utf8, { documentEncoding: 'US-ASCII' })).toString('latin1')).toBe(
      '<?xml version="1.0" encoding="US-ASCII"?>\n<a b="&#233;">&#338; &#8364;</a>',
    );
    expect(inEncoding(utf8, { documentEncoding: 'UTF-8' })).toBe(utf8);
  });
});
