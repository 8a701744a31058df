import { Decimal } from '../../../src/base/index.ts';
import { child, children, type XmlNode } from '../../../src/base/xml/index.ts';
import { advise, attr, type Reading } from './reading.ts';

function rolesOf(node: XmlNode): Set<string> {
  return new Set(children(node, 'Contact').flatMap((one) => attr(one, 'role') ?? []));
}

/** The schedules of a line add up to the line (cXML guide, «ScheduleLine»). */
function adviseOnSchedule(item: XmlNode, reading: Reading): void {
  const schedules = children(item, 'ScheduleLine');
  if (schedules.length === 0) return;
  const of = (node: XmlNode): Decimal => Decimal.tryParse(attr(node, 'quantity')) ?? Decimal.zero;
  const sum = schedules.reduce((total, one) => total.add(of(one)), Decimal.zero);
  if (sum.equals(of(item))) return;
  advise(reading, item, {
    code: 'value',
    message: `the schedule lines add up to ${sum.toString()}, the line orders ${of(item).toString()}`,
  });
}

function adviseOnItem(
  item: XmlNode,
  { header, roles, reading }: { header: XmlNode; roles: ReadonlySet<string>; reading: Reading },
): void {
  const twice = (what: string): void =>
    advise(reading, item, {
      code: 'placement',
      message: `${what} stands in the header and on the line; the line’s is taken`,
    });
  if (attr(header, 'requisitionID') && attr(item, 'requisitionID')) twice('requisitionID');
  if (child(header, 'Shipping') && child(item, 'Shipping')) twice('Shipping');
  for (const role of rolesOf(item)) if (roles.has(role)) twice(`Contact role “${role}”`);
  if (child(item, 'BillTo')) {
    advise(reading, item, {
      code: 'placement',
      message: 'BillTo belongs to the header only; the line’s is ignored',
    });
  }
  adviseOnSchedule(item, reading);
}

/**
 * What may stand only in the header, or in the header or on the lines but not in both (cXML guide,
 * «OrderRequestHeader», «ItemOut»): requisitionID, Shipping, a Contact of one role; BillTo never on a line.
 * Departures are advisories and refuse nothing.
 */
export function adviseOnPlacement(
  order: XmlNode,
  { header, reading }: { header: XmlNode; reading: Reading },
): void {
  const roles = rolesOf(header);
  for (const item of children(order, 'ItemOut')) adviseOnItem(item, { header, roles, reading });
}
