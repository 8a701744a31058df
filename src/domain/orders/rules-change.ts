import type { Decimal } from '../../base/index.ts';
import type { Address } from '../parties/index.ts';
import type { SellerOrderState } from './entities.ts';
import type { LineChange, Schedule } from './particulars.ts';

/** What of a line may differ between two versions of an order. */
export type LineTerms = {
  readonly quantity: Decimal;
  readonly requestedOn?: Temporal.PlainDate | null | undefined;
  readonly shipTo?: Address | null | undefined;
  readonly schedule?: readonly Schedule[] | undefined;
  readonly comments?: string | null | undefined;
};

export type StandingLine = LineTerms & {
  readonly lineNumber: number;
  readonly sellerId: string;
  readonly sku: string;
  readonly unit: string;
  readonly unitPrice: Decimal;
  readonly description: string;
  readonly shippedQuantity: Decimal;
  readonly invoicedQuantity: Decimal;
  /** Of the seller's order that the line belongs to. */
  readonly state: SellerOrderState;
};

export type WantedLine = LineTerms & {
  readonly lineNumber: number;
  readonly sellerId: string;
  readonly sku: string;
  readonly unit: string;
  readonly unitPrice: Decimal;
  readonly description: string;
};

export type LinePlan<S, W> = {
  readonly standing: S;
  readonly wanted: W;
  readonly changes: readonly LineChange[];
  /** The seller said yes to something else: it has to answer again. */
  readonly answer: 'anew' | 'stands';
};
export type ChangePlan<S, W> = {
  readonly kept: readonly LinePlan<S, W>[];
  readonly added: readonly W[];
  readonly dropped: readonly S[];
  readonly changes: readonly LineChange[];
  /** Reasons, one a line: a change with any is refused whole. */
  readonly refusals: readonly string[];
  /** What could not be carried out and is told to people: the day of goods that have left. */
  readonly notices: readonly string[];
};

/** States in which the seller still has something of the part to do. */
export const OPEN_STATES: ReadonlySet<SellerOrderState> = new Set([
  'held',
  'to_send',
  'sent',
  'accepted',
  'part_shipped',
]);

const STATE_TEXT: Partial<Record<SellerOrderState, string>> = {
  refused: 'the seller refused it',
  cancelled: 'it was cancelled',
};

function closedText(line: StandingLine): string {
  return STATE_TEXT[line.state] ?? 'it is despatched in full';
}

function amount(quantity: Decimal, unit: string): string {
  return `${quantity.toString()} ${unit}`;
}

function whatOf({ description, sku }: WantedLine): string {
  return `${description} (${sku})`;
}

/** An address as a change shows it; the same place written alike is no change. */
function placeText(address: Address | null | undefined): string {
  if (!address) return '';
  const { name, street, postalCode, city, country } = address;
  return [name, street, [postalCode, city].filter(Boolean).join(' '), country]
    .filter(Boolean)
    .join(', ');
}

function scheduleText(schedule: readonly Schedule[] | undefined): string {
  return (schedule ?? []).map((one) => `${one.quantity} on ${one.requestedOn}`).join('; ');
}

/** Why less than what has left, or was invoiced, cannot be ordered; undefined when it can. */
function reductionRefusal(
  line: StandingLine,
  { to, verb }: { to: Decimal; verb: string },
): string | undefined {
  const at = `line ${line.lineNumber}`;
  if (to.compare(line.shippedQuantity) < 0) {
    return `${at}: ${amount(line.shippedQuantity, line.unit)} of it are already despatched, it cannot be ${verb}`;
  }
  if (to.compare(line.invoicedQuantity) < 0) {
    return `${at}: ${amount(line.invoicedQuantity, line.unit)} of it are already invoiced, it cannot be ${verb}`;
  }
  return undefined;
}

function quantityRefusal(line: StandingLine, to: Decimal): string | undefined {
  if (to.compare(line.quantity) < 0) {
    return reductionRefusal(line, { to, verb: `reduced to ${amount(to, line.unit)}` });
  }
  if (to.compare(line.quantity) > 0 && !OPEN_STATES.has(line.state)) {
    return `line ${line.lineNumber}: ${closedText(line)}, more of it needs a line of its own`;
  }
  return undefined;
}

type Texts = { readonly field: LineChange['field']; readonly from: string; readonly to: string };

