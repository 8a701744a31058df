import { createServer } from 'node:net';
import type { Config } from '../platform/index.ts';
import {
  startBankSimulator,
  startBuyerSuiteSimulator,
  startInsurerSimulator,
  startRegistrySimulator,
  startSellerSimulator,
} from '../simulators/index.ts';
import { startMailSimulator } from '../simulators/mail/server.tsx';

export type Simulators = {
  readonly buyerSuiteUrl: string;
  readonly sellerUrl: string;
  readonly bankUrl: string;
  readonly mailUrl: string;
  readonly smtpUrl: string;
  readonly insurerUrl: string;
  readonly registryUrl: string;
  readonly stop: () => Promise<void>;
};

/** The wanted port when it is free, else any: a neighbour's port is no reason not to start. */
function portOrAny(port: number, host: string): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(0));
    probe.listen(port, host, () => probe.close(() => resolve(port)));
  });
}

/** Starts the outside world on the ports after ours. */
export async function startSimulators(config: Config): Promise<Simulators> {
  const { host, publicUrl: comptoirUrl } = config;
  const at = (offset: number): Promise<number> => portOrAny(config.port + offset, host);
  const suite = await startBuyerSuiteSimulator({ host, port: await at(1), comptoirUrl });
  const seller = await startSellerSimulator({ host, port: await at(2), comptoirUrl });
  const bank = await startBankSimulator({
    host,
    port: await at(3),
    comptoirUrl,
    apiKey: 'demo-bank',
  });
  const mail = await startMailSimulator({ host, httpPort: await at(4) });
  const insurer = await startInsurerSimulator({ host, port: await at(5) });
  const registry = await startRegistrySimulator({ host, port: await at(6) });
  return {
    buyerSuiteUrl: suite.url,
    sellerUrl: seller.url,
    bankUrl: bank.url,
    mailUrl: mail.url,
    smtpUrl: mail.smtpUrl,
    insurerUrl: insurer.url,
    registryUrl: registry.url,
    stop: async () => {
      await Promise.all([suite, seller, bank, mail, insurer, registry].map((one) => one.stop()));
    },
  };
}
