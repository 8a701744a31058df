import { describe, expect, it } from 'vitest';
import { resolveProfile, suiteProfileSchema, suiteProfiles } from '../../punchout/index.ts';
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
    expect(profile.units).toEqual({ map: { C62: 'PCE' }, accepted: [], unknown: 'refuse' });
    expect(profile.classification).toEqual({ domain: 'UNSPSC', fallback: '43211500', digits: 8 });
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
  });
});
