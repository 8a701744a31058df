import type { Config, Services } from '../platform/index.ts';
import {
  type SellerParty,
  type Simulator,
  startBankSimulator,
  startBuyerSuiteSimulator,
  startInsurerSimulator,
  startRegistrySimulator,
  startSellerSimulator,
} from '../simulators/index.ts';
import { startMailSimulator } from '../simulators/mail/server.tsx';
import { duesOf, operatorAccount } from './bank.ts';
import { organisationOf, sellerConnections } from './generate/index.ts';
import { portOrAny } from './ports.ts';

export type Simulators = {
  readonly buyerSuiteUrl: string;
  readonly sellerUrl: string;
  readonly mailUrl: string;
  readonly smtpUrl: string;
  readonly insurerUrl: string;
  readonly registryUrl: string;
  readonly stop: () => Promise<void>;
};
/** All of the outside world, once the bank is open too. */
export type Outside = Simulators & { readonly bankUrl: string };

/** The sellers as their own systems know themselves, by the name in their connection's address. */
function sellerParties(): SellerParty[] {
  return sellerConnections.map((one, at) => ({
    key: `seller-${at + 1}`,
    name: organisationOf(one.sellerId)?.tradingName ?? `seller-${at + 1}`,
    apiKey: one.apiKey,
    gln: one.gln,
    ...(one.credential && one.sharedSecret
      ? { credential: { ...one.credential, secret: one.sharedSecret } }
      : {}),
  }));
}

/** Starts the outside world on the ports after ours; the bank follows when the data is there. */
export async function startSimulators(config: Config): Promise<Simulators> {
  const { host, publicUrl: comptoirUrl } = config;
  const at = (offset: number): Promise<number> => portOrAny({ host, port: config.port + offset });
  const suite = await startBuyerSuiteSimulator({ host, port: await at(1), comptoirUrl });
  const seller = await startSellerSimulator({
    host,
    port: await at(2),
    comptoirUrl,
    sellers: sellerParties(),
  });
  const mail = await startMailSimulator({ host, httpPort: await at(4) });
  const insurer = await startInsurerSimulator({ host, port: await at(5) });
  const registry = await startRegistrySimulator({ host, port: await at(6) });
  return {
    buyerSuiteUrl: suite.url,
    sellerUrl: seller.url,
    mailUrl: mail.url,
    smtpUrl: mail.smtpUrl,
    insurerUrl: insurer.url,
    registryUrl: registry.url,
    stop: async () => {
      await Promise.all([suite, seller, mail, insurer, registry].map((one) => one.stop()));
    },
  };
}

/** Opens the operator's bank: its account goes on from the last statement that Comptoir imported. */
export async function startBank(services: Services): Promise<Simulator> {
  const { host, port, publicUrl: comptoirUrl } = services.config;
  return startBankSimulator({
    host,
    port: await portOrAny({ host, port: port + 3 }),
    comptoirUrl,
    apiKey: 'demo-bank',
    dues: duesOf(services),
    ...(await operatorAccount(services)),
  });
}
