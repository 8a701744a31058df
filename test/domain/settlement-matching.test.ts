import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  consume,
  indexItems,
  match,
  matchPayment,
  type OpenItem,
  type Payment,
} from '../../src/domain/settlement/matching/index.ts';

const day = (text: string) => Temporal.PlainDate.from(text);
let serial = 0;
const item = (extra: Partial<OpenItem> & { openMinor: bigint }): OpenItem => {
  serial += 1;
  return {
    invoiceId: `i${serial}`,
    number: `AAA-2026-${String(100000 + serial)}`,
    buyerId: 'acme',
    buyerNames: ['Acme Industrie SAS'],
    dueOn: day('2026-03-31'),
    issuedOn: day('2026-02-14'),
    sellerName: 'Visserie Alpha',
    isCreditNote: false,
    ...extra,
  };
};
const paid = (extra: Partial<Payment> & { amountMinor: bigint }): Payment => ({
  currency: 'EUR',
  bookedOn: day('2026-03-31'),
  text: '',
  ...extra,
});
const acme = { payerIban: 'FR76 3000 4000 0312 3456 7890 143' };
const knownIbans = new Map([['FR7630004000031234567890143', ['acme']]]);
const read = (payment: Payment, candidates: OpenItem[]) =>
  match({ payment, candidates, ibans: knownIbans });
const summary = (result: ReturnType<typeof match>) => [
  result.decision,
  result.kind,
  ...result.allocations.map((one) => [one.invoiceId, one.amountMinor]),
];

describe('a payment that names what it pays', () => {
  it('is posted by the creditor reference alone, whoever pays', () => {
    const one = item({ openMinor: 12_345n, paymentReference: 'RF18539007547034' });
    const result = read(
      paid({
        amountMinor: 12_345n,
        structuredReference: 'RF18 5390 0754 7034',
        payerName: 'Treasury Ltd',
      }),
      [one, item({ openMinor: 12_345n, buyerId: 'petit', buyerNames: ['Petit'] })],
    );
    expect(summary(result)).toEqual(['auto', 'exact', [one.invoiceId, 12_345n]]);
    expect(result.evidence.map((piece) => piece.en)).toEqual([
      'The reference RF18539007547034 is that of invoice ' + one.number + '.',
      'The amount €123.45 is exactly what is open.',
    ]);
  });

  it('pays a whole statement by the statement’s reference in the text', () => {
    const items = [1_000n, 2_000n, 3_333n].map((openMinor) =>
      item({ openMinor, statementReference: 'RF18539007547034' }),
    );
    const result = read(paid({ amountMinor: 6_333n, text: 'RELEVE RF18539007547034 MERCI' }), [
      ...items,
      item({ openMinor: 500n }),
    ]);
    expect(result).toMatchObject({ decision: 'auto', kind: 'grouped', restMinor: 0n });
    expect(result.allocations).toHaveLength(3);
  });

  it('finds invoice numbers whatever the spacing, wraps and accents of the bank', () => {
    const items = [
      item({ openMinor: 10_000n }),
      item({ openMinor: 5_050n }),
      item({ openMinor: 777n }),
    ];
    const [a, b] = items.map((one) => one.number);
    const text = `Réglt fact ${a?.replaceAll('-', ' ')}\net ${b?.slice(0, 6)}\n${b?.slice(6)}`;
    expect(summary(read(paid({ amountMinor: 15_050n, text, ...acme }), items))).toEqual([
      'auto',
      'grouped',
      [items[0]?.invoiceId, 10_000n],
      [items[1]?.invoiceId, 5_050n],
    ]);
  });

  it('continues a list of short endings', () => {
    const items = ['BB-1201', 'BB-1202', 'BB-1203'].map((number, at) =>
      item({ number, openMinor: BigInt(1_000 * (at + 1)) }),
    );
    expect(
      read(paid({ amountMinor: 6_000n, text: 'BB-1201, 02, 03', ...acme }), items),
    ).toMatchObject({ decision: 'auto', kind: 'grouped' });
  });

  it('forgives one slip of the keyboard only with the exact amount and a known payer', () => {
    const items = [
      item({ number: 'AAA-2026-000123', openMinor: 9_900n }),
      item({ number: 'AAA-2026-000987', openMinor: 4_000n }),
    ];
    expect(
      read(
        paid({
          amountMinor: 9_900n,
          text: 'AAA-2026-00O123'.replace('O', '0').replace('000123', '00123'),
          ...acme,
        }),
        items,
      ),
    ).toMatchObject({ decision: 'auto' });
    expect(
      read(paid({ amountMinor: 9_000n, text: 'AAA-2026-00123', ...acme }), items).decision,
    ).toBe('propose');
  });

  it('pays one named invoice in part, and leaves an overpayment’s rest unapplied', () => {
    const one = item({ openMinor: 10_000n });
    expect(summary(read(paid({ amountMinor: 4_000n, text: one.number, ...acme }), [one]))).toEqual([
      'auto',
      'partial',
      [one.invoiceId, 4_000n],
    ]);
    expect(read(paid({ amountMinor: 10_500n, text: one.number, ...acme }), [one])).toMatchObject({
      decision: 'auto',
      kind: 'over',
      restMinor: 500n,
    });
  });

  it('closes an invoice that is paid five cents short, and not six', () => {
    const one = item({ openMinor: 10_000n });
    expect(
      read(paid({ amountMinor: 9_995n, text: one.number, ...acme }), [one]).allocations,
    ).toEqual([
      { invoiceId: one.invoiceId, number: one.number, amountMinor: 9_995n, writeOffMinor: 5n },
    ]);
    expect(read(paid({ amountMinor: 9_994n, text: one.number, ...acme }), [one])).toMatchObject({
      kind: 'partial',
    });
  });

  it('explains the difference by the only credit note that fits', () => {
    const one = item({ openMinor: 10_000n });
    const note = item({ openMinor: 1_250n, isCreditNote: true });
    const result = read(paid({ amountMinor: 8_750n, text: one.number, ...acme }), [
      one,
      note,
      item({ openMinor: 300n, isCreditNote: true }),
    ]);
    expect(summary(result)).toEqual([
      'auto',
      'grouped',
      [one.invoiceId, 10_000n],
      [note.invoiceId, -1_250n],
    ]);
  });

  it('pays what an order’s number stands for when the amount agrees', () => {
    const items = [1_100n, 2_200n].map((openMinor) =>
      item({ openMinor, purchaseOrderNumber: 'PO-4500012345' }),
    );
    expect(
      read(paid({ amountMinor: 3_300n, text: 'commande PO 4500012345', ...acme }), [
        ...items,
        item({ openMinor: 40n }),
      ]),
    ).toMatchObject({ decision: 'auto', kind: 'grouped' });
  });
});

