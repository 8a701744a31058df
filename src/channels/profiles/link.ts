import type { TradingConnection } from '../../domain/parties/index.ts';
import type { ExchangeLink } from '../../platform/index.ts';

type Revised = Pick<TradingConnection, 'id' | 'profile' | 'profileRevision'> & {
  readonly suiteRevision?: number | null | undefined;
};

/** The settings in force, for people: `coupa #3`; a suite that is data with its own revision, `workday.2 #3`. */
export function profileName({ profile, profileRevision, suiteRevision }: Revised): string {
  const suite = suiteRevision ? `${profile}.${suiteRevision}` : profile;
  return `${suite} #${profileRevision}`;
}

/** Which settings a document was read or written by, beside what became of it. */
export function profileLink(connection: Revised): ExchangeLink {
  return { type: 'connection_profile', id: connection.id, label: profileName(connection) };
}
