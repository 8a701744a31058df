export * from './acknowledgement.ts';
export { buildAperak, buildContrl } from './build-answers.ts';
export { buildOrders } from './build-orders.ts';
export { buildDesadv, buildOrdrsp } from './build-seller.ts';
export { inRepertoire, type WritableSyntax } from './charset.ts';
export type { InterchangeHeader, Partner } from './envelope.ts';
export { type Fault, type FaultCode, type FaultLevel, faultText } from './faults.ts';
export { inspectEdifact } from './inspect.ts';
export {
  type EdifactReading,
  type MessageContent,
  type ReadEvents,
  type ReadInterchange,
  type ReadMessage,
  readEdifact,
  streamEdifact,
} from './read.ts';
export { Segment } from './segment.ts';
export { TOKEN_LIMITS, Tokenizer, type TokenLimits } from './tokenizer.ts';
export {
  type Envelope,
  type WrittenMessage,
  type WrittenSegment,
  writeInterchange,
} from './write.ts';
