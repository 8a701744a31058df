import {
  type CredentialKey,
  type CxmlDocument,
  credentialKey,
  type Header,
} from '../../../punchout/index.ts';
import { Problem } from '../../base/index.ts';
import { type Partner, type PartnersNamed, partnersNamed } from '../../domain/parties/index.ts';
import type { Allowance, Attempts } from '../../platform/http/index.ts';
import type { Ctx, ExchangeNote } from '../../platform/index.ts';
import { addresseeNotes } from './addressee.ts';
import { authenticate, identitiesOf } from './authenticate.ts';

/** Where a document came from, how often secrets were guessed from there, and what was stored of it unproved. */
export type Guard = {
  readonly attempts: Attempts;
  readonly unproved: Allowance;
  readonly from: string;
};

/**
 * The names that a guess is counted for: those of From, whoever sends; and a Sender that is known as somebody else.
 * A network sends for many buyers from one address, so one buyer's wrong secret is not counted for its Sender; and
 * another Sender with each guess helps nobody, for From stays.
 */
function namesTried(header: Header, named: PartnersNamed): CredentialKey[] {
  const froms = header.from.credentials.map(credentialKey);
  const organisations = new Set(named(froms).map(({ organisation }) => organisation.id));
  const others = header.sender.credentials.map(credentialKey).filter((key) => {
    const known = named([key]);
    return (
      known.length > 0 && !known.some(({ organisation }) => organisations.has(organisation.id))
    );
  });
  return [...froms, ...others];
}

/** A document without secret and MAC (a cart sent to the wrong address, say) guesses nothing. */
function offersProof({ sender }: Header): boolean {
  return sender.credentials.some(({ sharedSecret, mac }) => sharedSecret !== undefined || mac);
}

export type Proved = { readonly partner: Partner; readonly notes: readonly ExchangeNote[] };

/**
 * `authenticate`, with wrong secrets counted for each name they were tried on and the address they come from; and
 * what is to be said about whom the document is addressed to.
 */
export async function proved(
  ctx: Ctx,
  {
    document,
    guard,
    named,
  }: { document: CxmlDocument; guard: Guard | undefined; named: PartnersNamed | undefined },
): Promise<Proved> {
  const { header } = document;
  if (!header) throw new Problem('cxml.unauthorized');
  const seen = named ?? (await partnersNamed(ctx, identitiesOf(header)));
  const partner = await guarded(ctx, { document, header, guard, seen });
  return { partner, notes: await addresseeNotes(ctx, { header, named: seen }) };
}

async function guarded(
  ctx: Ctx,
  {
    document,
    header,
    guard,
    seen,
  }: { document: CxmlDocument; header: Header; guard: Guard | undefined; seen: PartnersNamed },
): Promise<Partner> {
  if (!guard) return authenticate(ctx, document, seen);
  const keys = [
    ...new Set(
      namesTried(header, seen).map(({ domain, identity }) => `${domain}|${identity}|${guard.from}`),
    ),
  ];
  guard.attempts.refuse(keys, ctx.now());
  try {
    return await authenticate(ctx, document, seen);
  } catch (error) {
    if (error instanceof Problem && error.code === 'cxml.unauthorized' && offersProof(header))
      guard.attempts.failed(keys, ctx.now());
    throw error;
  }
}
