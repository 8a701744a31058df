import { bankProblems } from './bank.ts';
import { catalogueProblems } from './catalogue.ts';
import { catalogueUploadProblems } from './catalogue-uploads.ts';
import { channelProblems } from './channels.ts';
import { creditProblems } from './credit.ts';
import { ediProblems } from './edi.ts';
import { einvoiceProblems } from './einvoice.ts';
import { invoicingProblems } from './invoicing.ts';
import { ledgerProblems } from './ledger.ts';
import { orderDocumentProblems } from './order-documents.ts';
import { ordersProblems } from './orders.ts';
import { outgoingProblems } from './outgoing.ts';
import { partiesProblems } from './parties.ts';
import { platformProblems } from './platform.ts';
import { punchoutProblems } from './punchout.ts';
import { purchasingProblems } from './purchasing.ts';
import { serviceProblems } from './service.ts';
import { settlementProblems } from './settlement.ts';
import { workbenchProblems } from './workbench.ts';

/** Every refusal the product can give, by code; one file for each room that refuses. */
export const problemCatalogue = {
  ...platformProblems,
  ...outgoingProblems,
  ...punchoutProblems,
  ...ediProblems,
  ...einvoiceProblems,
  ...bankProblems,
  ...partiesProblems,
  ...catalogueProblems,
  ...catalogueUploadProblems,
  ...ledgerProblems,
  ...creditProblems,
  ...ordersProblems,
  ...orderDocumentProblems,
  ...purchasingProblems,
  ...invoicingProblems,
  ...settlementProblems,
  ...serviceProblems,
  ...channelProblems,
  ...workbenchProblems,
} as const;
