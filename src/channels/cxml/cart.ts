import {
  type Amount,
  browserPostField,
  buildPunchOutCancel,
  buildPunchOutOrderMessage,
  type Credential,
  type Header,
  type ItemIn,
  type MessageEnvelope,
  resolveProfile,
  type SuiteProfile,
} from '../../../punchout/index.ts';
import { cxmlTimestamp, type Locale, type Money, money, toDecimal } from '../../base/index.ts';
import { TradingConnection } from '../../domain/parties/index.ts';
import type {
  CartEncoder,
  PunchOutSession,
  Requisition,
  RequisitionLine,
} from '../../domain/purchasing/index.ts';
import { recordExchange, type TxCtx } from '../../platform/index.ts';

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
  line: RequisitionLine,
  {
    profile,
    currency,
    locale,
    sellerNames,
  }: {
    profile: SuiteProfile;
    currency: string;
    locale: Locale;
    sellerNames: ReadonlyMap<string, string>;
  },
): ItemIn {
  const unit = profile.units.map[line.unit] ?? line.unit;
  const description = line.description.slice(0, profile.lengths.description ?? 2000);
  const seller = sellerNames.get(line.sellerId) ?? '';
  return {
    quantity: line.quantity,
    lineNumber: line.position,
    itemId: { supplierPartId: line.sku, supplierPartAuxiliaryId: line.auxiliaryId },
    detail: {
      unitPrice: { value: line.unitPrice, currency },
      descriptions: [{ text: description, shortName: line.description.slice(0, 50), lang: locale }],
      unit,
      classifications: [
        {
          domain: profile.classification.domain,
          value: line.unspsc.slice(0, profile.classification.digits),
        },
      ],
      manufacturerPartId: line.manufacturerPartId,
      manufacturerName: line.manufacturer,
      leadTimeDays: line.leadDays,
      extrinsics: [
        { name: 'Seller', value: seller },
        { name: 'Price source', value: line.priceSource },
        ...(line.gtin ? [{ name: 'GTIN', value: line.gtin }] : []),
      ],
    },
    supplierIds:
      profile.multiSeller === 'supplier_per_line'
        ? [{ domain: 'ComptoirSeller', value: line.sellerId }]
        : [],
  };
}

async function profileOf(tx: TxCtx, session: PunchOutSession): Promise<SuiteProfile> {
  const connection = await tx.em.findOneOrFail(TradingConnection, { id: session.connectionId });
  return resolveProfile(connection.profile, connection.profileOverlay as never);
}

async function post(
  tx: TxCtx,
  {
    session,
    profile,
    bytes,
    payloadId,
  }: { session: PunchOutSession; profile: SuiteProfile; bytes: Uint8Array; payloadId: string },
) {
  await recordExchange(tx, {
    direction: 'out',
    channel: 'cxml',
    kind: 'PunchOutOrderMessage',
    content: bytes,
    contentType: 'text/xml; charset=UTF-8',
    partnerId: session.buyerId,
    connectionId: session.connectionId,
    documentKey: payloadId,
    keys: [session.buyerCookie, `visit:${session.id}`],
    state: 'sent',
  });
  return {
    action: session.browserFormPost ?? '',
    fields: [browserPostField(bytes, profile.formPost)],
  };
}

function pinOf(profile: SuiteProfile): { version?: string } {
  const version = profile.versions.PunchOutOrderMessage;
  return version ? { version } : {};
}

/**
 * The way back of a cXML visit: a schema-ordered PunchOutOrderMessage in one hidden field, as the partner's
 * profile wants it. Without a request it is the cancel: Status 204, so that an edit leaves the suite's lines.
 */
export const cxmlCart: CartEncoder = async (tx, { session, request, lines, sellerNames }) => {
  const profile = await profileOf(tx, session);
  const envelope = envelopeFor(tx, session);
  const cookie = { buyerCookie: session.buyerCookie, operationAllowed: 'edit' as const };
  const bytes =
    request && session.operation !== 'inspect'
      ? buildPunchOutOrderMessage(
          envelope,
          {
            ...cookie,
            ...cartOf(request, { lines, profile, sellerNames, locale: session.locale }),
          },
          pinOf(profile),
        )
      : buildPunchOutCancel(envelope, { ...cookie, currency: 'EUR' }, pinOf(profile));
  return post(tx, { session, profile, bytes, payloadId: envelope.payloadId });
};

function cartOf(
  request: Requisition,
  {
    lines,
    profile,
    sellerNames,
    locale,
  }: {
    lines: readonly RequisitionLine[];
    profile: SuiteProfile;
    sellerNames: ReadonlyMap<string, string>;
    locale: Locale;
  },
) {
  const { currency } = request;
  return {
    quoteStatus: 'final' as const,
    total: amount(money(request.netMinor, currency)),
    tax: {
      amount: amount(money(request.vatMinor, currency)),
      description: { text: 'VAT', lang: 'en' },
      details: [],
    },
    items: lines.map((line) => itemIn(line, { profile, currency, sellerNames, locale })),
  };
}
