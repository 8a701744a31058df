import { describe, expect, it } from 'vitest';
import { userOf } from '../../punchout/index.ts';

const named = (...pairs: [string, string][]) => ({
  extrinsics: pairs.map(([name, value]) => ({ name, value })),
  contacts: [],
});

describe('the user behind a punch-out', () => {
  it('is known by e-mail before anything else, without case', () => {
    const user = userOf(named(['UniqueName', 'jsmith'], ['useremail', 'J.Smith@Acme.example']));
    expect(user).toEqual({
      key: { by: 'email', value: 'j.smith@acme.example' },
      email: 'J.Smith@Acme.example',
      uniqueName: 'jsmith',
      name: undefined,
    });
  });

  it('is looked for in the end user’s contact, then in the delivery address', () => {
    const contacts = [
      { name: 'Buyer', role: 'buyer', email: 'b@acme.example' },
      { name: 'User', role: 'endUser', email: 'u@acme.example' },
    ];
    const shipTo = { name: 'Dock', email: 's@acme.example' };
    expect(userOf({ extrinsics: [], contacts, shipTo }).email).toBe('u@acme.example');
    expect(userOf({ extrinsics: [], contacts: [], shipTo }).email).toBe('s@acme.example');
  });

  it('is known by the suite’s own name when there is no address', () => {
    expect(userOf(named(['User', 'JS01'], ['UserEmail', 'not an address'])).key).toEqual({
      by: 'unique_name',
      value: 'JS01',
    });
  });

  it.each([
    [named(['UserFullName', 'John Smith'], ['FirstName', 'J']), 'John Smith'],
    [named(['UserPrintableName', 'Smith, John']), 'Smith, John'],
    [named(['FirstName', 'John'], ['LastName', 'Smith']), 'John Smith'],
    [named(['FirstName', 'John']), 'John'],
    [{ extrinsics: [], contacts: [{ name: 'From Contact' }] }, 'From Contact'],
  ])('has a name from wherever the suite puts it', (setup, name) => {
    expect(userOf(setup).name).toBe(name);
  });

  it('is nobody when nobody is named', () => {
    expect(userOf(named(['BusinessUnit', 'Paris']))).toEqual({
      key: undefined,
      email: undefined,
      uniqueName: undefined,
      name: undefined,
    });
  });
});
