import { type Money, Problem, toDecimal } from '../../src/base/index.ts';
import type { OrderLine, TradeParty } from '../messages.ts';
import { inRepertoire, type WritableSyntax } from './charset.ts';
import * as codes from './codes.ts';
import {
  cutRepeated,
  cutShort,
  cutText,
  type WrittenElement,
  type WrittenSegment,
} from './write.ts';

/** Text as the interchange can carry it, so that it is cut where it will really be cut. */
export type Carry = (text: string) => string;

export function carryIn(identifier: WritableSyntax): Carry {
  return (text) => inRepertoire(text, identifier);
}

export function dtm(qualifier: string, date: Temporal.PlainDate | undefined): WrittenSegment[] {
  return date ? [['DTM', [qualifier, date.toString().replaceAll('-', ''), '102']]] : [];
}

export function rff(
  qualifier: string,
  number: string | undefined,
  line?: string,
): WrittenSegment[] {
  return number ? [['RFF', [qualifier, number, line]]] : [];
}

export function moa(qualifier: string, amount: Money | undefined): WrittenSegment[] {
  return amount ? [['MOA', [qualifier, toDecimal(amount)]]] : [];
}

/** FTX, five components of 70 characters each (C108), repeated for a longer text. */
export function ftx(
  subject: string,
  text: string | undefined,
  { carry, max }: { carry: Carry; max: number },
): WrittenSegment[] {
  const texts = cutRepeated(carry(text ?? ''), { width: 70, parts: 5, max });
  return texts.map((parts) => ['FTX', subject, undefined, undefined, parts]);
}

function partyId(party: TradeParty): WrittenElement {
  if (party.gln) return [party.gln, undefined, '9'];
  return party.id ? [party.id, undefined, '92'] : undefined;
}

/** NAD with GLN (agency 9) or the buyer's id (92), name and address, then RFF VA and contact. */
export function nad(
  qualifier: string,
  party: TradeParty | undefined,
  carry: Carry,
): WrittenSegment[] {
  if (!party) return [];
  const name = cutText(carry(party.name ?? ''), { width: 35, parts: 5 }).parts;
  const street = cutText(carry(party.street ?? ''), { width: 35, parts: 3 }).parts;
  const city = cutShort(carry(party.city ?? ''), 35);
  const { contact } = party;
  const out: WrittenSegment[] = [
    [
      'NAD',
      qualifier,
      partyId(party),
      undefined,
      name,
      street,
      city,
      undefined,
      party.postalCode,
      party.country,
    ],
    ...rff('VA', party.vatId),
  ];
  if (!contact) return out;
  const contactName = cutShort(carry(contact.name ?? ''), 35);
  out.push(['CTA', 'OC', [undefined, contactName]]);
  if (contact.phone) out.push(['COM', [contact.phone, 'TE']]);
  if (contact.email) out.push(['COM', [contact.email, 'EM']]);
  return out;
}

/** LIN and PIA: the GTIN in LIN, seller's and buyer's numbers in PIA 1; with no GTIN, PIA 5. */
export function lin(
  line: Pick<OrderLine, 'position' | 'gtin' | 'sellerSku' | 'buyerSku'>,
  action?: string,
): WrittenSegment[] {
  const numbers: WrittenElement[] = [];
  if (line.sellerSku) numbers.push([line.sellerSku, 'SA']);
  if (line.buyerSku) numbers.push([line.buyerSku, 'BP']);
  const out: WrittenSegment[] = [
    ['LIN', line.position, action, line.gtin ? [line.gtin, 'EN'] : undefined],
  ];
  if (numbers.length > 0) out.push(['PIA', line.gtin ? '1' : '5', ...numbers]);
  return out;
}

/** IMD F: two components of 35 characters (C273), repeated for a longer description. */
export function imd(description: string | undefined, carry: Carry): WrittenSegment[] {
  const texts = cutRepeated(carry(description ?? ''), { width: 35, parts: 2, max: 10 });
  return texts.map((parts) => ['IMD', 'F', undefined, [undefined, undefined, undefined, ...parts]]);
}

export function unitWritten(unit: string | undefined): string | undefined {
  return unit === undefined ? undefined : (codes.UNITS_WRITTEN[unit] ?? unit);
}

/** PRI AAA, with the basis and its unit only when the price is not for one. */
export function pri(
  line: Pick<OrderLine, 'unitPrice' | 'priceBasis'> & { unit?: string | undefined },
): WrittenSegment[] {
  if (!line.unitPrice) return [];
  const basis: WrittenElement = line.priceBasis
    ? ['AAA', line.unitPrice, undefined, undefined, line.priceBasis, unitWritten(line.unit)]
    : ['AAA', line.unitPrice];
  return [['PRI', basis]];
}

/** Refuses a document without a number or without lines: no partner can use it. */
export function requireDocument(
  type: string,
  document: { readonly number: string; readonly lines?: readonly unknown[] },
): void {
  const { number, lines } = document;
  const isNumber = number.trim() !== '' && number.length <= 35;
  if (!isNumber)
    throw new Problem('edi.message_empty', { type, number, what: 'number of 1 to 35 characters' });
  if (lines?.length === 0) throw new Problem('edi.message_empty', { type, number, what: 'line' });
}
