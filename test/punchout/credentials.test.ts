import { describe, expect, it } from 'vitest';
import {
  computeMac,
  conflictingCredentials,
  normaliseDomain,
  secretsMatch,
  verifyMac,
} from '../../punchout/index.ts';
import { refusal } from './support.ts';

const party = { domain: 'NetworkId', identity: 'AN9900000100' };
// The cXML Reference Guide's own sample, reproduced.
const guide = {
  from: party,
  sender: party,
  creationDate: '2003-01-15T08:42:46-08:00',
  expirationDate: '2003-01-15T11:42:46-08:00',
};

describe('a credential’s MAC', () => {
  const mac = {
    type: 'FromSenderCredentials',
    algorithm: 'HMAC-SHA1-96',
    creationDate: guide.creationDate,
    expirationDate: guide.expirationDate,
    value: 'cR6Jpz58nriXERDN',
  };
  const judged = (now: string, secrets: readonly string[] = ['abracadabra']) =>
    verifyMac(mac, { from: party, sender: party, secrets, now: Temporal.Instant.from(now) });

  it('is the guide’s, whatever the case and blanks of the names', () => {
    expect(computeMac('abracadabra', guide)).toBe('cR6Jpz58nriXERDN');
    const loud = { domain: ' NETWORKID ', identity: ' an9900000100 ' };
    expect(computeMac('abracadabra', { ...guide, from: loud })).toBe('cR6Jpz58nriXERDN');
  });

  it('keeps the case of AribaNetworkUserId', () => {
    const user = { domain: 'AribaNetworkUserId', identity: 'a@b.example' };
    const other = { ...user, domain: 'aribanetworkuserid' };
    expect(computeMac('s', { ...guide, from: user })).not.toBe(
      computeMac('s', { ...guide, from: other }),
    );
  });

  it.each([
    ['2003-01-15T18:00:00Z', 'valid'],
    ['2003-01-15T16:42:46Z', 'not_current'],
    ['2003-01-15T19:42:46Z', 'not_current'],
    ['2026-11-21T10:00:00Z', 'not_current'],
  ])('at %s is %s', (now, verdict) => {
    expect(judged(now)).toBe(verdict);
  });

  it('holds with either of two secrets during a rotation, and with no other', () => {
    expect(judged('2003-01-15T18:00:00Z', ['new', 'abracadabra'])).toBe('valid');
    expect(judged('2003-01-15T18:00:00Z', ['new'])).toBe('mismatch');
    expect(judged('2003-01-15T18:00:00Z', [])).toBe('mismatch');
  });

  it('is refused with another algorithm', () => {
    const now = Temporal.Instant.from('2003-01-15T18:00:00Z');
    const odd = { ...mac, algorithm: 'MD5' };
    expect(
      refusal(() => verifyMac(odd, { from: party, sender: party, secrets: ['abracadabra'], now })),
    ).toBe('cxml.mac_algorithm');
  });
});

describe('a shared secret', () => {
  it('matches any active one exactly, and an empty one never', () => {
    expect(secretsMatch('b', ['a', 'b'])).toBe(true);
    expect(secretsMatch('B', ['a', 'b'])).toBe(false);
    expect(secretsMatch('', [''])).toBe(false);
    expect(secretsMatch('b', [])).toBe(false);
  });
});

describe('several credentials of one party', () => {
  const owners: Readonly<Record<string, string>> = { 'networkid AN1': 'acme', 'duns 01': 'acme' };
  const ownerOf = ({ domain, identity }: { domain: string; identity: string }) =>
    owners[`${domain} ${identity}`] ?? (domain === 'vat' ? 'other' : undefined);
  const reasons = (...list: { domain: string; identity: string; type?: string }[]) =>
    conflictingCredentials(list, ownerOf).map(({ reason }) => reason);

  it('agree when all that are known name one organisation', () => {
    expect(normaliseDomain(' NetworkID')).toBe('networkid');
    expect(
      reasons(
        { domain: 'NetworkId', identity: 'AN1 ' },
        { domain: 'Duns', identity: '01' },
        { domain: 'internal', identity: 'anything' },
      ),
    ).toEqual([]);
  });

  it('conflict when two name different organisations or a domain repeats', () => {
    expect(
      reasons({ domain: 'NetworkId', identity: 'AN1' }, { domain: 'vat', identity: 'FR1' }),
    ).toEqual(['two_organisations']);
    expect(reasons({ domain: 'duns', identity: '01' }, { domain: 'DUNS', identity: '02' })).toEqual(
      ['domain_repeats'],
    );
  });

  it('do not conflict with the marketplace a member belongs to', () => {
    expect(
      reasons(
        { domain: 'NetworkId', identity: 'AN1' },
        { domain: 'NetworkId', identity: 'AN-market', type: 'marketplace' },
      ),
    ).toEqual([]);
  });
});
