import { at } from '../../../src/base/xml/index.ts';
import type { InvoiceRead } from '../model.ts';
import { creditorIdOf } from './parse-party.ts';
import { each, filled, type Source, some, text } from './read.ts';

/** BG-16. UBL repeats the means for each account; the model has one means and many accounts. */
export function readPayment(source: Source): InvoiceRead['payment'] {
  const means = each(source, 'PaymentMeans');
  const first = means[0];
  if (!first) return undefined;
  const mandated = means.find((one) => at(one.node, 'PaymentMandate'));
  const card = means.find((one) => at(one.node, 'CardAccount'));
  const code = at(first.node, 'PaymentMeansCode');
  return {
    meansCode: text(first, 'PaymentMeansCode'),
    meansText: code?.attrs.name,
    remittance: means.map((one) => text(one, 'PaymentID')).find((id) => id !== undefined),
    accounts: some(
      means
        .filter((one) => at(one.node, 'PayeeFinancialAccount'))
        .map((one) => ({
          account: text(one, 'PayeeFinancialAccount/ID'),
          holder: text(one, 'PayeeFinancialAccount/Name'),
          bic: text(one, 'PayeeFinancialAccount/FinancialInstitutionBranch/ID'),
        })),
    ),
    card: card && {
      number: text(card, 'CardAccount/PrimaryAccountNumberID'),
      holder: text(card, 'CardAccount/HolderName'),
    },
    directDebit: filled({
      mandate: text(mandated, 'PaymentMandate/ID'),
      creditorId: creditorIdOf(source),
      account: text(mandated, 'PaymentMandate/PayerFinancialAccount/ID'),
    }),
  };
}
