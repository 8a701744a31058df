import type {
  InspectDocument,
  InspectError,
  Inspection,
  InspectLine,
  InspectParty,
  InspectReference,
} from '../../../edi/index.ts';
import {
  type Address,
  type Advisory,
  type CxmlDocument,
  inspectCxml,
  type Party,
  type Payload,
  parseCxml,
} from '../../../punchout/index.ts';
import { Decimal } from '../../base/index.ts';

/** The common words for cXML's; a name that is not here is kept, in snake case. */
const ROLES: Readonly<Record<string, string>> = {
  shipTo: 'delivery',
  billTo: 'invoicee',
  soldTo: 'buyer',
  supplier: 'seller',
  billFrom: 'invoicer',
  issuerOfInvoice: 'invoicer',
  remitTo: 'payee',
  carrierCorporate: 'carrier',
};

const REFERENCES: Readonly<Record<string, string>> = {
  agreement: 'contract',
  supplier_order: 'seller_order',
  tracking: 'transport_document',
};

const TYPES: Readonly<Record<string, string>> = {
  PunchOutSetupRequest: 'punchout_setup',
  PunchOutOrderMessage: 'punchout_cart',
  OrderRequest: 'order',
  ConfirmationRequest: 'order_response',
  ShipNoticeRequest: 'despatch_advice',
  ReceiptRequest: 'receipt',
  InvoiceDetailRequest: 'invoice',
  PaymentRemittanceRequest: 'remittance_advice',
  StatusUpdateRequest: 'status_update',
};

/** Documents that the buyer's side sends, and those that the seller's side sends. */
const FROM_BUYER = new Set<Payload['kind']>([
  'PunchOutSetupRequest',
  'OrderRequest',
  'ReceiptRequest',
  'PaymentRemittanceRequest',
]);
const FROM_SELLER = new Set<Payload['kind']>([
  'PunchOutOrderMessage',
  'ConfirmationRequest',
  'ShipNoticeRequest',
  'InvoiceDetailRequest',
]);

/** What to do about an oddity that was let pass. */
const ADVICE: Readonly<Record<Advisory['code'], string>> = {
  encoding:
    'Send UTF-8 with an XML declaration as the first bytes, and the same charset in Content-Type.',
  deployment_mode: 'Write deploymentMode="production" or "test".',
  missing: 'Add what the cXML DTD asks for at this place.',
  value: 'Write the value as the cXML DTD has it.',
  money_empty: 'Write the amount, or leave the element out.',
  order: 'Put the elements in the order of the cXML DTD.',
  placement: 'Move the element to where the cXML DTD has it.',
  secret_in_browser_message:
    'Leave SharedSecret out of messages that pass through a browser, and change the secret.',
  ignored: 'Nothing, unless the value matters: then agree on where to put it.',
  timestamp: 'Write ISO 8601 with a numeric offset, such as 2026-11-21T10:00:00+01:00.',
  unknown_element: 'Nothing, unless the element matters: then agree on an Extrinsic.',
};

/**
 * A cXML document in the shape of `edi/document.ts`: common words for types, roles and references, the
 * price of one unit, addresses in full; what the reader let pass is a warning. Refusals as `parseCxml`.
 */
export function inspectCxmlFile(bytes: Uint8Array): Inspection {
  const document = parseCxml(bytes);
  const shown = inspectCxml(document);
  const { payload } = document;
  return {
    documents: [
      {
        type: typeOf(payload, shown.type),
        number: shown.number ?? null,
        date: shown.date ?? null,
        currency: shown.currency ?? null,
        parties: partiesOf(document),
        references: shown.references.map(
          ({ type, value }): InspectReference => ({
            type: REFERENCES[type] ?? type,
            number: value,
          }),
        ),
        lines: shown.lines.map((line, at) => lineOf(line, priceBasisOf(payload, at))),
        totals: totalsOf(payload, shown.totals),
      },
    ],
    errors: document.advisories.map(warning),
  };
}

function typeOf(payload: Payload, shown: string): string {
  if (payload.kind === 'OrderRequest' && payload.type !== 'new') return 'order_change';
  if (payload.kind === 'InvoiceDetailRequest' && /credit/i.test(payload.purpose))
    return 'credit_note';
  return TYPES[payload.kind] ?? shown;
}

function warning({ code, line, element, message }: Advisory): InspectError {
  return {
    code: `cxml.${code}`,
    severity: 'warning',
    line,
    segment: element,
    element: null,
    message,
    fix: ADVICE[code],
  };
}

const nobody: InspectParty = {
  gln: null,
  id: null,
  name: null,
  street: null,
  postalCode: null,
  city: null,
  country: null,
  vatId: null,
};

