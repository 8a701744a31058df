export { InvoicePage, SellerInvoicesPage } from './invoices.tsx';
export { type Area, Files } from './parts.tsx';
export { BuyerStatementsPage, OperatorStatementsPage, StatementPage } from './statements.tsx';
