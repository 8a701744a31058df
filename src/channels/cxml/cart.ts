import {
  type Amount,
  browserPostField,
  buildPunchOutCancel,
  buildPunchOutOrderMessage,
  type Credential,
  connectionProfile,
  type Header,
  type ItemIn,
  inEncoding,
  type MessageEnvelope,
  type PathNode,
  type ShapedLine,
  type SuiteProfile,
  xmlContentType,
} from '../../../punchout/index.ts';
import {
  cxmlTimestamp,
  Decimal,
  type Locale,
  type Money,
  money,
  toDecimal,
} from '../../base/index.ts';
import { TradingConnection } from '../../domain/parties/index.ts';
import type {
  CartEncoder,
  CartForm,
  PunchOutSession,
  Requisition,
} from '../../domain/purchasing/index.ts';
import { noteExchange, recordExchange, type TxCtx } from '../../platform/index.ts';
import { basketPath } from '../outbound/index.ts';
import {
  keepSent,
  profileLink,
  type ShapedCart,
  sentBefore,
  shapedCart,
} from '../profiles/index.ts';

function amount(value: Money): Amount {
  return { value: toDecimal(value), currency: value.currency };
}

function credentials(value: unknown): Credential[] {
  return Array.isArray(value) ? (value as Credential[]) : [];
}

/** The cart goes back the way the setup came: From and To change places (cXML guide, «PunchOutOrderMessage»). */
function envelopeFor(tx: TxCtx, session: PunchOutSession): MessageEnvelope {
  const from = credentials(session.parties.to);
  const to = credentials(session.parties.from);
  const header: Header = {
    from: { credentials: from },
    to: { credentials: to },
    sender: { credentials: from, userAgent: 'Comptoir' },
  };
  return {
    payloadId: `${tx.newId()}@comptoir`,
    timestamp: cxmlTimestamp(tx.now()),
    lang: session.locale,
    header,
    deploymentMode: session.deploymentMode,
    inReplyTo: session.setupPayloadId,
  };
}

function itemIn(
  line: ShapedLine,
  {
    currency,
    lang,
    path,
  }: { currency: string; lang: Locale; path: readonly PathNode[] | undefined },
): ItemIn {
  const { shortName } = line;
  return {
    quantity: line.quantity,
    lineNumber: line.position,
    itemId: { supplierPartId: line.sku, supplierPartAuxiliaryId: line.auxiliaryId },
    detail: {
      unitPrice: { value: line.price, currency },
      descriptions: [{ text: line.description, lang, ...(shortName ? { shortName } : {}) }],
      unit: line.unit,
      // Only written where the pinned DTD has it: otherwise the basis is 1.
      ...(line.priceBasis.equals(Decimal.one)
        ? {}
        : {
            priceBasis: {
              quantity: line.priceBasis,
              conversionFactor: Decimal.one,
              unit: line.unit,
            },
          }),
      classifications: [line.classification],
      manufacturerPartId: line.manufacturerPartId,
      manufacturerName: line.manufacturer,
      leadTimeDays: line.leadDays,
      extrinsics: line.extrinsics,
    },
    supplierIds: line.supplierId ? [line.supplierId] : [],
    path,
  };
}

/** The document itself in a form's field has no bytes of its own: its reader ignores what it declares. */
function encodingOf({
  formPost,
  documentEncoding,
}: SuiteProfile): Pick<SuiteProfile, 'documentEncoding'> {
  const plain = formPost === 'urlencoded' && documentEncoding !== 'UTF-8';
  return { documentEncoding: plain ? 'US-ASCII' : documentEncoding };
}

