import { kindOf } from './document-events.ts';
import type { EventKind, Facts, ThreadEvent } from './types.ts';

type Draft = Omit<ThreadEvent, 'from' | 'to' | 'state'> &
  Partial<Pick<ThreadEvent, 'from' | 'to' | 'state'>>;

/** An event of our own books: it happens at one place unless it says otherwise. */
export function record(draft: Draft): ThreadEvent {
  const from = draft.from ?? 'comptoir';
  return { state: 'done', ...draft, from, to: draft.to ?? from };
}

/** Whether a document of a kind told of a record already: then the record's own entry would say it twice. */
export function told(
  facts: Facts,
  { kinds, type, id }: { kinds: EventKind[]; type: string; id: string },
) {
  return facts.documents.some(
    (document) =>
      document.direction === 'in' &&
      kinds.includes(kindOf(document)) &&
      document.links.some((link) => link.type === type && link.id === id),
  );
}

/** Whether the reader has the document that brought a record. */
export function brought({ documents }: Facts, exchangeId: string | undefined): boolean {
  return exchangeId !== undefined && documents.some(({ id }) => id === exchangeId);
}
