import { TradingConnection } from '../../domain/parties/index.ts';
import { type Ctx, noteExchange, read, recordExchange, write } from '../../platform/index.ts';

const NAME_MAX = 200;

/**
 * A ping names nobody (cXML guide, «Ping»), so it is nobody's document. One whose address ends in
 * `?from=<connection>` is shown on that connection's workbench, at most once a minute: an integrator sees that the
 * network lets it through before a document is written. It proves nothing and ticks nothing, and its answer is the
 * same for a name that nobody has.
 */
export async function notePing(ctx: Ctx, { from, answer }: { from: string; answer: string }) {
  const name = from.trim().slice(0, NAME_MAX);
  const connection = await read(ctx, async (tx) => {
    const found = await tx.em.findOne(TradingConnection, { protocol: 'cxml', name, active: true });
    if (!found) return undefined;
    const [recent] = await tx.em.execute<{ id: string }[]>(
      `select id from exchange where connection_id = ? and kind = 'Ping' and at > ?::timestamptz limit 1`,
      [found.id, tx.now().subtract({ minutes: 1 }).toString()],
    );
    return recent ? undefined : found;
  });
  if (!connection) return;
  await write(ctx, async (tx) => {
    const id = await recordExchange(tx, {
      direction: 'in',
      channel: 'cxml',
      kind: 'Ping',
      content: Buffer.from(`GET /cxml?from=${encodeURIComponent(name)}\n`),
      contentType: 'text/plain; charset=UTF-8',
      partnerId: connection.organisationId,
      connectionId: connection.id,
    });
    const content = Buffer.from(answer);
    await noteExchange(tx, id, {
      state: 'accepted',
      answer: { content, contentType: 'text/xml; charset=UTF-8' },
    });
  });
}
