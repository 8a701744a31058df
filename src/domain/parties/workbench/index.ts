export {
  createWorkbenchLink,
  extendWorkbenchLink,
  LINK_DAYS,
  LINK_DAYS_MAX,
  openWorkbench,
  revokeWorkbenchLink,
  type Workbench,
  workbenchLinks,
} from './links.ts';
export {
  isPlaying,
  keepWorkbenchTest,
  noteWorkbenchRun,
  startWorkbenchRun,
  TESTS_KEPT,
  takeReturnedForm,
  type WorkbenchField,
  type WorkbenchTestRow,
  workbenchRun,
  workbenchRuns,
  workbenchTest,
  workbenchTests,
} from './records.ts';
export {
  addOwnSecret,
  dropSecondSecret,
  putSecondSecretFirst,
  secretMarks,
} from './secrets.ts';
