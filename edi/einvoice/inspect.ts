import { Decimal } from '../../src/base/index.ts';
import type {
  InspectDocument,
  InspectLine,
  InspectParty,
  InspectReference,
  InspectTotalName,
} from '../document.ts';
import type { AddressRead, InvoiceRead, LineRead, PartyRead } from './model.ts';

/** An invoice of the model as `inspect` shows it, whatever syntax it came in. */
export function inspectInvoice(invoice: InvoiceRead, type: string): InspectDocument {
  return {
    type,
    number: invoice.number ?? null,
    date: invoice.issueDate?.toString() ?? null,
    currency: invoice.currency ?? null,
    parties: parties(invoice),
    references: references(invoice),
    lines: (invoice.lines ?? []).map(line),
    totals: totals(invoice),
  };
}

function parties(invoice: InvoiceRead): Record<string, InspectParty> {
  const { seller, buyer, biller, payee, taxRepresentative, delivery } = invoice;
  const found: Record<string, InspectParty> = {};
  if (seller) found.seller = party(seller);
  if (buyer) found.buyer = party(buyer);
  if (biller) found.biller = party(biller);
  if (payee) {
    found.payee = party({
      name: payee.name,
      identifiers: payee.identifier ? [payee.identifier] : undefined,
      legalId: payee.legalId,
    });
  }
  if (taxRepresentative) found.tax_representative = party(taxRepresentative);
  if (delivery?.address || delivery?.location || delivery?.name) {
    const { name, location, address } = delivery;
    found.delivery = party({ name, identifiers: location ? [location] : undefined, address });
  }
  return found;
}

function party(one: PartyRead): InspectParty {
  const ids = [...(one.identifiers ?? []), ...(one.legalId ? [one.legalId] : [])];
  const gln = ids.find((id) => id.scheme === '0088')?.value;
  const other = ids.find((id) => id.scheme !== '0088')?.value;
  return {
    gln: gln ?? null,
    id: other ?? null,
    name: one.name ?? one.tradingName ?? null,
    ...place(one.address),
    vatId: one.vatId ?? null,
  };
}

function place(
  address: AddressRead | undefined,
): Pick<InspectParty, 'street' | 'postalCode' | 'city' | 'country'> {
  return {
    street: address?.line1 ?? null,
    postalCode: address?.postCode ?? null,
    city: address?.city ?? null,
    country: address?.country ?? null,
  };
}

function references(invoice: InvoiceRead): InspectReference[] {
  const named: readonly (readonly [string, string | undefined])[] = [
    ['order', invoice.orderReference],
    ['sales_order', invoice.salesOrderReference],
    ['contract', invoice.contractReference],
    ['project', invoice.projectReference],
    ['despatch_advice', invoice.despatchReference],
    ['receipt', invoice.receiptReference],
    ['tender', invoice.tenderReference],
    ['buyer_reference', invoice.buyerReference],
    ...(invoice.precedingInvoices ?? []).map((one) => ['invoice', one.number] as const),
  ];
  return named.flatMap(([type, number]) => (number === undefined ? [] : [{ type, number }]));
}

function line(one: LineRead): InspectLine {
  const { item, price } = one;
  const isGtin = item?.standardId?.scheme === '0160' || item?.standardId?.scheme === '0088';
  return {
    position: one.id ?? null,
    sellerSku: item?.sellerId ?? null,
    buyerSku: item?.buyerId ?? null,
    gtin:
      isGtin || item?.standardId?.scheme === undefined ? (item?.standardId?.value ?? null) : null,
    description: item?.name ?? item?.description ?? null,
    quantity: one.quantity?.toString() ?? null,
    unit: one.unit ?? null,
    unitPrice: unitPrice(price),
    lineTotal: one.net?.toString(2) ?? null,
  };
}

function unitPrice(price: LineRead['price']): string | null {
  if (!price?.net) return null;
  const base = price.baseQuantity;
  if (!base || base.isZero() || base.equals(Decimal.one)) return price.net.toString();
  return price.net.div(base, { scale: 10, rounding: 'half_up' }).toString();
}

function totals({ totals: stated }: InvoiceRead): Partial<Record<InspectTotalName, string>> {
  const named = {
    lines: stated?.lines,
    allowances: stated?.allowances,
    charges: stated?.charges,
    taxable: stated?.net,
    tax: stated?.vat,
    total: stated?.gross,
    prepaid: stated?.prepaid,
    payable: stated?.payable,
  } as const;
  const shown: Partial<Record<InspectTotalName, string>> = {};
  for (const [name, amount] of Object.entries(named)) {
    if (amount) shown[name as InspectTotalName] = amount.toString(2);
  }
  return shown;
}
