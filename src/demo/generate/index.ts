import { buyerConnections, costCentres, deliveryAddresses } from './buyers.ts';
import { catalogue } from './catalogue.ts';
import { assortments, contractsFrom } from './contracts.ts';
import { creditAccountsAt } from './credit.ts';
import { ordersFrom } from './history/orders.ts';
import { paymentsFor } from './history/payments.ts';
import { organisations } from './organisations.ts';
import { sellerConnections, sellerTerms } from './sellers.ts';
import type { DemoData, DemoProduct } from './types.ts';
import { users } from './users.ts';
import { categories, departments } from './vocabulary/index.ts';

export { buyerConnections, moreSuites, operatorCredential } from './buyers.ts';
export { organisationOf } from './organisations.ts';
export { sellerConnections } from './sellers.ts';
export type * from './types.ts';
export { demoVat } from './vat.ts';

/** Contracts and past orders speak of the beginning of the catalogue only, so that its length does not matter to them. */
const HEAD_OFFERS = 4_000;

function headOf(products: Iterable<DemoProduct>): DemoProduct[] {
  const head: DemoProduct[] = [];
  let offers = 0;
  for (const product of products) {
    head.push(product);
    offers += product.offers.length;
    if (offers >= HEAD_OFFERS) break;
  }
  return head;
}

/**
 * The whole demo from a seed: parties, people, connections, catalogue, contracts, credit and eight
 * months of history up to `today`. Pure: the same arguments give the same answer. `offers` (20,000
 * unless said) is exact; products are made while they are read, so that a million need no memory.
 */
export function generateDemo({
  seed,
  offers = 20_000,
  today,
}: {
  seed: number;
  offers?: number;
  today: Temporal.PlainDate;
}): DemoData {
  const products = { [Symbol.iterator]: () => catalogue({ seed, offers }) };
  const head = headOf(products);
  const contracts = contractsFrom(head, { seed, today });
  const creditAccounts = creditAccountsAt(today);
  const orders = ordersFrom({ seed, today, head, contracts, assortments, creditAccounts });
  return {
    seed,
    today,
    organisations,
    sellerTerms,
    users,
    costCentres,
    deliveryAddresses,
    buyerConnections,
    sellerConnections,
    departments,
    categories,
    products,
    contracts,
    assortments,
    creditAccounts,
    orders,
    payments: paymentsFor({ orders, creditAccounts, seed, today }),
  };
}
