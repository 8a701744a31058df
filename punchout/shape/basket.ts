import {
  Decimal,
  lineNet,
  type Money,
  subMoney,
  sumMoney,
  toDecimal,
} from '../../src/base/index.ts';
import type { SuiteProfile } from '../profiles/index.ts';
import { amountOf, checkQuantity, shapePrice } from './amount.ts';
import { shapeClass, shapeSupplier, shapeUnit } from './codes.ts';
import { shapeExtrinsics } from './extrinsics.ts';
import { type Note, shapeCode, shapeDescription, shapeMaker, unlessIgnored } from './text.ts';
import type { BasketLine, Change, ShapeBasket, ShapedBasket, ShapedLine } from './types.ts';

/** Part number of the lines that carry an éco-participation. */
export const ECO_SKU = 'ECO-PARTICIPATION';
/** Behind a line's auxiliary id it names that line's éco-participation. */
const ECO_MARK = 'e';

/** The auxiliary id of the éco-participation that belongs to a line. */
export function ecoAuxiliaryId(auxiliaryId: string): string {
  return `${auxiliaryId}${ECO_MARK}`;
}

/** The line that an éco-participation's auxiliary id belongs to; undefined for any other text. */
export function ecoGoods(auxiliaryId: string): string | undefined {
  return auxiliaryId.endsWith(ECO_MARK) ? auxiliaryId.slice(0, -ECO_MARK.length) : undefined;
}

type Surroundings = {
  readonly basket: ShapeBasket;
  readonly profile: SuiteProfile;
  readonly note: Note;
};

function hasOwnEcoLine(
  { ecoContributionMinor }: BasketLine,
  { profile }: Surroundings,
): 'yes' | 'no' {
  return ecoContributionMinor > 0n && profile.return.ecoContribution === 'own_line' ? 'yes' : 'no';
}

function ecoPrice(line: BasketLine, { basket }: Surroundings): Decimal {
  return toDecimal({ minor: line.ecoContributionMinor, currency: basket.currency });
}

function goodsLine(line: BasketLine, around: Surroundings): ShapedLine {
  const { basket, profile, note } = around;
  const { currency } = basket;
  const { quantity } = line;
  const own = hasOwnEcoLine(line, around);
  const before = own === 'yes' ? line.unitPrice.sub(ecoPrice(line, around)) : line.unitPrice;
  checkQuantity(quantity, { profile, note });
  const price = shapePrice(before, { quantity, currency, profile, note });
  const lead = unlessIgnored(`${line.leadDays}`, {
    field: 'leadTime',
    profile,
    note,
    shape: (days) => days,
  });
  return {
    position: line.position,
    of: line.position,
    kind: 'goods',
    sku: shapeCode(line.sku, { field: 'supplierPartId', profile, note }),
    auxiliaryId: shapeCode(line.auxiliaryId, { field: 'supplierPartAuxiliaryId', profile, note }),
    quantity,
    unit: shapeUnit(line.unit, { profile, note }),
    priceBasis: price.basis,
    price: price.price,
    unitPrice: price.unitPrice,
    amount: amountOf(price, { quantity, currency }),
    ...shapeDescription(line.description, { profile, note }),
    classification: shapeClass(line.unspsc, { profile, note }),
    ...shapeMaker(line, { profile, note }),
    leadDays: lead === undefined ? undefined : line.leadDays,
    supplierId: shapeSupplier(line.seller, { profile, note }),
    extrinsics: shapeExtrinsics({ line, basket }, { profile, note }),
  };
}

/** The éco-participation of a line as a line of its own: same quantity, unit, class and seller. */
function ecoLine(
  goods: ShapedLine,
  { line, around }: { line: BasketLine; around: Surroundings },
): ShapedLine {
  const { basket, profile, note } = around;
  const { currency } = basket;
  const quiet: Note = () => undefined;
  const { quantity } = line;
  const unitPrice = ecoPrice(line, around);
  const price = shapePrice(unitPrice, { quantity, currency, profile, note });
  const text = `Éco-participation : ${line.description}`;
  const amount = amountOf(price, { quantity, currency });
  // A fraction of a unit may cost a cent more in two parts than in one; what rounding adds is told apart.
  const goodsPrice = line.unitPrice.sub(unitPrice);
  const parts = [goodsPrice, unitPrice].map((one) => lineNet(one, quantity, currency));
  const difference = subMoney(
    sumMoney(parts, currency),
    lineNet(line.unitPrice, quantity, currency),
  );
  note({
    field: 'ecoContribution',
    kind: 'mapped',
    before: line.unitPrice.toString(2),
    after: `${goodsPrice.toString(2)} + ${unitPrice.toString(2)}`,
    reason: 'eco_line',
    ...(difference.minor === 0n ? {} : { difference }),
  });
  return {
    ...goods,
    kind: 'eco_contribution',
    sku: shapeCode(ECO_SKU, { field: 'supplierPartId', profile, note }),
    auxiliaryId: shapeCode(ecoAuxiliaryId(line.auxiliaryId), {
      field: 'supplierPartAuxiliaryId',
      profile,
      note,
    }),
    priceBasis: price.basis,
    price: price.price,
    unitPrice: price.unitPrice,
    amount,
    ...shapeDescription(text, { profile, note: quiet }),
    manufacturer: undefined,
    manufacturerPartId: undefined,
  };
}

