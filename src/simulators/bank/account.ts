import {
  type BankParty,
  buildCamt053,
  closingOf,
  type EntryDraft,
  isRfReference,
  type StatementDraft,
} from '../../../edi/bank/index.ts';
import { type Money, Problem, parseMoney, plainDateIn } from '../../base/index.ts';
import { at, children, readXml, textAt, textOf, type XmlNode } from '../../base/xml/index.ts';

export type AccountHolder = { readonly iban: string; readonly bic: string; readonly owner: string };

/** A credit transfer as its payer orders it. */
export type Transfer = {
  readonly payer: string;
  readonly iban: string;
  readonly amount: Money;
  readonly text: string;
  /** The payer's own reference, which travels as EndToEndId. */
  readonly reference: string;
};

export type Issued = {
  readonly number: number;
  readonly camt: string;
  readonly entries: number;
  readonly closing: Money;
  delivery: string;
};

/** One account at the bank: what is booked, what the next statement will say, what was stated. */
export type Account = {
  readonly holder: AccountHolder;
  readonly pending: () => readonly EntryDraft[];
  readonly balance: () => Money;
  readonly issued: readonly Issued[];
  readonly credit: (transfer: Transfer) => void;
  readonly debit: (pain: Uint8Array) => number;
  readonly issue: () => Issued;
};

const CREDIT_CODE = { domain: 'PMNT', family: 'RCDT', subFamily: 'ESCT' };
const DEBIT_CODE = { domain: 'PMNT', family: 'ICDT', subFamily: 'ESCT' };

function refuse(reason: string): never {
  throw new Problem('request.invalid', { path: 'pain.001', reason });
}

type Order = {
  readonly endToEndId: string;
  readonly amount: Money;
  readonly creditor: BankParty;
  readonly text: string;
  readonly structured: string;
};

function orderOf(transfer: XmlNode): Order {
  const amount = at(transfer, 'Amt/InstdAmt');
  if (!amount) refuse('CdtTrfTxInf has no InstdAmt');
  return {
    endToEndId: textAt(transfer, 'PmtId/EndToEndId') ?? 'NOTPROVIDED',
    amount: parseMoney(textOf(amount), amount.attrs.Ccy ?? 'EUR'),
    creditor: { name: textAt(transfer, 'Cdtr/Nm'), iban: textAt(transfer, 'CdtrAcct/Id/IBAN') },
    text: textAt(transfer, 'RmtInf/Ustrd') ?? '',
    structured: textAt(transfer, 'RmtInf/Strd/CdtrRefInf/Ref') ?? '',
  };
}

/** The transfers of a pain.001, their number and sum compared with its header. */
function ordersOf(pain: Uint8Array): Order[] {
  const { root } = readXml(pain, {
    limits: {
      bytesMax: 20_000_000,
      depthMax: 64,
      attributesMax: 64,
      elementsMax: 2_000_000,
      textMax: 100_000,
    },
  });
  if (!(root.attrs.xmlns ?? '').includes('pain.001')) refuse('the document is no pain.001');
  const initiation = children(root, 'CstmrCdtTrfInitn')[0] ?? refuse('CstmrCdtTrfInitn is missing');
  const orders = children(initiation, 'PmtInf').flatMap((info) =>
    children(info, 'CdtTrfTxInf').map(orderOf),
  );
  const said = textAt(initiation, 'GrpHdr/NbOfTxs');
  if (said !== String(orders.length))
    refuse(`NbOfTxs says ${said ?? '–'}, counted ${orders.length}`);
  const sum = orders.reduce((total, order) => total + order.amount.minor, 0n);
  const control = textAt(initiation, 'GrpHdr/CtrlSum');
  if (control !== undefined && parseMoney(control, 'EUR').minor !== sum)
    refuse(`CtrlSum says ${control}, the payments sum to ${sum} cents`);
  return orders;
}

/** Opens the account. Times come from `now`, entry references are counted: two runs give the same statements. */
export function openAccount({
  holder,
  opening,
  now,
}: {
  holder: AccountHolder;
  opening: Money;
  now: () => Temporal.Instant;
}): Account {
  const issued: Issued[] = [];
  // A restarted bank counts anew, so its references carry when it opened.
  const series = Math.floor(now().epochMilliseconds / 1000)
    .toString(36)
    .toUpperCase();
  let booked = opening;
  let pending: EntryDraft[] = [];
  let count = 0;
  const book = (
    entry: Pick<EntryDraft, 'amount' | 'creditDebit' | 'bankTxCode' | 'details'>,
  ): void => {
    count += 1;
    const day = plainDateIn(now());
    pending.push({
      ...entry,
      reference: `SIM${series}${String(count).padStart(6, '0')}`,
      isReversal: false,
      status: 'BOOK',
      bookingDate: day,
      valueDate: day,
    });
  };
  const draft = (): StatementDraft => {
    const day = plainDateIn(now());
    const sequence = issued.length + 1;
    return {
      messageId: `SIM-${series}-${sequence}`,
      id: `STMT-${series}-${sequence}`,
      sequence,
      createdAt: now(),
      account: {
        iban: holder.iban,
        currency: opening.currency,
        owner: holder.owner,
        bic: holder.bic,
      },
      from: day,
      to: day,
      opening: booked,
      entries: pending,
    };
  };
  return {
    holder,
    issued,
    pending: () => pending,
    balance: () => closingOf(draft()),
    credit: ({ payer, iban, amount, text, reference }) => {
      const isRf = isRfReference(text);
      book({
        amount,
        creditDebit: 'CRDT',
        bankTxCode: CREDIT_CODE,
        details: [
          {
            ...(reference ? { endToEndId: reference } : {}),
            amount,
            debtor: { name: payer, ...(iban ? { iban } : {}) },
            remittance: {
              unstructured: text && !isRf ? [text] : [],
              structured: isRf
                ? [
                    {
                      creditorReference: text.replace(/\s/g, ''),
                      type: 'SCOR',
                      documentNumbers: [],
                      additional: [],
                    },
                  ]
                : [],
            },
          },
        ],
      });
    },
    debit: (pain) => {
      const orders = ordersOf(pain);
      for (const { endToEndId, amount, creditor, text, structured } of orders) {
        book({
          amount,
          creditDebit: 'DBIT',
          bankTxCode: DEBIT_CODE,
          details: [
            {
              endToEndId,
              amount,
              creditor,
              remittance: {
                unstructured: text ? [text] : [],
                structured: structured
                  ? [
                      {
                        creditorReference: structured,
                        type: 'SCOR',
                        documentNumbers: [],
                        additional: [],
                      },
                    ]
                  : [],
              },
            },
          ],
        });
      }
      return orders.length;
    },
    issue: () => {
      const statement = draft();
      const camt = buildCamt053(statement);
      booked = closingOf(statement);
      pending = [];
      const one: Issued = {
        number: statement.sequence,
        camt,
        entries: statement.entries.length,
        closing: booked,
        delivery: 'not sent',
      };
      issued.push(one);
      return one;
    },
  };
}
