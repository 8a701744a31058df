import { describe, expect, it } from 'vitest';
import { buildSetupRequest, parseCxml } from '../../punchout/index.ts';
import { openMarketplace } from '../../src/domain/parties/index.ts';
import { systemContext } from '../../src/platform/index.ts';
import { testApp } from '../support/app.ts';
import { testDatabase } from '../support/database.ts';

const db = testDatabase({ start: '2026-03-02T09:00:00Z' });
const PASSWORD = 'horses eat no batteries';

const company = {
  legalName: 'Place Neuve SAS',
  tradingName: 'Place Neuve',
  registrationNumber: '732829320',
  establishmentNumber: '',
  vatId: 'FR44732829320',
  vatRegime: 'standard' as const,
  legalForm: 'SAS au capital de 10 000 €',
  register: 'RCS Paris 732 829 320',
  gln: '',
  street: '1 place Neuve',
  postalCode: '75001',
  city: 'Paris',
  country: 'FR',
  locale: 'fr' as const,
  email: 'contact@place-neuve.test',
  iban: 'FR7630006000011234567890189',
  bic: 'AGRIFRPP',
  commissionBp: 0,
  paymentDays: 30,
};
const buyer = {
  kind: 'buyer',
  legalName: 'Ateliers du Nord SA',
  tradingName: 'Ateliers du Nord',
  registrationNumber: '552 100 554',
  vatId: 'fr96 552100554',
  street: '2 rue du Port',
  postalCode: '59000',
  city: 'Lille',
  country: 'fr',
  email: 'compta@nord.test',
  paymentDays: '45',
};

const app = () => testApp(db.services());
const path = (link: string): string => new URL(link).pathname;
const post = (to: string, form: Record<string, string>) =>
  app().request(to, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'text/html',
      origin: 'http://localhost',
    },
    body: new URLSearchParams(form).toString(),
  });

type Person = {
  get: (to: string) => Promise<Response>;
  send: (to: string, form: Record<string, string>) => Promise<Response>;
};

/** Somebody's browser after signing in with a password. */
async function signedIn(email: string, password = PASSWORD): Promise<Person> {
  const answer = await post('/login', { email, password });
  expect(answer.status).toBe(303);
  const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const headers = { cookie, accept: 'text/html', origin: 'http://localhost' };
  return {
    get: (to) => app().request(to, { headers }),
    send: (to, form) =>
      app().request(to, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(form).toString(),
      }),
  };
}

