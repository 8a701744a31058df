import type { LineRead } from '../model.ts';
import { type Facts, isBlank } from './engine.ts';

/** BR-21 to BR-30, BR-54, BR-64, BR-65, BR-CO-04, BR-CO-20: what every line must say. */
export function lineRules(facts: Facts): void {
  for (const [at, line] of facts.lines.entries()) oneLine(facts, line, `lines[${at}]`);
}

function oneLine({ report }: Facts, line: LineRead, path: string): void {
  if (isBlank(line.id)) report('BR-21', `${path}.id`, 'Give the line’s identifier (BT-126).');
  if (!line.quantity) report('BR-22', `${path}.quantity`, 'Give the quantity (BT-129).');
  if (line.unit === undefined) report('BR-23', `${path}.unit`, 'Give the unit (BT-130).');
  if (!line.net) report('BR-24', `${path}.net`, 'Give the line’s net amount (BT-131).');
  if (isBlank(line.item?.name)) report('BR-25', `${path}.item.name`, 'Name the item (BT-153).');
  if (!line.price?.net) {
    report('BR-26', `${path}.price.net`, 'Give the item’s net price (BT-146).');
  }
  if (!line.price?.net || line.price.net.isNegative()) {
    report(
      'BR-27',
      `${path}.price.net`,
      'The net price (BT-146) may not be negative; make the quantity negative.',
    );
  }
  if (line.price?.gross?.isNegative()) {
    report('BR-28', `${path}.price.gross`, 'The gross price (BT-148) may not be negative.');
  }
  if (isBlank(line.vat?.category)) {
    report('BR-CO-04', `${path}.vat.category`, 'Give the line’s VAT category (BT-151).');
  }
  const { period } = line;
  if (period?.start && period.end && Temporal.PlainDate.compare(period.end, period.start) < 0) {
    report(
      'BR-30',
      `${path}.period.end`,
      'The line’s period ends (BT-135) before it starts (BT-134).',
    );
  }
  if (period && !period.start && !period.end) {
    report('BR-CO-20', `${path}.period`, 'Give the start or the end of the line’s period (BG-26).');
  }
  itemRules(report, line.item, `${path}.item`);
}

function itemRules(report: Facts['report'], item: LineRead['item'], path: string): void {
  if (item?.standardId && item.standardId.scheme === undefined) {
    report(
      'BR-64',
      `${path}.standardId.scheme`,
      'Give the standard identifier’s scheme (BT-157-1), such as 0160 for a GTIN.',
    );
  }
  for (const [at, classification] of (item?.classifications ?? []).entries()) {
    if (classification.list === undefined) {
      report(
        'BR-65',
        `${path}.classifications[${at}].list`,
        'Give the classification’s list (BT-158-1).',
      );
    }
  }
  for (const [at, attribute] of (item?.attributes ?? []).entries()) {
    if (attribute.name === undefined || attribute.value === undefined) {
      report(
        'BR-54',
        `${path}.attributes[${at}]`,
        'An item attribute needs a name (BT-160) and a value (BT-161).',
      );
    }
  }
}
