import type { JobList } from '../../platform/index.ts';
import { expireVisits } from './commands/index.ts';

/** `purchasing.expire_visits` wants to run every ten minutes: the life of a start address. */
export const purchasingJobs: JobList = {
  'purchasing.expire_visits': (ctx) => expireVisits(ctx),
};
