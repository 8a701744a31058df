import type { SuiteProfile } from '../../../punchout/index.ts';
import { Organisation } from '../../domain/parties/index.ts';
import type { TxCtx } from '../../platform/index.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** SAP pads a vendor's number with zeros to ten digits, or leaves them away. */
function bare(number: string): string {
  return number
    .trim()
    .toLowerCase()
    .replace(/^0+(?=.)/, '');
}

/**
 * The seller that VENDOR names (OCI 5.0, SOURCING and BACKGROUND_SEARCH: the business partner whose items are
 * wanted): by the buyer's own number in the profile's `supplierId.own`, as carts write it in NEW_ITEM-VENDOR; else
 * by registration number, VAT id, GLN, our id or its name. Undefined where it names none: then it is the
 * marketplace itself, whose number the buyer keeps as the vendor of this catalogue, and nothing is narrowed.
 */
export async function sellerOfVendor(
  tx: TxCtx,
  { vendor, profile }: { vendor: string | undefined; profile: SuiteProfile },
): Promise<Organisation | undefined> {
  const said = vendor?.trim() ?? '';
  if (said === '') return undefined;
  const own = Object.entries(profile.supplierId.own).flatMap(([name, number]) =>
    bare(number) === bare(said) ? [name] : [],
  );
  const names = own.length > 0 ? own : [said];
  const ids = names.map((name) => name.toLowerCase()).filter((name) => UUID.test(name));
  const found = await tx.em.find(
    Organisation,
    {
      kind: 'seller',
      active: true,
      $or: [
        { registrationNumber: { $in: names } },
        { vatId: { $in: names } },
        { gln: { $in: names } },
        { tradingName: { $in: names } },
        { legalName: { $in: names } },
        ...(ids.length > 0 ? [{ id: { $in: ids } }] : []),
      ],
    },
    { orderBy: { id: 'asc' }, limit: 1 },
  );
  return found[0];
}