function shapedTotal(
  { net, lines, basket }: { net: Money; lines: readonly ShapedLine[]; basket: ShapeBasket },
  { recomputesTotal }: SuiteProfile,
): { total: Money; changes: Change[] } {
  const sum = sumMoney(
    lines.map((line) => line.amount),
    basket.currency,
  );
  const difference = subMoney(sum, net);
  if (!recomputesTotal || difference.minor === 0n) return { total: net, changes: [] };
  const change: Change = {
    line: 0,
    field: 'total',
    kind: 'rounded',
    before: toDecimal(net).toString(2),
    after: toDecimal(sum).toString(2),
    reason: 'recomputed',
    difference,
  };
  return { total: sum, changes: [change] };
}

/**
 * What a basket becomes in one suite, line by line as it will be written, with every change: texts cut, prices
 * rounded, units and classes translated, fields left out, and what is refused. Pure and exact; amounts half up
 * to the cent as the suites do. Éco-participation lines follow all others, numbered on. A change of kind
 * `refused` means the basket must not leave.
 */
export function shapeBasket(profile: SuiteProfile, basket: ShapeBasket): ShapedBasket {
  const changes: Change[] = [];
  const aroundOf = ({ position }: BasketLine): Surroundings => ({
    basket,
    profile,
    note: (change) => changes.push({ line: position, ...change }),
  });
  const pairs = basket.lines.map((line) => ({ line, goods: goodsLine(line, aroundOf(line)) }));
  let last = Math.max(0, ...basket.lines.map(({ position }) => position));
  const ecos = pairs.flatMap(({ line, goods }) => {
    const around = aroundOf(line);
    if (hasOwnEcoLine(line, around) === 'no') return [];
    last += 1;
    return [{ ...ecoLine(goods, { line, around }), position: last }];
  });
  const lines = [...pairs.map(({ goods }) => goods), ...ecos];
  const net = sumMoney(
    basket.lines.map((line) => lineNet(line.unitPrice, line.quantity, basket.currency)),
    basket.currency,
  );
  const { total, changes: ofTotal } = shapedTotal({ net, lines, basket }, profile);
  const order = [...changes].sort((a, b) => a.line - b.line);
  return { lines, changes: [...order, ...ofTotal], net, total };
}

/** The lines of an edit or inspect without those of an éco-participation whose line is there too. */
export function withoutEcoLines<
  T extends { readonly itemId: { readonly supplierPartAuxiliaryId?: string | undefined } },
>(items: readonly T[]): T[] {
  const ids = new Set(items.map(({ itemId }) => itemId.supplierPartAuxiliaryId?.trim()));
  return items.filter(({ itemId }) => {
    const id = itemId.supplierPartAuxiliaryId?.trim() ?? '';
    return !(id.endsWith(ECO_MARK) && ids.has(id.slice(0, -ECO_MARK.length)));
  });
}

/** A returned order's line, as much as folding needs. */
type Returned = {
  readonly auxiliaryId: string | undefined;
  readonly quantity: Decimal;
  readonly unitPrice: Decimal | undefined;
};

/**
 * An order's lines with each éco-participation back in the price of the line it belongs to, where the two have
 * the same quantity. One without its line, or for another quantity, stays a line, for people to see.
 */
export function foldEcoLines<T extends Returned>(lines: readonly T[]): T[] {
  const eco = new Map(
    lines.flatMap((line) =>
      line.auxiliaryId?.endsWith(ECO_MARK) ? [[line.auxiliaryId, line] as const] : [],
    ),
  );
  const folded = new Set<T>();
  const whole = lines.map((line) => {
    const part = line.auxiliaryId ? eco.get(ecoAuxiliaryId(line.auxiliaryId)) : undefined;
    if (!part?.unitPrice || !line.unitPrice || !part.quantity.equals(line.quantity)) return line;
    folded.add(part);
    return { ...line, unitPrice: line.unitPrice.add(part.unitPrice) };
  });
  return whole.filter((_, at) => !folded.has(lines[at] as T));
}
