import { createServer } from 'node:net';
import { Problem } from '../base/index.ts';

type Place = { readonly host: string; readonly port: number };

function isFree({ host, port }: Place): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}

/** The wanted port when it is free, else any: a neighbour's port is no reason not to start. */
export async function portOrAny(place: Place): Promise<number> {
  return (await isFree(place)) ? place.port : 0;
}

/**
 * Asked before anything is started, so that a taken port is known at once and nothing is left behind.
 * Refuses `start.port_taken` with the next port that leaves room for the simulators of the other demo.
 */
export async function requirePort(place: Place): Promise<void> {
  if (await isFree(place)) return;
  throw new Problem('start.port_taken', { ...place, next: place.port + 10 });
}
