import { moneyText, Problem, sumMoney } from '../../src/base/index.ts';
import {
  at,
  defaultXmlLimits,
  textAt,
  type XmlLimits,
  type XmlNode,
  xmlStream,
} from '../../src/base/xml/index.ts';
import type { InspectError } from '../document.ts';
import { bicOf, readDetail, readEntry } from './camt-entry.ts';
import { amountAt, dayAt, directionAt, type Faults, fault, said } from './camt-values.ts';
import { textChunks, xmlDecoder } from './decode.ts';
import {
  type Balance,
  type CamtEvent,
  type EntryDetail,
  type Statement,
  type StatementEntry,
  type StatementHeader,
  type StatementKind,
  signedAmount,
} from './model.ts';

/** A statement has no natural size; what is held at once is one entry. */
const limits: XmlLimits = {
  ...defaultXmlLimits,
  bytesMax: Number.MAX_SAFE_INTEGER,
  elementsMax: Number.MAX_SAFE_INTEGER,
};

const KINDS: Readonly<Record<string, StatementKind>> = {
  Stmt: 'statement',
  Rpt: 'report',
  Ntfctn: 'notification',
};

/**
 * Reads camt.053 (versions 02 to 08 and their neighbours), camt.052 and camt.054 as they arrive: bytes
 * or chunks of bytes. Memory holds one entry, whatever the size of the file. Prefixes and namespaces
 * do not matter; a file may hold several statements. What cannot be read, and balances that do not
 * add up, are in the `end` event of their statement. Refuses malformed XML (`xml.*`) and a document
 * without any statement (`bank.not_camt`).
 */
export async function* camtEvents(
  input: Uint8Array | AsyncIterable<Uint8Array>,
): AsyncGenerator<CamtEvent> {
  if (input instanceof Uint8Array) {
    yield* camtEventsOf(input);
    return;
  }
  const parser = camtParser();
  const decoder = xmlDecoder();
  for await (const chunk of input) {
    for (const text of decoder.write(chunk)) {
      parser.write(text);
      yield* parser.drain();
    }
  }
  parser.write(decoder.end());
  parser.close();
  yield* parser.drain();
}

/** The same, at once, for a file in memory. */
export function* camtEventsOf(bytes: Uint8Array): Generator<CamtEvent> {
  const parser = camtParser();
  for (const text of textChunks(bytes)) {
    parser.write(text);
    yield* parser.drain();
  }
  parser.close();
  yield* parser.drain();
}

/** All statements of a file with their entries; for files of moderate size. Refusals as `camtEvents`. */
export function readCamt(bytes: Uint8Array): {
  readonly statements: readonly Statement[];
  readonly errors: readonly InspectError[];
} {
  const statements: Statement[] = [];
  const errors: InspectError[] = [];
  let entries: StatementEntry[] = [];
  for (const event of camtEventsOf(bytes)) {
    if (event.type === 'statement') entries = [];
    if (event.type === 'entry') entries.push(event.entry);
    if (event.type === 'end') {
      statements.push({ ...event.statement, entries });
      errors.push(...event.errors);
    }
  }
  return { statements, errors };
}

/** What is known of the statement under way. */
type Open = {
  readonly kind: StatementKind;
  readonly node: XmlNode;
  readonly faults: Faults;
  header: StatementHeader | undefined;
  entryCount: number;
  /** Sum of the booked entries in minor units, by currency. */
  readonly booked: Map<string, bigint>;
};

/** What the parser holds between two events. */
type State = {
  events: CamtEvent[];
  root: XmlNode | undefined;
  version: string | undefined;
  messageId: string | undefined;
  statement: Open | undefined;
  statementCount: number;
  /** Payments of the entry under way, read as soon as each ends. */
  details: EntryDetail[];
  /** Elements being kept, outermost first: a child of the statement, or the group header. */
  readonly kept: XmlNode[];
};

