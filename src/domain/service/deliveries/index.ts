import type { JobList } from '../../../platform/index.ts';
import { REPLAY_JOB, replayDeliveries } from './commands.ts';

export {
  dismissDelivery,
  renewDelivery,
  replayDeliveries,
  replayDelivery,
  replayPartner,
  withdrawPart,
} from './commands.ts';
export * from './entities.ts';
export { deadLetterCount, deliveries, isHeld } from './queries.ts';
export {
  type Attempted,
  type Claim,
  claimDelivery,
  noteAttempt,
  queueDelivery,
  SEND_JOB,
  sendDue,
} from './queue.ts';
export { type RetryRules, secondsToNext } from './rules.ts';

/** The jobs of the desk. */
export const serviceJobs: JobList = { [REPLAY_JOB]: replayDeliveries };
