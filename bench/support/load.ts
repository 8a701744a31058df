import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { quantile } from './median.ts';

/** One run of the load generator. */
export type LoadOrder = {
  readonly url: string;
  readonly connections: number;
  readonly seconds: number;
  /** Body to post, with `{n}` where a number unique for ever goes; without it the run gets. */
  readonly body?: string;
  /** Bodies to post instead, each once: the run ends when all are answered, or when its time is over. */
  readonly bodies?: readonly string[];
  /** Text that every answer must hold: a refusal is no throughput. */
  readonly expected: string;
};

export type LoadResult = {
  readonly requests: number;
  readonly seconds: number;
  readonly latenciesMs: readonly number[];
};

type Reply = { readonly result: LoadResult } | { readonly failure: string };

/** Requests a second of one run. */
export const rate = ({ requests, seconds }: LoadResult): number => requests / seconds;

/** The time that 99 of 100 requests do not exceed, in milliseconds. */
export const p99 = ({ latenciesMs }: LoadResult): number => quantile(latenciesMs, 0.99);

/** A load generator in a process of its own: the server's event loop is not shared with its clients. */
export function loadGenerator(): {
  readonly run: (order: LoadOrder) => Promise<LoadResult>;
  readonly stop: () => void;
} {
  const child = fork(fileURLToPath(new URL('./load-child.ts', import.meta.url)), {
    execArgv: [],
    serialization: 'advanced',
  });
  return {
    run: (order) =>
      new Promise((resolve, reject) => {
        const onExit = (): void => reject(new Error('the load generator ended'));
        child.once('exit', onExit);
        child.once('message', (reply: Reply) => {
          child.off('exit', onExit);
          if ('failure' in reply) reject(new Error(reply.failure));
          else resolve(reply.result);
        });
        child.send(order);
      }),
    stop: () => child.disconnect(),
  };
}