function camtParser(): {
  write: (text: string) => void;
  close: () => void;
  drain: () => CamtEvent[];
} {
  const state: State = {
    events: [],
    root: undefined,
    version: undefined,
    messageId: undefined,
    statement: undefined,
    statementCount: 0,
    details: [],
    kept: [],
  };
  const stream = xmlStream(
    {
      open: (node) => openElement(state, node),
      text: (text) => {
        if (/\S/.test(text)) state.kept.at(-1)?.content.push(text);
      },
      close: () => closeElement(state),
    },
    limits,
  );
  return {
    write: stream.write,
    close: () => {
      stream.close();
      if (state.statementCount > 0) return;
      throw new Problem('bank.not_camt', { root: state.root?.name ?? '' });
    },
    drain: () => {
      const ready = state.events;
      state.events = [];
      return ready;
    },
  };
}

function openElement(state: State, node: XmlNode): void {
  state.root ??= node;
  if (state.version === undefined && state.statementCount === 0) {
    const spaces = Object.entries(node.attrs).filter(([name]) => name.startsWith('xmlns'));
    for (const [, space] of spaces) {
      state.version ??= /camt\.05[234]\.\d{3}\.\d{2}/.exec(space)?.[0];
    }
  }
  const kind = KINDS[node.local];
  if (!state.statement && kind && state.kept.length === 0) {
    state.statement = newStatement(kind, node);
    state.statementCount += 1;
  } else if (state.statement || state.kept.length > 0 || node.local === 'GrpHdr') {
    state.kept.push(node);
  }
}

function closeElement(state: State): void {
  const node = state.kept.pop();
  const { statement } = state;
  if (node) {
    closeKept(state, node);
  } else if (statement) {
    // Nothing is kept: what closes is the statement itself.
    announce(state, statement);
    state.events.push(endOf(statement, state));
    state.statement = undefined;
  }
}

/** A payment and an entry are read and let go; the statement's other children stay until its end. */
function closeKept(state: State, node: XmlNode): void {
  const { statement, kept } = state;
  if (!statement) {
    if (kept.length > 0) kept.at(-1)?.content.push(node);
    else state.messageId = said(node, 'MsgId');
    return;
  }
  const context = { faults: statement.faults, currency: currencyOf(statement) };
  if (node.local === 'TxDtls') {
    state.details.push(readDetail(node, context));
  } else if (node.local === 'Ntry' && kept.length === 0) {
    announce(state, statement);
    const entry = readEntry(node, { ...context, details: state.details });
    state.details = [];
    if (entry) book(statement, entry, state.events);
  } else if (kept.length === 0) {
    statement.node.content.push(node);
  } else {
    kept.at(-1)?.content.push(node);
  }
}

function currencyOf({ node }: Open): string | undefined {
  return textAt(node, 'Acct/Ccy') ?? at(node, 'Bal/Amt')?.attrs.Ccy;
}

function announce(state: State, open: Open): void {
  if (open.header) return;
  open.header = headerOf(open, state);
  state.events.push({ type: 'statement', statement: open.header });
}

function newStatement(kind: StatementKind, node: XmlNode): Open {
  return { kind, node, faults: [], header: undefined, entryCount: 0, booked: new Map() };
}

function book(open: Open, entry: StatementEntry, events: CamtEvent[]): void {
  open.entryCount += 1;
  if (entry.status === 'BOOK') {
    const { minor, currency } = signedAmount(entry);
    open.booked.set(currency, (open.booked.get(currency) ?? 0n) + minor);
  }
  checkBatch(open, entry);
  events.push({ type: 'entry', entry });
}

/** The payments of an entry sum to it, where all are stated in its currency. */
function checkBatch(open: Open, entry: StatementEntry): void {
  const { currency } = entry.amount;
  const amounts = entry.details.map((one) => one.amount);
  if (amounts.length < 2 || amounts.some((one) => one?.currency !== currency)) return;
  const signed = entry.details.flatMap((one) =>
    one.amount
      ? [signedAmount({ amount: one.amount, creditDebit: one.creditDebit ?? entry.creditDebit })]
      : [],
  );
  const sum = sumMoney(signed, currency);
  const wanted = signedAmount(entry);
  if (sum.minor === wanted.minor) return;
  fault(open.faults, 'bank.batch_mismatch', {
    node: { ...open.node, local: 'Ntry', line: entry.line },
    severity: 'warning',
    params: {
      entry: entry.reference ?? '',
      details: `${moneyText(sum)} ${currency}`,
      amount: `${moneyText(wanted)} ${currency}`,
    },
  });
}

