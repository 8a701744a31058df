import { money } from '../../src/base/index.ts';
import { CreditAccount, CreditOpenItem } from '../../src/domain/credit/index.ts';
import { BuyerStatement, Invoice, InvoiceVat } from '../../src/domain/invoicing/index.ts';
import { balances, post, ringFenceProof } from '../../src/domain/ledger/index.ts';
import { actorOf, organisation, UserAccount } from '../../src/domain/parties/index.ts';
import {
  type BankEntryInput,
  type BankStatementInput,
  importStatement,
  settlementJobs,
} from '../../src/domain/settlement/index.ts';
import {
  contextFor,
  emit,
  type JobList,
  read,
  type Services,
  systemContext,
  write,
} from '../../src/platform/index.ts';
import type { TestDatabase } from '../support/database.ts';
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

export const acme = { counterparty: { name: 'ACME INDUSTRIE SAS' } };
export const petit = { counterparty: { name: 'Petit et Fils' } };

/** What the stories of this module do and look at, on one database. */
export function desk(db: TestDatabase) {
  const system = () => systemContext(db.services(), 'bank door');
  const clerk = async () => {
    const actor = await read(system(), async (tx) => {
      const user = await tx.em.findOneOrFail(UserAccount, { id: id('finance') });
      return actorOf(user, await organisation(tx, user.organisationId));
    });
    return contextFor(db.services(), { actor });
  };

  const book = async (...entries: BankEntryInput[]) => {
    const { statements } = await importStatement(system(), {
      exchangeId: id('exchange'),
      statements: [statementOf(entries)],
    });
    await db.runJobs(jobs);
    const rows = await db.query<{
      id: string;
      state: string;
      left: string;
      buyer_id: string | null;
    }>(
      'select id, state, unallocated_minor::text as left, buyer_id from bank_entry where bank_statement_id = ? order by position',
      [statements[0]?.statementId],
    );
    return rows;
  };
  const first = async (...entries: BankEntryInput[]) => {
    const [row] = await book(...entries);
    if (!row) throw new Error('no entry');
    return row;
  };
  const invoice = async (invoiceId: string) => {
    const [row] = await db.query<{ state: string; open: string }>(
      'select state, open_minor::text as open from invoice where id = ?',
      [invoiceId],
    );
    return [row?.state, row?.open];
  };
  const allocationsOf = (entryId: string) =>
    db.query<{
      id: string;
      invoice_id: string;
      amount: string;
      method: string;
      by_vat_rate: unknown;
    }>(
      'select id, invoice_id, amount_minor::text as amount, method, by_vat_rate from allocation where bank_entry_id = ? and reversed_at is null order by amount_minor, id',
      [entryId],
    );
  const balance = async (
    kind:
      | 'bank_ringfenced'
      | 'unapplied_cash'
      | 'buyer_receivable'
      | 'seller_pending'
      | 'seller_available'
      | 'seller_reserved'
      | 'commission_revenue'
      | 'commission_vat'
      | 'write_off'
      | 'suspense',
    party?: string,
  ) =>
    (
      await read(system(), (tx) =>
        balances(tx, { kind, currency: 'EUR', ...(party ? { partyId: id(party) } : {}) }),
      )
    ).reduce((sum, one) => sum + one.balanceMinor, 0n);
  const exposure = async (buyer: string) =>
    (
      await db.query<{ open: string }>(
        'select open_minor::text as open from credit_account where buyer_id = ?',
        [id(buyer)],
      )
    )[0]?.open;
  const proof = () => read(system(), (tx) => ringFenceProof(tx, 'EUR'));
  return { system, clerk, book, first, invoice, allocationsOf, balance, exposure, proof };
}
