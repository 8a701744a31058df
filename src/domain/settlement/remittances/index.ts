export {
  type AdviceInput,
  type AdviceLineInput,
  matchAdvice,
  type RecordedAdvice,
  recordRemittance,
} from './commands.ts';
export * from './entities.ts';