function termChanges(standing: LineTerms, wanted: LineTerms): Texts[] {
  const pairs: Texts[] = [
    {
      field: 'requested_on',
      from: standing.requestedOn?.toString() ?? '',
      to: wanted.requestedOn?.toString() ?? '',
    },
    { field: 'ship_to', from: placeText(standing.shipTo), to: placeText(wanted.shipTo) },
    {
      field: 'schedule',
      from: scheduleText(standing.schedule),
      to: scheduleText(wanted.schedule),
    },
    { field: 'comments', from: standing.comments ?? '', to: wanted.comments ?? '' },
  ];
  return pairs.filter(({ from, to }) => from !== to);
}

function planLine<S extends StandingLine, W extends WantedLine>(
  standing: S,
  wanted: W,
): { plan: LinePlan<S, W>; refusal: string | undefined; notices: string[] } {
  const { lineNumber } = standing;
  const what = whatOf(wanted);
  const more = wanted.quantity.compare(standing.quantity);
  const terms = termChanges(standing, wanted);
  const open = OPEN_STATES.has(standing.state);
  const notices =
    !open && terms.some(({ field }) => field !== 'comments')
      ? [`line ${lineNumber}: ${closedText(standing)}; its day and place stay as they were`]
      : [];
  const changes: LineChange[] = [
    ...(more === 0
      ? []
      : [
          {
            lineNumber,
            field: 'quantity' as const,
            from: amount(standing.quantity, standing.unit),
            to: amount(wanted.quantity, standing.unit),
            what,
          },
        ]),
    ...(open ? terms.map((term) => ({ lineNumber, ...term, what })) : []),
  ];
  const anew = more > 0 || (open && terms.some(({ field }) => field !== 'comments'));
  return {
    plan: { standing, wanted, changes, answer: anew ? 'anew' : 'stands' },
    refusal: quantityRefusal(standing, wanted.quantity),
    notices,
  };
}

function sameArticle(standing: StandingLine, wanted: WantedLine): boolean {
  return (
    standing.sellerId === wanted.sellerId &&
    standing.sku === wanted.sku &&
    standing.unit === wanted.unit &&
    standing.unitPrice.equals(wanted.unitPrice)
  );
}

/**
 * What a new version of an order means for its lines: an update is the whole order again (cXML guide,
 * «OrderRequest type»), so a line that it does not name is dropped. Another article under a known line
 * number drops the old line and adds the new. Nothing falls below what has left the seller's house or was
 * invoiced, and what is despatched in full takes no more: such lines refuse the whole change.
 */
export function planChange<S extends StandingLine, W extends WantedLine>(
  standing: readonly S[],
  wanted: readonly W[],
): ChangePlan<S, W> {
  const byNumber = new Map(wanted.map((line) => [line.lineNumber, line]));
  const stands = new Map(standing.map((line) => [line.lineNumber, line]));
  const pairs = standing.flatMap((line) => {
    const match = byNumber.get(line.lineNumber);
    return match && sameArticle(line, match) ? [planLine(line, match)] : [];
  });
  const keptNumbers = new Set(pairs.map(({ plan }) => plan.standing.lineNumber));
  const dropped = standing.filter((line) => !keptNumbers.has(line.lineNumber));
  const added = wanted.filter((line) => !keptNumbers.has(line.lineNumber));
  const zero = (line: S): Decimal => line.quantity.sub(line.quantity);
  return {
    kept: pairs.map(({ plan }) => plan),
    added,
    dropped,
    changes: [
      ...pairs.flatMap(({ plan }) => plan.changes),
      ...dropped.map((line) => ({
        lineNumber: line.lineNumber,
        field: 'dropped' as const,
        from: amount(line.quantity, line.unit),
        what: `${line.description} (${line.sku})`,
      })),
      ...added.map((line) => ({
        lineNumber: line.lineNumber,
        field: 'added' as const,
        to: amount(line.quantity, line.unit),
        what: whatOf(line),
      })),
    ].toSorted((a, b) => (a.lineNumber ?? 0) - (b.lineNumber ?? 0)),
    refusals: [
      ...pairs.flatMap(({ refusal }) => refusal ?? []),
      ...dropped.flatMap((line) => {
        const verb =
          stands.get(line.lineNumber) && byNumber.has(line.lineNumber) ? 'replaced' : 'dropped';
        return reductionRefusal(line, { to: zero(line), verb }) ?? [];
      }),
    ],
    notices: pairs.flatMap(({ notices }) => notices),
  };
}
