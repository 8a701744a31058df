export { post, postAll, type Reversal, reverse, reverseAll } from './commands.ts';
export * from './entities.ts';
export { accountNames } from './names.ts';
export {
  type AccountBalance,
  account,
  accountStatement,
  balances,
  ledgerCurrencies,
  ledgerTransaction,
  type RingFenceProof,
  ringFenceProof,
  type StatementLine,
  type TrialBalanceLine,
  trialBalance,
} from './queries.ts';
export { ledgerRoutes } from './routes.tsx';
export type { AccountRef, Journal, Posting, PostingEntry } from './rules.ts';
