import { money } from '../../src/base/index.ts';
import { CreditAccount, CreditOpenItem } from '../../src/domain/credit/index.ts';
import { BuyerStatement, Invoice, InvoiceVat } from '../../src/domain/invoicing/index.ts';
import { post } from '../../src/domain/ledger/index.ts';
import {
  type BankEntryInput,
  type BankStatementInput,
  settlementJobs,
} from '../../src/domain/settlement/index.ts';
import {
  emit,
  type JobList,
  type Services,
  systemContext,
  write,
} from '../../src/platform/index.ts';
import { id } from '../support/world.ts';

export const subscriptions = new Map([
  ['invoice.issued', ['settlement.open_payable']],
  ['invoice.paid', ['settlement.release_payable']],
]);
export const jobs: JobList = settlementJobs;
export const OUR_IBAN = 'FR7630006000011234567890189';
export const day = (text: string) => Temporal.PlainDate.from(text);

export type Sale = {
  key: string;
  buyer?: string;
  seller?: string;
  gross: bigint /** Of which VAT by rate. */;
  vat?: { rateBp: number; base: bigint; vat: bigint }[];
  dueOn?: string;
  statement?: string;
  reference?: string;
  order?: string;
  commission?: { net: bigint; vat: bigint };
  creditNote?: true;
};

/** An invoice as invoicing leaves it: rows, ledger, open exposure, event. */
export async function sell(services: Services, sale: Sale): Promise<string> {
  const { key, gross, buyer = 'acme', seller = 'seller-a' } = sale;
  const vat = sale.vat ?? [{ rateBp: 2000, base: gross - gross / 6n, vat: gross / 6n }];
  const vatMinor = vat.reduce((sum, one) => sum + one.vat, 0n);
  const invoiceId = id(`invoice-${key}`);
  await write(systemContext(services, 'test'), async (tx) => {
    const statementId = sale.statement ? id(`statement-${sale.statement}`) : null;
    if (statementId && !(await tx.em.findOne(BuyerStatement, { id: statementId }))) {
      tx.em.create(BuyerStatement, {
        id: statementId,
        buyerId: id(buyer),
        number: `S-${key}`,
        issuedOn: day('2026-03-01'),
        dueOn: day('2026-03-31'),
        currency: 'EUR',
        totalMinor: 0n,
        invoiceCount: 1,
        paymentReference: sale.statement ?? '',
        createdAt: tx.now(),
      });
    }
    tx.em.create(Invoice, {
      id: invoiceId,
      number: key,
      typeCode: sale.creditNote ? '381' : '380',
      sellerId: id(seller),
      buyerId: id(buyer),
      purchaseOrderNumber: sale.order ?? `PO-${key}`,
      state: 'issued',
      issuedOn: day('2026-02-15'),
      dueOn: day(sale.dueOn ?? '2026-03-31'),
      currency: 'EUR',
      netMinor: gross - vatMinor,
      vatMinor,
      grossMinor: gross,
      openMinor: gross,
      commissionBp: 1000,
      commissionNetMinor: sale.commission?.net ?? 0n,
      commissionVatMinor: sale.commission?.vat ?? 0n,
      statementId,
      paymentReference: sale.reference ?? `REF-${key}`,
      ublFileId: id('file'),
      contestUntil: day('2026-03-01'),
      createdAt: tx.now(),
    });
    for (const { rateBp, base, vat: amount } of vat) {
      tx.em.create(InvoiceVat, {
        id: tx.newId(),
        invoiceId,
        buyerId: id(buyer),
        sellerId: id(seller),
        category: 'S',
        rateBp,
        baseMinor: base,
        vatMinor: amount,
      });
    }
    const minor = sale.creditNote ? -gross : gross;
    if (!sale.creditNote) {
      tx.em.create(CreditOpenItem, {
        id: invoiceId,
        buyerId: id(buyer),
        sellerId: id(seller),
        subject: `purchase_order:${key}`,
        number: key,
        currency: 'EUR',
        amountMinor: gross,
        openMinor: gross,
        onTerms: true,
        dueOn: day('2026-03-31'),
        lastPaidOn: null,
      });
      const account = await tx.em.findOneOrFail(CreditAccount, {
        buyerId: id(buyer),
        currency: 'EUR',
      });
      account.openMinor += gross;
    }
    await tx.em.flush();
    await post(tx, {
      cause: `invoice:${invoiceId}:issued`,
      journal: 'sales',
      effectiveOn: day('2026-02-15'),
      label: key,
      entries: [
        { account: { kind: 'buyer_receivable', partyId: id(buyer) }, amount: money(minor, 'EUR') },
        { account: { kind: 'seller_pending', partyId: id(seller) }, amount: money(-minor, 'EUR') },
      ],
    });
    await emit(tx, 'invoice.issued', { invoiceId });
  });
  return invoiceId;
}

let serial = 0;

/** A credit on our account; negative for a debit. */
export function movement(amountMinor: bigint, extra: Partial<BankEntryInput> = {}): BankEntryInput {
  serial += 1;
  return {
    bankReference: `BK${serial}`,
    position: 1,
    amountMinor,
    bookedOn: day('2026-03-02'),
    remittanceText: '',
    ...extra,
  };
}

let numbers = 0;

/** A statement whose balances add up. */
export function statementOf(
  entries: readonly BankEntryInput[],
  extra: Partial<BankStatementInput> = {},
): BankStatementInput {
  numbers += 1;
  const sum = entries.reduce((total, entry) => total + entry.amountMinor, 0n);
  return {
    iban: OUR_IBAN,
    number: `2026-${numbers}`,
    currency: 'EUR',
    openingMinor: 1_000_000n,
    closingMinor: 1_000_000n + sum,
    entries,
    ...extra,
  };
}