describe('a payment is never posted to a wrong payer', () => {
  const theirs = () => item({ openMinor: 5_000n, buyerId: 'petit', buyerNames: ['Petit & Fils'] });

  it('when the account is one buyer’s and the number another’s', () => {
    const one = theirs();
    const result = read(paid({ amountMinor: 5_000n, text: one.number, ...acme }), [
      one,
      item({ openMinor: 800n }),
    ]);
    expect(result).toMatchObject({ decision: 'propose', allocations: [] });
    expect(result.evidence.at(-1)?.code).toBe('other_payer');
  });

  it('when the account is one buyer’s and the name another’s', () => {
    const one = item({ openMinor: 5_000n });
    expect(
      read(paid({ amountMinor: 5_000n, payerName: 'PETIT ET FILS', ...acme }), [one, theirs()])
        .decision,
    ).toBe('propose');
  });

  it('when the name only resembles a buyer’s', () => {
    expect(
      read(paid({ amountMinor: 5_000n, payerName: 'Petit Transports' }), [theirs()]).decision,
    ).toBe('propose');
  });

  it('when nothing but the amount agrees', () => {
    expect(read(paid({ amountMinor: 5_000n, payerName: 'Nobody' }), [theirs()])).toMatchObject({
      decision: 'propose',
      proposals: [{ kind: 'exact' }],
    });
  });

  it('when it names an invoice that is paid already and the amount fits another', () => {
    const one = item({ number: 'AAA-2026-000500', openMinor: 5_000n });
    const result = read(paid({ amountMinor: 5_000n, text: 'AAA-2026-000417', ...acme }), [one]);
    expect(result.decision).toBe('propose');
    expect(result.evidence.map((piece) => piece.code)).toContain('unknown_reference');
  });
});