describe('a new installation', () => {
  it('is opened once, by its operator’s company and first person, who sets a password', async () => {
    const ctx = systemContext(db.services(), 'open-marketplace');
    const person = { name: 'Odile Ober', email: 'odile@place-neuve.test' };
    // Both or neither: a misprinted address leaves no operator behind that nobody can sign in to.
    await expect(
      openMarketplace(ctx, { facts: company, person: { ...person, email: 'odile' } }),
    ).rejects.toMatchObject({ code: 'parties.field' });
    expect(await db.query('select id from organisation')).toEqual([]);
    const twice = await Promise.allSettled([
      openMarketplace(ctx, { facts: company, person }),
      openMarketplace(ctx, { facts: company, person }),
    ]);
    const [opened] = twice.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    expect(twice.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const link = opened?.link ?? '';
    await expect(openMarketplace(ctx, { facts: company, person })).rejects.toMatchObject({
      code: 'parties.operator_exists',
    });
    expect(await (await app().request(path(link))).text()).toContain('odile@place-neuve.test');
    const weak = await post(path(link), { password: 'short' });
    expect(weak.status).toBe(422);
    expect(await weak.text()).toContain('au moins 12 caractères');
    expect((await post(path(link), { password: PASSWORD })).status).toBe(303);
    expect((await post(path(link), { password: 'another good password' })).status).toBe(410);
    await signedIn('odile@place-neuve.test');
  });

  it('shows its operator what to do first, and one thing less when it is done', async () => {
    const odile = await signedIn('odile@place-neuve.test');
    const today = await (await odile.get('/operator?lang=en')).text();
    for (const text of [
      'First steps',
      '0 of 10 done',
      'href="/operator/partners/new?kind=seller"',
      'href="/operator/partners/new?kind=buyer"',
    ])
      expect(today).toContain(text);
    // A mandate is recorded on the seller's page, which is not there yet.
    expect(today).not.toContain('#mandate"');
  });

  it('tells every wrong entry of a new buyer at once, and keeps what was typed', async () => {
    const odile = await signedIn('odile@place-neuve.test');
    const answer = await odile.send('/operator/partners/new?lang=en', {
      ...buyer,
      registrationNumber: '552100555',
      vatId: 'DE811128135',
      email: 'nobody',
      paymentDays: '90',
    });
    expect(answer.status).toBe(422);
    const html = await answer.text();
    for (const text of [
      '4 entries to correct',
      'Not a SIREN',
      'This VAT number is of another country than the address.',
      'Not an e-mail address.',
      'Out of range.',
      'value="Ateliers du Nord SA"',
      'value="552100555"',
    ])
      expect(html).toContain(text);
    expect(await db.query(`select id from organisation where kind = 'buyer'`)).toEqual([]);
  });

  it('gets a buyer with a connection on pages alone, and its suite punches out', async () => {
    const odile = await signedIn('odile@place-neuve.test');
    const made = await odile.send('/operator/partners/new', buyer);
    expect(made.status).toBe(303);
    const page = (made.headers.get('location') ?? '').split('?')[0] ?? '';
    expect((await odile.send('/operator/partners/new', buyer)).status).toBe(409);
    for (const [to, form] of [
      [`${page}/connections`, { protocol: 'cxml', name: 'nord', profile: 'generic' }],
      [`${page}/places`, { ...buyer, code: 'LILLE', name: 'Quai 2', country: 'FR' }],
      [`${page}/cost-centres`, { code: 'CC1', nameFr: 'Atelier', nameEn: 'Workshop' }],
    ] as const)
      expect((await odile.send(to, form)).status).toBe(303);
    const [connection] = await db.query<{ id: string }>(
      `select id from trading_connection where name = 'nord'`,
    );
    const base = `/operator/partners/connections/${connection?.id}`;
    const identity = { domain: 'NetworkID', identity: 'AN-NORD' };
    expect((await odile.send(`${base}/identities`, identity)).status).toBe(303);
    expect((await odile.send(`${base}/secret`, { secret: 'a secret of the Nord' })).status).toBe(
      303,
    );
    const shown = await (await odile.get(`${page}?lang=en`)).text();
    for (const text of ['SIREN', 'AN-NORD', 'Quai 2', 'CC1', '552100554', '45 days'])
      if (text !== 'SIREN') expect(shown).toContain(text);
    const credential = { domain: 'NetworkId', identity: 'AN-NORD' };
    const answer = await app().request('/cxml', {
      method: 'POST',
      body: Buffer.from(
        buildSetupRequest(
          {
            payloadId: 'first@nord.test',
            timestamp: '2026-03-02T10:00:00+01:00',
            header: {
              from: { credentials: [credential] },
              to: { credentials: [{ domain: 'PrivateID', identity: 'place-neuve' }] },
              sender: { credentials: [{ ...credential, sharedSecret: 'a secret of the Nord' }] },
            },
          },
          {
            operation: 'create',
            buyerCookie: 'c',
            extrinsics: [{ name: 'UserEmail', value: 'ana@nord.test' }],
            contacts: [],
            items: [],
            browserFormPost: 'https://suite.nord.test/return',
          },
        ),
      ),
    });
    expect(parseCxml(Buffer.from(await answer.text())).payload.kind).toBe('PunchOutSetupResponse');
  });

  it('gets a seller with a mandate and an API key that is shown once and works', async () => {
    const odile = await signedIn('odile@place-neuve.test');
    const seller = {
      ...buyer,
      kind: 'seller',
      legalName: 'Visserie Alpha SARL',
      tradingName: 'Visserie Alpha',
      registrationNumber: '404833048',
      vatId: 'FR83404833048',
      iban: 'FR14 2004 1010 0505 0001 3M02 606',
      bic: 'PSSTFRPP',
      commissionBp: '12,5',
    };
    const made = await odile.send('/operator/partners/new', seller);
    const page = (made.headers.get('location') ?? '').split('?')[0] ?? '';
    expect(
      await db.query(`select commission_bp, iban from organisation where kind = 'seller'`),
    ).toEqual([{ commission_bp: 1250, iban: 'FR1420041010050500013M02606' }]);
    await odile.send(`${page}/mandate`, { signedOn: '2026-03-01', series: 'ALPHA' });
    expect(await db.query('select state, series from billing_mandate')).toEqual([
      { state: 'active', series: 'ALPHA' },
    ]);
    await odile.send(`${page}/connections`, { protocol: 'edifact', name: 'alpha' });
    const [connection] = await db.query<{ id: string }>(
      `select id from trading_connection where name = 'alpha'`,
    );
    const issued = await odile.send(`/operator/partners/connections/${connection?.id}/api-key`, {});
    const key = /<code class="break-all">([\w-]{20,})<\/code>/.exec(await issued.text())?.[1] ?? '';
    const sent = (apiKey: string) =>
      app().request('/edi', { method: 'POST', headers: { 'x-api-key': apiKey }, body: 'UNB+' });
    expect((await sent(key)).status).toBe(202);
    await odile.send(`/operator/partners/connections/${connection?.id}/api-key`, {});
    expect((await sent(key)).status).toBe(401);
    // Seller, mandate, buyer, suite, address and visit; identity, people, offers and limit are still to do.
    const today = await (await odile.get('/operator?lang=en')).text();
    expect(today).toContain('6 of 10 done');
    expect(today).toContain(`href="${page}#people"`);
    expect(today).not.toContain('href="/operator/partners/new?kind=seller"');
  });

  it('invites people who sign in for their own company, and shuts them out at once', async () => {
    const odile = await signedIn('odile@place-neuve.test');
    const [one] = await db.query<{ id: string }>(
      `select id from organisation where kind = 'buyer'`,
    );
    const page = `/operator/partners/${one?.id}`;
    const ana = {
      name: 'Ana Nord',
      email: 'ANA.N@nord.test',
      locale: 'en',
      roles: 'approver',
      approvalLimit: '1 500,50',
    };
    const invited = await odile.send(`${page}/people`, ana);
    const link = /http[^<\s]*\/password\/[\w-]+/.exec(await invited.text())?.[0] ?? '';
    const [mail] = await db.query<{ recipient: string; subject: string; text: string }>(
      `select recipient, subject, text from outgoing_mail order by created_at desc, id desc limit 1`,
    );
    expect(mail).toMatchObject({
      recipient: 'ana.n@nord.test',
      subject: 'Your access to Comptoir for Ateliers du Nord',
    });
    expect(mail?.text).toContain(link);
    expect((await odile.send(`${page}/people`, ana)).status).toBe(409);
    expect(
      (await odile.send(`${page}/people`, { ...ana, email: 'b@nord.test', roles: 'operator' }))
        .status,
    ).toBe(422);
    expect((await post(path(link), { password: PASSWORD })).status).toBe(303);
    const browser = await signedIn('ana.n@nord.test');
    expect((await browser.get('/buyer/approvals')).status).toBe(200);
    expect((await browser.send('/operator/partners/new', buyer)).status).toBe(403);
    const [user] = await db.query<{ id: string; approval_limit_minor: string }>(
      `select id, approval_limit_minor::text from user_account where email = 'ana.n@nord.test'`,
    );
    expect(user?.approval_limit_minor).toBe('150050');
    await odile.send(`/operator/partners/people/${user?.id}`, {
      roles: 'approver',
      state: 'inactive',
    });
    expect((await browser.get('/buyer/approvals')).status).toBe(303);
    expect((await post('/login', { email: 'ana.n@nord.test', password: PASSWORD })).status).toBe(
      401,
    );
  });

  it('keeps the last hand on its own account, and tells nobody which addresses it knows', async () => {
    const odile = await signedIn('odile@place-neuve.test');
    const [user] = await db.query<{ id: string }>(
      `select id from user_account where email = 'odile@place-neuve.test'`,
    );
    const own = await odile.send(`/operator/partners/people/${user?.id}`, {
      roles: 'finance',
      state: 'active',
    });
    expect(own.status).toBe(409);
    const mails = () => db.query(`select id from outgoing_mail`);
    const before = (await mails()).length;
    const ask = async (email: string) => {
      const answer = await post('/login/forgotten', { email });
      return {
        status: answer.status,
        told: (await answer.text()).includes('If the address has an account'),
      };
    };
    expect(await ask('stranger@nowhere.test')).toEqual({ status: 200, told: true });
    // Known by punch-out only: a suite's word is no login here.
    expect(await ask('ana@nord.test')).toEqual({ status: 200, told: true });
    expect((await mails()).length).toBe(before);
    for (let n = 0; n < 5; n += 1)
      expect(await ask('odile@place-neuve.test')).toEqual({ status: 200, told: true });
    // With the invitation a moment ago, three links within a quarter of an hour.
    expect((await mails()).length).toBe(before + 2);
    const [mail] = await db.query<{ text: string }>(
      `select text from outgoing_mail order by created_at desc, id desc limit 1`,
    );
    const link = /http\S+/.exec(mail?.text ?? '')?.[0] ?? '';
    db.clock.advance({ hours: 2 });
    expect((await post(path(link), { password: 'a good new password' })).status).toBe(410);
  });
});
