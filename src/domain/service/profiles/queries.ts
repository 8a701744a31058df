import { Problem } from '../../../base/index.ts';
import type { TxCtx } from '../../../platform/index.ts';
import { type Organisation, organisation, TradingConnection } from '../../parties/index.ts';
import { ProfileRevision, SuiteProfileRecord } from './entities.ts';

const SUITES_MAX = 500;
const REVISIONS_SHOWN = 30;

/** The suites that the operator described, by name. */
export async function suiteRecords(tx: TxCtx): Promise<SuiteProfileRecord[]> {
  return tx.em.find(
    SuiteProfileRecord,
    {},
    { orderBy: { label: 'asc', id: 'asc' }, limit: SUITES_MAX },
  );
}

/** A suite that is data; undefined for others. */
export async function suiteRecord(tx: TxCtx, id: string): Promise<SuiteProfileRecord | undefined> {
  return (await tx.em.findOne(SuiteProfileRecord, { id })) ?? undefined;
}

/** How many connections speak by each suite. */
export async function connectionsBySuite(tx: TxCtx): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.em.execute<{ profile: string; count: number }[]>(
    `select profile, count(*)::int as count from trading_connection where protocol in ('cxml', 'oci')
      group by profile order by profile limit ?`,
    [SUITES_MAX],
  );
  return new Map(rows.map((row) => [row.profile, row.count]));
}

/** A connection with its settings and its organisation; `not_found` for none, and for those without a profile. */
export async function profiledConnection(
  tx: TxCtx,
  id: string,
): Promise<{ connection: TradingConnection; partner: Organisation }> {
  const connection = await tx.em.findOne(TradingConnection, {
    id,
    protocol: { $in: ['cxml', 'oci'] },
  });
  if (!connection) throw new Problem('not_found', { what: 'connection', id });
  return { connection, partner: await organisation(tx, connection.organisationId) };
}

/** The states of a suite's or connection's settings, newest first; `before` pages on. */
export async function profileRevisions(
  tx: TxCtx,
  { subject, before }: { subject: string; before?: number | undefined },
): Promise<{ rows: ProfileRevision[]; next: number | undefined }> {
  const rows = await tx.em.find(
    ProfileRevision,
    { subject, ...(before === undefined ? {} : { revision: { $lt: before } }) },
    { orderBy: { revision: 'desc' }, limit: REVISIONS_SHOWN + 1 },
  );
  const shown = rows.slice(0, REVISIONS_SHOWN);
  return {
    rows: shown,
    next: rows.length > REVISIONS_SHOWN ? shown.at(-1)?.revision : undefined,
  };
}

/** One state; `not_found` when there is none of that number. */
export async function profileRevision(
  tx: TxCtx,
  { subject, revision }: { subject: string; revision: number },
): Promise<ProfileRevision> {
  const found = await tx.em.findOne(ProfileRevision, { subject, revision });
  if (!found) throw new Problem('not_found', { what: 'revision', id: `${revision}` });
  return found;
}
