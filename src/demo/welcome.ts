import type { Outside } from './simulators.ts';

/** What the terminal says when the demo is up. */
export function welcome({ url, simulators }: { url: string; simulators: Outside }): string {
  return [
    '',
    `  Comptoir is ready:     ${url}/`,
    `  A buyer's suite:       ${simulators.buyerSuiteUrl}/`,
    `  The sellers' systems:  ${simulators.sellerUrl}/`,
    `  The bank:              ${simulators.bankUrl}/`,
    `  Mail that was sent:    ${simulators.mailUrl}/`,
    '',
    '  Sign in with buyer@demo.test, approver@demo.test, seller@demo.test, finance@demo.test or',
    '  operator@demo.test; the password is demo. Ctrl-C stops everything; the data is kept.',
    '',
  ].join('\n');
}
