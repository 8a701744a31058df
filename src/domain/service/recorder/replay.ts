import type { Ctx } from '../../../platform/index.ts';

/** What a document of ours would be, or was, answered. */
export type Replayed = {
  readonly direction: 'in' | 'out';
  /** `answered`: the answer stands below; `queued`: it goes with the next run; `refused`: the other side said no. */
  readonly outcome: 'answered' | 'queued' | 'refused';
  readonly answer: string;
};

/** How documents are put through their door again; implemented by the channels. */
export type Replayer = {
  /** What would be answered now; nothing of it remains. Outbound: what would be posted where. */
  readonly rehearse: (ctx: Ctx, exchangeId: string) => Promise<Replayed>;
  /** The same bytes once more: an inbound document has its effect once however often it comes. */
  readonly replay: (ctx: Ctx, exchangeId: string) => Promise<Replayed>;
};
