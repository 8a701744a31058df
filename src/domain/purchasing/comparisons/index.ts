export {
  acknowledgeComparison,
  type ComparisonInput,
  comparisonJobs,
  keepComparison,
} from './commands.ts';
export {
  type ComparisonFilter,
  type ComparisonRow,
  type ComparisonView,
  comparisons,
  comparisonsOf,
  comparisonView,
  openDifferences,
} from './queries.ts';