describe('a payment that gives only its amount', () => {
  const amounts = (n: number, step = 7_919n) =>
    Array.from({ length: n }, (_, at) =>
      item({
        openMinor: 10_000n + ((BigInt(at) * BigInt(at) * step) % 90_001n),
        dueOn: day('2026-01-05').add({ days: (at * 7) % 60 }),
      }),
    );

  it('is posted to the one invoice of this amount', () => {
    const items = amounts(9);
    expect(summary(read(paid({ amountMinor: items[4]?.openMinor ?? 0n, ...acme }), items))).toEqual(
      ['auto', 'exact', [items[4]?.invoiceId, items[4]?.openMinor]],
    );
  });

  it('is proposed when two invoices have this amount', () => {
    const items = [item({ openMinor: 4_200n }), item({ openMinor: 4_200n })];
    expect(read(paid({ amountMinor: 4_200n, ...acme }), items)).toMatchObject({
      decision: 'propose',
      proposals: [{}, {}],
      margin: 0,
    });
  });

  it('is posted to the only combination of a few items', () => {
    const items = amounts(8);
    const chosen = [items[1], items[3], items[6]].filter((one) => one !== undefined);
    const result = read(
      paid({
        amountMinor: chosen.reduce((sum, one) => sum + one.openMinor, 0n),
        payerName: 'ACME INDUSTRIE',
      }),
      items,
    );
    expect(result).toMatchObject({ decision: 'auto', kind: 'grouped' });
    expect(new Set(result.allocations.map((one) => one.invoiceId))).toEqual(
      new Set(chosen.map((one) => one.invoiceId)),
    );
  });

  it('is only proposed among forty open items, where many combinations agree', () => {
    const items = amounts(40);
    const amountMinor = [2, 11, 17, 25, 33].reduce(
      (sum, at) => sum + (items[at]?.openMinor ?? 0n),
      0n,
    );
    const result = read(paid({ amountMinor, ...acme }), items);
    expect(result).toMatchObject({ decision: 'propose', allocations: [], buyerId: 'acme' });
    expect(result.proposals.length).toBeGreaterThan(0);
  });
});

const arbitraryCase = fc.record({
  opens: fc.array(
    fc.record({
      open: fc.bigInt({ min: 1n, max: 5_000n }),
      buyer: fc.constantFrom('acme', 'petit'),
      note: fc.boolean(),
      due: fc.integer({ min: 0, max: 3 }),
    }),
    { minLength: 1, maxLength: 18 },
  ),
  amount: fc.bigInt({ min: 1n, max: 20_000n }),
  named: fc.array(fc.nat(17), { maxLength: 4 }),
  payer: fc.constantFrom('acme', 'like', 'nobody'),
});

describe('the engine, for any payment and any items', () => {
  it('never gives more than the payment, never more than is open, and only one buyer’s items', () => {
    fc.assert(
      fc.property(arbitraryCase, ({ opens, amount, named, payer }) => {
        const items = opens.map(({ open, buyer, note, due }) =>
          item({
            openMinor: open,
            buyerId: buyer,
            buyerNames: [buyer === 'acme' ? 'Acme Industrie' : 'Petit & Fils'],
            isCreditNote: note && open < 900n,
            dueOn: day('2026-03-01').add({ months: due }),
          }),
        );
        const text = named.map((at) => items[at % items.length]?.number).join(' ');
        const result = read(
          paid({
            amountMinor: amount,
            text,
            ...(payer === 'acme' ? acme : payer === 'like' ? { payerName: 'Acme' } : {}),
          }),
          items,
        );
        for (const { allocations, restMinor, buyerId } of [...result.proposals, result]) {
          let used = 0n;
          for (const share of allocations) {
            const one = items.find((candidate) => candidate.invoiceId === share.invoiceId);
            const size = share.amountMinor < 0n ? -share.amountMinor : share.amountMinor;
            expect(size + share.writeOffMinor).toBeLessThanOrEqual(one?.openMinor ?? 0n);
            expect(share.amountMinor < 0n).toBe(one?.isCreditNote);
            expect(one?.buyerId).toBe(buyerId);
            used += share.amountMinor;
          }
          if (allocations.length > 0) expect(used + restMinor).toBe(amount);
        }
        if (result.decision === 'auto' && payer === 'acme') expect(result.buyerId).toBe('acme');
      }),
      { numRuns: 400 },
    );
  });

  it('never finds an item again that an earlier payment closed', () => {
    const one = item({ openMinor: 6_100n });
    const index = indexItems({ items: [one], ibans: knownIbans });
    const payment = paid({ amountMinor: 6_100n, text: one.number, ...acme });
    const first = matchPayment(index, payment);
    consume(index, first.allocations);
    expect([first.decision, matchPayment(index, payment).decision]).toEqual(['auto', 'none']);
  });
});
