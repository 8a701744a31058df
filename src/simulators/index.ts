export { type BankSimulator, type Due, startBankSimulator } from './bank/index.tsx';
export { startBuyerSuiteSimulator } from './buyer-suite/index.tsx';
export {
  type Cover,
  coverOf,
  type InsurerSimulator,
  startInsurerSimulator,
} from './insurer/index.ts';
export {
  type Company,
  companyOf,
  type RegistrySimulator,
  startRegistrySimulator,
} from './registry/index.ts';
export { type SellerParty, startSellerSimulator } from './seller/index.tsx';
export type { Simulator } from './shared/server.ts';
export type { Mode } from './shared/switch.tsx';
