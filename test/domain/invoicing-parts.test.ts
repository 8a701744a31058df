import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decimal, lineNet, money, portion } from '../../src/base/index.ts';
import { commissionOn } from '../../src/domain/invoicing/index.ts';
import { partCommission, partNet } from '../../src/domain/invoicing/rules/index.ts';

const price = fc.bigInt({ min: 0n, max: 9_999_999n }).map((unscaled) => new Decimal(unscaled, 4));
const parts = fc.array(
  fc.bigInt({ min: 1n, max: 99_999n }).map((unscaled) => new Decimal(unscaled, 3)),
  { minLength: 1, maxLength: 12 },
);

describe('a line that is invoiced in parts', () => {
  it('comes to quantity × price to the cent, and no part stands more than a cent beside its own', () => {
    fc.assert(
      fc.property(price, parts, (unitPrice, quantities) => {
        let before = { quantity: Decimal.zero, netMinor: 0n };
        for (const quantity of quantities) {
          const net = partNet({ unitPrice, quantity, currency: 'EUR', before });
          const own = lineNet(unitPrice, quantity, 'EUR');
          expect(net.minor - own.minor).toBeLessThanOrEqual(1n);
          expect(own.minor - net.minor).toBeLessThanOrEqual(1n);
          expect(net.minor).toBeGreaterThanOrEqual(0n);
          before = {
            quantity: before.quantity.add(quantity),
            netMinor: before.netMinor + net.minor,
          };
        }
        expect(before.netMinor).toBe(lineNet(unitPrice, before.quantity, 'EUR').minor);
      }),
    );
  });

  it('bears the commission of the whole, and its VAT', () => {
    const seller = { kind: 'seller', country: 'FR', commissionBp: 1175 };
    const on = Temporal.PlainDate.from('2026-03-02');
    const rated = (net: { minor: bigint; currency: string }) => commissionOn({ net, on, seller });
    fc.assert(
      fc.property(
        fc.array(fc.bigInt({ min: 0n, max: 500_000n }), { minLength: 1, maxLength: 12 }),
        (nets) => {
          let before = { netMinor: 0n, commissionNetMinor: 0n, commissionVatMinor: 0n };
          for (const minor of nets) {
            const { net, vat } = partCommission(money(minor, 'EUR'), { before, rated });
            before = {
              netMinor: before.netMinor + minor,
              commissionNetMinor: before.commissionNetMinor + net.minor,
              commissionVatMinor: before.commissionVatMinor + vat.minor,
            };
          }
          const fee = portion(money(before.netMinor, 'EUR'), 1175);
          expect(before.commissionNetMinor).toBe(fee.minor);
          expect(before.commissionVatMinor).toBe(portion(fee, 2000).minor);
        },
      ),
    );
  });

  it('stays within a cent of its own where earlier invoices were rounded otherwise', () => {
    const net = partNet({
      unitPrice: Decimal.parse('0.335'),
      quantity: Decimal.parse('1'),
      currency: 'EUR',
      before: { quantity: Decimal.parse('3'), netMinor: 112n },
    });
    // Together 1.34, of which 1.12 is taken: 0.22 would be 12 cents beside 0.34.
    expect(net.minor).toBe(33n);
  });
});
