export { type Allowance, unprovedAllowance } from './allowance.ts';
export { type Attempts, clientAddress, failureCounter } from './attempts.ts';
export {
  linkHeaders,
  machineAnswer,
  machineHeaders,
  pageHeaders,
  punchOutHeaders,
} from './headers.ts';
export { databaseAnswers } from './health.ts';
export { metrics } from './metrics.ts';
export { formOf, validate } from './validate.ts';
export {
  asProblem,
  cookieOf,
  doorContext,
  limitBody,
  problemJson,
  requestContext,
  signedIn,
  type Web,
  type WebContext,
  type WebEnv,
  web,
} from './web.ts';