/** The sides by their first credential, then the addresses; what is known of one role is put together. */
function partiesOf({ header, payload }: CxmlDocument): Record<string, InspectParty> {
  const found: Record<string, InspectParty> = {};
  const add = (role: string, party: InspectParty): void => {
    const known = found[role] ?? nobody;
    const names = Object.keys(nobody) as (keyof InspectParty)[];
    found[role] = Object.fromEntries(
      names.map((name) => [name, known[name] ?? party[name]]),
    ) as InspectParty;
  };
  const [from, to] = FROM_BUYER.has(payload.kind)
    ? (['buyer', 'seller'] as const)
    : FROM_SELLER.has(payload.kind)
      ? (['seller', 'buyer'] as const)
      : (['from', 'to'] as const);
  if (header) {
    add(from, identified(header.from));
    add(to, identified(header.to));
    add('sender', identified(header.sender));
  }
  for (const { role, address } of addressesOf(payload))
    add(roleOf(role, { from, to }), located(address));
  return found;
}

function roleOf(role: string, { from, to }: { from: string; to: string }): string {
  if (role === 'from') return from;
  if (role === 'to') return to;
  return ROLES[role] ?? role.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase();
}

function identified({ credentials }: Party): InspectParty {
  const gln = credentials.find(({ domain }) => /^gln$/i.test(domain))?.identity ?? null;
  const other = credentials.find(({ domain }) => !/^gln$/i.test(domain))?.identity ?? null;
  return { ...nobody, gln, id: other };
}

function addressesOf(payload: Payload): { role: string; address: Address }[] {
  const single = (role: string, address: Address | undefined) =>
    address ? [{ role, address }] : [];
  const contacts = [
    ...('contacts' in payload ? payload.contacts : []),
    ...('partners' in payload ? payload.partners.map(({ contact }) => contact) : []),
  ];
  return [
    ...('shipTo' in payload ? single('shipTo', payload.shipTo) : []),
    ...('billTo' in payload ? single('billTo', payload.billTo) : []),
    ...contacts.map((contact) => ({ role: contact.role ?? 'contact', address: contact })),
  ];
}

function located({ name, addressId, addressIdDomain, postal }: Address): InspectParty {
  const isGln = /^gln$/i.test(addressIdDomain ?? '');
  return {
    gln: (isGln && addressId) || null,
    id: (!isGln && addressId) || null,
    name: name || null,
    street: postal?.street.join(', ') || null,
    postalCode: postal?.postalCode || null,
    city: postal?.city || null,
    country: postal?.countryIso || null,
    vatId: null,
  };
}

type Shown = ReturnType<typeof inspectCxml>;

function lineOf(line: Shown['lines'][number], basis: Decimal | undefined): InspectLine {
  const price = Decimal.tryParse(line.unitPrice);
  return {
    position: line.position,
    sellerSku: line.sellerSku ?? null,
    buyerSku: line.buyerSku ?? null,
    gtin: line.gtin ?? null,
    description: line.description ?? null,
    quantity: line.quantity ?? null,
    unit: line.unit ?? null,
    unitPrice: price ? perUnit(price, basis).toString() : null,
    lineTotal: line.lineTotal ?? null,
  };
}

function perUnit(price: Decimal, basis: Decimal | undefined): Decimal {
  return basis ? price.div(basis, { scale: 10, rounding: 'half_up' }) : price;
}

/** How many ordering units a stated price is for, when it is not one (cXML `PriceBasisQuantity`). */
function priceBasisOf(payload: Payload, at: number): Decimal | undefined {
  if (!('items' in payload)) return undefined;
  const item = payload.items[at];
  const basis = item && 'detail' in item ? item.detail?.priceBasis : undefined;
  if (!basis || basis.quantity.isZero() || basis.conversionFactor.isZero()) return undefined;
  const units = basis.quantity.div(basis.conversionFactor, { scale: 10, rounding: 'half_up' });
  return units.isZero() || units.equals(Decimal.one) ? undefined : units;
}

function sum(...texts: readonly (string | undefined)[]): string | undefined {
  const stated = texts.flatMap((text) => Decimal.tryParse(text) ?? []);
  return stated.length === 0 ? undefined : stated.reduce((a, b) => a.add(b)).toString();
}

/** The amounts by their common names; NetAmount is the gross less discounts, so it is the total. */
function totalsOf(
  payload: Payload,
  stated: Readonly<Record<string, string>>,
): InspectDocument['totals'] {
  const isInvoice = payload.kind === 'InvoiceDetailRequest';
  const named = {
    lines: stated.subtotal,
    charges: sum(stated.shipping, stated.special_handling),
    allowances: stated.discount,
    tax: stated.tax,
    total: isInvoice
      ? (stated.net ?? stated.gross)
      : (stated.total ?? stated.net ?? stated.partial),
    prepaid: stated.deposit,
    payable: stated.due,
  };
  const known = Object.entries(named).filter(([, amount]) => amount !== undefined);
  return Object.fromEntries(known) as InspectDocument['totals'];
}
