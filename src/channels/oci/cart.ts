import { encodeOciItems } from '../../../punchout/index.ts';
import type { CartEncoder } from '../../domain/purchasing/index.ts';
import { noteExchange, recordExchange } from '../../platform/index.ts';
import { keepSent, profileLink, sentBefore, shapedCart } from '../profiles/index.ts';
import { ociNote } from './reply.tsx';
import { hiddenFieldsOf, returnFormOf } from './return-form.ts';
import { ociItem } from './shaped.ts';

/**
 * The way back of an OCI visit: NEW_ITEM fields beside those that HOOK_URL brought, each line as the partner's
 * profile shapes it. OCI has no status: a cancel posts no item, and the suite keeps what it has.
 * Asked for again, the fields that went out first go once more; they are one exchange.
 */
export const ociCart: CartEncoder = async (tx, { session, request, lines }) => {
  const action = session.browserFormPost ?? '';
  const before = await sentBefore(tx, { session, kind: 'OCI cart' });
  if (before) {
    const again = new URLSearchParams(Buffer.from(before.content).toString('utf8'));
    return { action, fields: [...again].map(([name, value]) => ({ name, value })) };
  }
  const { currency = 'EUR', number = '' } = request ?? {};
  const cart = await shapedCart(tx, { session, currency, number, lines: request ? lines : [] });
  if (request) await keepSent(tx, { request, cart });
  const classes = new Map(lines.map(({ position, unspsc }) => [position, unspsc]));
  const items = cart.shaped.lines.map((line) =>
    ociItem(line, { currency, quote: number, unspsc: classes.get(line.of) ?? '' }),
  );
  const encoded = encodeOciItems(items, { charset: returnFormOf(session).charset });
  const fields = [...hiddenFieldsOf(session), ...encoded.fields];
  const exchangeId = await recordExchange(tx, {
    direction: 'out',
    channel: 'oci',
    kind: 'OCI cart',
    contentType: 'application/x-www-form-urlencoded',
    partnerId: session.buyerId,
    connectionId: session.connectionId,
    state: 'sent',
    content: Buffer.from(
      new URLSearchParams(fields.map((field) => [field.name, field.value])).toString(),
    ),
    keys: [`visit:${session.id}`, ...(request ? [request.number] : [])],
  });
  await noteExchange(tx, exchangeId, {
    links: [profileLink(cart.connection)],
    advisories: encoded.notes.map(ociNote),
  });
  return { action, fields };
};
