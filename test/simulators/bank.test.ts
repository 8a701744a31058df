import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildPain001, readCamt, rfReference } from '../../edi/bank/index.ts';
import { money } from '../../src/base/index.ts';
import { type BankSimulator, startBankSimulator } from '../../src/simulators/index.ts';

const now = () => Temporal.Instant.from('2026-03-02T09:00:00Z');
const imported: { auth: string | undefined; body: string }[] = [];
let bank: BankSimulator;
let stopComptoir: () => void;
beforeAll(async () => {
  const app = new Hono().post('/api/v1/bank-statements', async (c) => {
    imported.push({ auth: c.req.header('authorization'), body: await c.req.text() });
    return c.json({ imported: 1 }, 202);
  });
  const comptoirUrl = await new Promise<string>((resolve) => {
    const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
      resolve(`http://127.0.0.1:${port}`),
    );
    stopComptoir = () => server.close();
  });
  bank = await startBankSimulator({
    port: 0,
    comptoirUrl,
    apiKey: 'bank-key',
    opening: money(100_000n, 'EUR'),
    now,
    dues: async () => [
      {
        number: 'ST-1',
        kind: 'statement',
        payer: 'Acme Industrie SAS',
        iban: 'FR1420041010050500013M02606',
        amount: money(3_001n, 'EUR'),
        reference,
        invoices: [
          { number: 'C1-1', amount: money(1_000n, 'EUR') },
          { number: 'C1-2', amount: money(2_001n, 'EUR') },
        ],
      },
    ],
  });
});
afterAll(async () => {
  await bank.stop();
  stopComptoir();
});

const form = (path: string, fields: Record<string, string> = {}) =>
  fetch(bank.url + path, { method: 'POST', body: new URLSearchParams(fields) });
const pay = (preset: string, fields: Record<string, string>) =>
  form('/transfers', {
    preset,
    payer: 'Acme Industrie SAS',
    iban: 'FR1420041010050500013M02606',
    ...fields,
  });
const reference = rfReference('ST202603');

describe('the bank', () => {
  it('states what payers sent: whole, half, several in one, and with a mistyped reference', async () => {
    await pay('whole', { amount: '1234.57', text: reference, reference: 'E2E-1' });
    await pay('half', { amount: '100,01', text: 'INV-7' });
    await pay('several', { text: 'AAA-1 10.00\nAAA-2 20,50' });
    await pay('wrong', { amount: '5.00', text: 'AAA-0012' });
    await form('/statements');
    const file = await (await fetch(`${bank.url}/statements/1`)).text();
    const { statements } = readCamt(Buffer.from(file));
    const [statement] = statements;
    expect(statement?.version).toBe('camt.053.001.08');
    expect(statement?.opening?.amount).toEqual(money(100_000n, 'EUR'));
    expect(statement?.closing?.amount).toEqual(money(232_008n, 'EUR'));
    expect(
      statement?.entries.map(({ amount, details }) => [
        amount.minor,
        details[0]?.remittance.structured[0]?.creditorReference ??
          details[0]?.remittance.unstructured[0],
      ]),
    ).toEqual([
      [123_457n, reference],
      [5_001n, 'INV-7'],
      [3_050n, 'AAA-1 AAA-2'],
      [500n, 'AAA-0021'],
    ]);
    expect(statement?.entries[0]?.details[0]).toMatchObject({
      endToEndId: 'E2E-1',
      debtor: { name: 'Acme Industrie SAS', iban: 'FR1420041010050500013M02606' },
    });
  });

  it('posts each statement to Comptoir with its key, and shows the answer', async () => {
    expect(imported).toHaveLength(1);
    expect(imported[0]).toMatchObject({
      auth: 'Bearer bank-key',
      body: bank.account.issued[0]?.camt,
    });
    expect(await (await fetch(bank.url)).text()).toContain('202 {&quot;imported&quot;:1}');
  });

  it('books a pain.001 as debits of the next statement', async () => {
    const payer = { name: 'Comptoir', iban: 'FR7630006000011234567890189' };
    const pain = buildPain001({
      messageId: 'PAY-1',
      createdAt: now(),
      initiator: 'Comptoir',
      payments: [
        {
          id: 'P1',
          amount: money(10_000n, 'EUR'),
          executionDate: Temporal.PlainDate.from('2026-03-03'),
          debtor: payer,
          creditor: { name: 'Visserie Alpha', iban: 'FR1420041010050500013M02606' },
          remittance: 'Payout 1',
        },
        {
          id: 'P2',
          amount: money(1n, 'EUR'),
          executionDate: Temporal.PlainDate.from('2026-03-04'),
          debtor: payer,
          creditor: { name: 'Gamma', iban: 'DE89370400440532013000' },
        },
      ],
    });
    const answer = await fetch(`${bank.url}/payments`, { method: 'POST', body: pain });
    expect([answer.status, await answer.json()]).toEqual([202, { accepted: 2 }]);
    await form('/statements');
    const { statements } = readCamt(Buffer.from(bank.account.issued[1]?.camt ?? ''));
    expect(statements[0]?.closing?.amount).toEqual(money(222_007n, 'EUR'));
    expect(
      statements[0]?.entries.map(({ creditDebit, details }) => [
        creditDebit,
        details[0]?.endToEndId,
        details[0]?.creditor?.name,
      ]),
    ).toEqual([
      ['DBIT', 'P1', 'Visserie Alpha'],
      ['DBIT', 'P2', 'Gamma'],
    ]);
    const wrong = await fetch(`${bank.url}/payments`, {
      method: 'POST',
      body: pain.replace('<NbOfTxs>2', '<NbOfTxs>3'),
    });
    expect(wrong.status).toBe(422);
  });

  it('offers what is due, and pays it whole, by half, or naming its invoices', async () => {
    expect(await (await fetch(bank.url)).text()).toContain('ST-1');
    for (const preset of ['whole', 'half', 'several']) await form('/dues', { reference, preset });
    expect(
      bank.account
        .pending()
        .map(({ amount, details }) => [
          amount.minor,
          details[0]?.remittance.structured[0]?.creditorReference ??
            details[0]?.remittance.unstructured[0],
        ]),
    ).toEqual([
      [3_001n, reference],
      [1_501n, reference],
      [3_001n, 'C1-1 C1-2'],
    ]);
    expect(await (await fetch(bank.url)).text()).toContain('on its way');
    expect((await form('/dues', { reference: 'RF00', preset: 'whole' })).status).toBe(422);
  });

  it('refuses a transfer without an amount in words', async () => {
    const answer = await pay('whole', { text: 'nothing' });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain('give an amount');
  });
});
