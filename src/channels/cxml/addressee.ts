import { type CredentialKey, credentialKey, type Header } from '../../../punchout/index.ts';
import { Problem } from '../../base/index.ts';
import { normalIdentity, type Partner, type PartnersNamed } from '../../domain/parties/index.ts';
import { asSystem, type Ctx, type ExchangeNote, read } from '../../platform/index.ts';
import { ownCredentials } from '../outbound/identity.ts';

/** A name given to the marketplace is known to every document within this time. */
const OWN_NAMES_SECONDS = 60;

type OwnNames = { readonly until: number; readonly names: Promise<readonly CredentialKey[]> };
const ownNames = new WeakMap<Ctx['services'], OwnNames>();

/** What the marketplace is called, asked for once a minute and not for each document. */
async function ourNames(ctx: Ctx): Promise<readonly CredentialKey[]> {
  const now = ctx.now().epochMilliseconds;
  const known = ownNames.get(ctx.services);
  if (known && now < known.until) return known.names;
  const names = read(asSystem(ctx), ownCredentials);
  ownNames.set(ctx.services, { until: now + OWN_NAMES_SECONDS * 1000, names });
  // What failed is not remembered.
  names.catch(() => ownNames.delete(ctx.services));
  return names;
}

/**
 * Refuses (`cxml.to_conflict`) a document that is addressed to somebody with whom its sender does nothing here: a
 * buyer writes to the marketplace or to a seller, a seller to the marketplace or to a buyer, and nobody to
 * another of its own kind. Its own name in To is no other's. Only for a sender that is proved: until then the
 * answer would tell who is a partner here.
 */
export function refuseMisaddressed(
  { to }: Header,
  { partner, named }: { partner: Partner; named: PartnersNamed },
): void {
  const { id, kind } = partner.organisation;
  const misaddressed = named(to.credentials.map(credentialKey)).some(
    ({ organisation }) => organisation.kind === kind && organisation.id !== id,
  );
  if (misaddressed) throw new Problem('cxml.to_conflict');
}

const nameText = ({ domain, identity }: CredentialKey): string => `${domain} ${identity}`;

/**
 * Advises (`to_unknown`) when no name in To is known here, neither a partner's nor the marketplace's own: the
 * document is carried out, for suites are set up with all sorts of names, but somebody should look.
 */
export async function addresseeNotes(
  ctx: Ctx,
  { header, named }: { header: Header; named: PartnersNamed },
): Promise<ExchangeNote[]> {
  const keys = header.to.credentials.map(credentialKey);
  if (named(keys).length > 0) return [];
  const ours = await ourNames(ctx);
  const same = (a: CredentialKey, b: CredentialKey): boolean =>
    nameText(normalIdentity(a)) === nameText(normalIdentity(b));
  if (keys.some((key) => ours.some((own) => same(own, key)))) return [];
  const written = header.to.credentials.map(nameText).join(', ') || 'nobody';
  const called = ours.map(nameText).join(', ');
  return [
    {
      code: 'to_unknown',
      element: 'Header/To',
      message: `To names ${written}, whom nobody here is called; ${called ? `we are ${called}` : 'we have no cXML name yet'}. Carried out all the same.`,
      fix: called
        ? `Have the suite write ${called} in To.`
        : 'Give the marketplace a cXML credential, and the suite that name for To.',
    },
  ];
}