type Message = { readonly version: string | undefined; readonly messageId: string | undefined };

function headerOf(open: Open, message: Message): StatementHeader {
  const { node, faults, kind } = open;
  const account = at(node, 'Acct');
  const iban = said(account, 'Id/IBAN');
  const balances = balancesOf(open);
  const period = at(node, 'FrToDt');
  const pick = (...types: readonly string[]): Balance | undefined =>
    types.map((type) => balances.find((one) => one.type === type)).find((one) => one);
  return {
    kind,
    version: message.version,
    messageId: message.messageId,
    id: said(node, 'Id'),
    sequence: said(node, 'ElctrncSeqNb') ?? said(node, 'LglSeqNb'),
    created: said(node, 'CreDtTm'),
    account: {
      iban,
      other: said(account, 'Id/Othr/Id') ?? said(account, 'Id/PrtryAcct/Id'),
      currency: said(account, 'Ccy'),
      name: said(account, 'Nm'),
      owner: said(account, 'Ownr/Nm'),
      bic: bicOf(at(account, 'Svcr/FinInstnId')),
    },
    balances,
    opening: pick('OPBD', 'PRCD'),
    closing: pick('CLBD'),
    period: period && {
      from: dayAt(period, 'FrDtTm', faults) ?? dayAt(period, 'FrDt', faults),
      to: dayAt(period, 'ToDtTm', faults) ?? dayAt(period, 'ToDt', faults),
    },
  };
}

function balancesOf({ node, faults }: Open): Balance[] {
  const balances = node.content.filter(
    (one): one is XmlNode => typeof one !== 'string' && one.local === 'Bal',
  );
  return balances.flatMap((balance) => {
    const amount = amountAt(balance, 'Amt', { faults });
    const type = at(balance, 'Tp/CdOrPrtry');
    if (!amount) return [];
    return [
      {
        type: textAt(type, 'Cd') ?? textAt(type, 'Prtry') ?? '',
        amount: signedAmount({ amount, creditDebit: directionAt(balance, 'CdtDbtInd') ?? 'CRDT' }),
        date: dayAt(balance, 'Dt', faults),
      },
    ];
  });
}

/** Balances again at the end, in case the bank wrote some after the entries; then the checks. */
function endOf(open: Open, message: Message): CamtEvent {
  const late = balancesOf({ ...open, faults: [] }).length > (open.header?.balances.length ?? 0);
  const statement = late ? headerOf({ ...open, faults: [] }, message) : open.header;
  const header = statement ?? headerOf(open, message);
  checkBalances(open, header);
  checkCount(open, header);
  return { type: 'end', statement: header, entryCount: open.entryCount, errors: open.faults };
}

function checkBalances(open: Open, { kind, id, opening, closing }: StatementHeader): void {
  if (kind !== 'statement' || !opening || !closing) return;
  const { currency } = opening.amount;
  if (closing.amount.currency !== currency) return;
  const entries = open.booked.get(currency) ?? 0n;
  const difference = closing.amount.minor - opening.amount.minor - entries;
  if (difference === 0n) return;
  const shown = (minor: bigint): string => `${moneyText({ minor, currency })} ${currency}`;
  fault(open.faults, 'bank.balance_mismatch', {
    node: open.node,
    severity: 'error',
    params: {
      statement: id ?? '',
      opening: shown(opening.amount.minor),
      entries: shown(entries),
      closing: shown(closing.amount.minor),
      difference: shown(difference),
    },
  });
}

/** The number of entries that the summary announces. */
function checkCount(open: Open, { id }: StatementHeader): void {
  const announced = textAt(open.node, 'TxsSummry/TtlNtries/NbOfNtries');
  if (announced === undefined || Number(announced) === open.entryCount) return;
  fault(open.faults, 'bank.count_mismatch', {
    node: open.node,
    severity: 'error',
    params: { statement: id ?? '', announced, found: open.entryCount },
  });
}