async function post(
  tx: TxCtx,
  {
    session,
    cart: { profile, connection },
    document,
    payloadId,
  }: { session: PunchOutSession; cart: ShapedCart; document: Uint8Array; payloadId: string },
) {
  const encoded = encodingOf(profile);
  const bytes = inEncoding(document, encoded);
  const exchangeId = await recordExchange(tx, {
    direction: 'out',
    channel: 'cxml',
    kind: 'PunchOutOrderMessage',
    content: bytes,
    contentType: xmlContentType(encoded),
    partnerId: session.buyerId,
    connectionId: session.connectionId,
    documentKey: payloadId,
    keys: [session.buyerCookie, `visit:${session.id}`],
    state: 'sent',
  });
  await noteExchange(tx, exchangeId, { links: [profileLink(connection)] });
  return {
    action: session.browserFormPost ?? '',
    fields: [browserPostField(bytes, profile.formPost)],
  };
}

function pinOf(profile: SuiteProfile): { version?: string } {
  const version = profile.versions.PunchOutOrderMessage;
  return version ? { version } : {};
}

/** The document that the visit sent before, byte for byte, in the field that the connection takes now. */
async function postAgain(tx: TxCtx, session: PunchOutSession): Promise<CartForm | undefined> {
  const before = await sentBefore(tx, { session, kind: 'PunchOutOrderMessage' });
  if (!before) return undefined;
  const { content, contentType } = before;
  const connection = await tx.em.findOneOrFail(TradingConnection, { id: session.connectionId });
  // A document in letters of its own can only travel as bytes, whatever the connection was set to meanwhile.
  const isPlain = !/charset=/i.test(contentType) || /charset="?(utf-8|us-ascii)/i.test(contentType);
  const mode = isPlain ? connectionProfile(connection).formPost : 'base64';
  return {
    action: session.browserFormPost ?? '',
    fields: [browserPostField(content, mode)],
  };
}

/**
 * The way back of a cXML visit: a schema-ordered PunchOutOrderMessage in one hidden field, each line exactly as
 * the partner's profile shapes it. Without a request it is the cancel: Status 204, so that an edit leaves the
 * suite's lines. Asked for again it is the document that went out first: same payloadID, same bytes, one exchange.
 */
export const cxmlCart: CartEncoder = async (tx, { session, request, lines }) => {
  const again = await postAgain(tx, session);
  if (again) return again;
  const goesBack = session.operation === 'inspect' ? undefined : request;
  const cart = await shapedCart(tx, {
    session,
    currency: goesBack?.currency ?? 'EUR',
    number: goesBack?.number,
    lines: goesBack ? lines : [],
  });
  if (goesBack) await keepSent(tx, { request: goesBack, cart });
  const { profile } = cart;
  const envelope = envelopeFor(tx, session);
  const { buyerCookie, operationAllowed } = session;
  const cookie = { buyerCookie, operationAllowed };
  const document = goesBack
    ? buildPunchOutOrderMessage(
        envelope,
        {
          ...cookie,
          ...cartOf(goesBack, { cart, lang: session.locale, path: await basketPath(tx, profile) }),
        },
        pinOf(profile),
      )
    : buildPunchOutCancel(envelope, { ...cookie, currency: 'EUR' }, pinOf(profile));
  return post(tx, { session, cart, document, payloadId: envelope.payloadId });
};

/** Carriage is in our prices: a suite that wants the element gets none to pay. */
const NO_CARRIAGE = { en: 'Carriage included', fr: 'Port compris' } as const;

function cartOf(
  { currency, vatMinor }: Requisition,
  {
    cart: { profile, shaped },
    lang,
    path,
  }: { cart: ShapedCart; lang: Locale; path: readonly PathNode[] | undefined },
) {
  const { quoteStatus, headerTax, headerShipping } = profile.return;
  return {
    quoteStatus,
    total: amount(shaped.total),
    ...(headerShipping === 'written'
      ? {
          shipping: {
            amount: amount(money(0n, currency)),
            description: { text: NO_CARRIAGE[lang], lang },
          },
        }
      : {}),
    ...(headerTax === 'written'
      ? {
          tax: {
            amount: amount(money(vatMinor, currency)),
            description: { text: 'VAT', lang: 'en' },
            details: [],
          },
        }
      : {}),
    items: shaped.lines.map((line) => itemIn(line, { currency, lang, path })),
  };
}
