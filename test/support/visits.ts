import type { VisitStart } from '../../src/domain/purchasing/index.ts';
import { id } from './world.ts';

/** What a door asks for when Ana of Acme comes over cXML with nothing in her basket. */
export function visitOfAna(over: Partial<VisitStart> = {}): VisitStart {
  return {
    connectionId: id('acme-cxml'),
    buyerId: id('acme'),
    protocol: 'cxml',
    operation: 'create',
    user: { email: 'ana@acme.test', name: 'Ana' },
    buyerCookie: 'cookie',
    setupPayloadId: 'setup',
    parties: {},
    browserFormPost: 'https://suite.acme.test/return',
    locale: 'en',
    deploymentMode: 'test',
    startAt: undefined,
    items: [],
    exchangeId: undefined,
    ...over,
  };
}
