export { type Chain, type ChainKey, chainOf, chainsOf } from './chain.ts';
export type { ChainLink, ChainStage } from './chain-links.ts';
export { findThreads, recentThreads } from './find.ts';
export type { Replayed, Replayer } from './replay.ts';
export { recorderRoutes } from './routes.tsx';
export { differRoutes } from './routes-differ.tsx';
export { shareRoutes } from './routes-share.tsx';
export { openShare, revokeShare, shareThread } from './share.ts';
export { type Thread, threadOf } from './thread.ts';
