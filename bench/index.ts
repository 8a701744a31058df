import type { Workload } from '../src/process/bench.ts';
import { camtRead } from './camt-read.ts';
import { edifactRead } from './edifact-read.ts';
import { edifactTokens } from './edifact-tokens.ts';
import { order500Lines } from './order-500-lines.ts';
import { punchOutSetup } from './punch-out-setup.ts';

/** Every workload, in the order in which they run. */
export const workloads: readonly Workload[] = [
  punchOutSetup,
  order500Lines,
  edifactTokens,
  edifactRead,
  camtRead,
];
