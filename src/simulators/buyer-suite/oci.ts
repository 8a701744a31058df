import type { ItemIn, OciFunction, PunchOutOrderMessage } from '../../../punchout/index.ts';
import { Decimal } from '../../base/index.ts';
import type { Suite } from './suites.ts';

/** What SAP can ask a catalogue beside opening it (OCI 5.0), and which fields each takes. */
export const OCI_FUNCTIONS = [
  {
    name: 'DETAIL',
    label: 'Show a product',
    fields: [{ name: 'PRODUCTID', label: 'Product', value: '' }],
    opens: 'shop',
  },
  {
    name: 'SOURCING',
    label: 'Search in the shop',
    fields: [{ name: 'SEARCHSTRING', label: 'Words', value: 'vis' }],
    opens: 'shop',
  },
  {
    name: 'VALIDATE',
    label: 'Ask today’s price',
    fields: [
      { name: 'PRODUCTID', label: 'Product', value: '' },
      { name: 'QUANTITY', label: 'Quantity', value: '10' },
    ],
    opens: 'answer',
  },
  {
    name: 'BACKGROUND_SEARCH',
    label: 'Fetch search results',
    fields: [{ name: 'SEARCHSTRING', label: 'Words', value: 'vis' }],
    opens: 'answer',
  },
] as const satisfies readonly {
  name: OciFunction;
  label: string;
  fields: readonly { name: string; label: string; value: string }[];
  opens: 'shop' | 'answer';
}[];

/** The address that SAP calls a catalogue up by; `field` reads the form of the suite's own page. */
export function ociCallUp(
  { oci, secret }: Pick<Suite, 'secret'> & { oci: NonNullable<Suite['oci']> },
  {
    comptoirUrl,
    returnUrl,
    field,
  }: { comptoirUrl: string; returnUrl: string; field: (name: string) => string },
): string {
  const wanted = OCI_FUNCTIONS.find(({ name }) => name === field('function'));
  const query = new URLSearchParams({
    USERNAME: oci.username,
    PASSWORD: secret,
    HOOK_URL: returnUrl,
    OCI_VERSION: wanted ? '5.0' : '4.0',
    '~CALLER': 'CTLG',
    ...(wanted ? { FUNCTION: wanted.name } : { returntarget: '_top' }),
    ...Object.fromEntries((wanted?.fields ?? []).map(({ name }) => [name, field(name)])),
  });
  return `${comptoirUrl}${oci.path}?${query.toString()}`;
}

/** The fields of an OCI reply as one reads them: item number → field → value. */
function itemsOf(fields: readonly (readonly [string, string])[]): Map<number, Map<string, string>> {
  const items = new Map<number, Map<string, string>>();
  for (const [name, value] of fields) {
    const plain = /^NEW_ITEM-([A-Z0-9_]+)\[(\d+)\]$/i.exec(name);
    const long = /^NEW_ITEM-LONGTEXT_(\d+):132\[\]$/i.exec(name);
    const at = Number(plain?.[2] ?? long?.[1] ?? 0);
    if (at === 0) continue;
    const item = items.get(at) ?? new Map<string, string>();
    item.set(plain?.[1]?.toUpperCase() ?? 'LONGTEXT', value);
    items.set(at, item);
  }
  return items;
}

/** An OCI basket in the shape of a cXML cart, so that one page shows both; prices per PRICEUNIT are divided. */
export function ociCart(fields: readonly (readonly [string, string])[]): PunchOutOrderMessage {
  const items = [...itemsOf(fields).entries()]
    .sort(([a], [b]) => a - b)
    .map(([lineNumber, item]): ItemIn => {
      const field = (name: string): string => item.get(name) ?? '';
      const priceUnit = Decimal.tryParse(field('PRICEUNIT')) ?? Decimal.one;
      const price = Decimal.tryParse(field('PRICE')) ?? Decimal.zero;
      return {
        lineNumber,
        quantity: Decimal.tryParse(field('QUANTITY')) ?? Decimal.zero,
        itemId: {
          supplierPartId: field('VENDORMAT'),
          supplierPartAuxiliaryId: field('EXT_PRODUCT_ID') || undefined,
        },
        detail: {
          unitPrice: {
            value: priceUnit.isZero()
              ? price
              : price.div(priceUnit, { scale: 7, rounding: 'half_up' }),
            currency: field('CURRENCY') || 'EUR',
          },
          descriptions: [{ text: field('LONGTEXT') || field('DESCRIPTION') }],
          unit: field('UNIT'),
          classifications: [{ domain: 'MATGROUP', value: field('MATGROUP') }],
          extrinsics: [],
        },
        supplierIds: [],
      };
    });
  return { kind: 'PunchOutOrderMessage', buyerCookie: '', operationAllowed: 'create', items };
}
