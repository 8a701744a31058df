import { type Money, money } from '../base/index.ts';
import { prepaymentReference } from '../domain/orders/index.ts';
import { operatorOrganisation } from '../domain/parties/index.ts';
import { BankStatement } from '../domain/settlement/index.ts';
import { read, type Services, systemContext, type TxCtx } from '../platform/index.ts';
import type { Due } from '../simulators/index.ts';

const SHOWN_MAX = 12;

type StatementDue = {
  number: string;
  payer: string;
  iban: string;
  currency: string;
  reference: string;
  invoices: { number: string; open: string }[];
};

async function openStatements(tx: TxCtx): Promise<Due[]> {
  const rows = await tx.em.execute<StatementDue[]>(
    `select s.number, o.legal_name as payer, coalesce(o.iban, '') as iban, s.currency, s.payment_reference as reference,
            json_agg(json_build_object('number', i.number, 'open', i.open_minor::text) order by i.due_on, i.number) as invoices
       from buyer_statement s join organisation o on o.id = s.buyer_id join invoice i on i.statement_id = s.id
      where i.type_code = '380' and i.open_minor > 0
      group by s.id, o.id order by s.id desc limit ?`,
    [SHOWN_MAX],
  );
  return rows.map(({ number, payer, iban, currency, reference, invoices }) => ({
    number,
    kind: 'statement',
    payer,
    iban,
    reference,
    amount: money(
      invoices.reduce((sum, one) => sum + BigInt(one.open), 0n),
      currency,
    ),
    invoices: invoices.map((one) => ({
      number: one.number,
      amount: money(BigInt(one.open), currency),
    })),
  }));
}

type OrderDue = {
  number: string;
  buyer: string;
  payer: string;
  iban: string;
  currency: string;
  gross: string;
};

async function openOrders(tx: TxCtx): Promise<Due[]> {
  const rows = await tx.em.execute<OrderDue[]>(
    `select p.number, p.buyer_id as buyer, o.legal_name as payer, coalesce(o.iban, '') as iban, p.currency, (p.net_minor + p.vat_minor)::text as gross
       from purchase_order p join organisation o on o.id = p.buyer_id
      where p.state = 'awaiting_payment' order by p.ordered_at desc limit ?`,
    [SHOWN_MAX],
  );
  return rows.map(({ number, buyer, payer, iban, currency, gross }) => ({
    number,
    kind: 'order',
    payer,
    iban,
    reference: prepaymentReference({ number, buyerId: buyer }),
    amount: money(BigInt(gross), currency),
    invoices: [],
  }));
}

/** What the demo's buyers owe at the moment, newest first: what the bank's page offers to pay. */
export function duesOf(services: Services): () => Promise<readonly Due[]> {
  const ctx = systemContext(services, 'demo bank');
  return () => read(ctx, async (tx) => [...(await openOrders(tx)), ...(await openStatements(tx))]);
}

/** The operator's account as Comptoir knows it: the next statement opens where the last one closed. */
export async function operatorAccount(services: Services): Promise<{
  account: { iban: string; bic: string; owner: string };
  opening: Money;
}> {
  return read(systemContext(services, 'demo bank'), async (tx) => {
    const { iban, bic, legalName } = await operatorOrganisation(tx);
    const last = await tx.em.find(BankStatement, iban ? { iban } : {}, {
      orderBy: { toOn: 'desc', id: 'desc' },
      limit: 1,
    });
    return {
      account: { iban: iban ?? '', bic: bic ?? '', owner: legalName },
      opening: money(last[0]?.closingMinor ?? 0n, 'EUR'),
    };
  });
}
