import { connectionProfile, type SuiteProfile } from '../../../punchout/index.ts';
import type { Text } from '../../base/index.ts';
import {
  type Organisation,
  PartnerCredential,
  type TradingConnection,
} from '../../domain/parties/index.ts';
import { type Ctx, read } from '../../platform/index.ts';
import { connectionFacts, type Evidence, type Facts } from './facts.ts';

export type CheckItem = {
  readonly id: string;
  readonly title: Text;
  /** What to do while it is open. */
  readonly todo: Text;
  readonly weight: 'must' | 'should';
  readonly done: 'yes' | 'no';
  readonly evidence: Evidence | undefined;
  /** What is known of it: units, identities. */
  readonly note?: Text;
};

export type Checklist = {
  readonly items: readonly CheckItem[];
  readonly done: number;
  /** Whole percent, rounded down. */
  readonly percent: number;
  /** The musts that are open: none, and the connection may go into production. */
  readonly open: readonly CheckItem[];
};

type Subject = {
  readonly connection: TradingConnection;
  readonly facts: Facts;
  readonly profile: SuiteProfile;
  readonly identities: readonly { readonly domain: string; readonly identity: string }[];
};

type Draft = Omit<CheckItem, 'done' | 'evidence'> & {
  readonly evidence: Evidence | undefined;
  /** Where it is done by a setting and no document shows it. */
  readonly holds?: boolean;
};

function item(draft: Draft): CheckItem {
  const { holds, ...rest } = draft;
  return { ...rest, done: (holds ?? draft.evidence !== undefined) ? 'yes' : 'no' };
}

/** Units of returned lines that this suite has no word for. */
function unmapped({ facts, profile }: Subject): string[] {
  const { map, accepted, unknown } = profile.units;
  return facts.units.filter((unit) => {
    const word = map[unit];
    if (accepted.length > 0) return !accepted.includes(word ?? unit);
    return word === undefined && unknown !== 'send';
  });
}

function profileItem({ facts }: Subject): CheckItem {
  return item({
    id: 'profile',
    weight: 'should',
    title: { en: 'ProfileRequest answered', fr: 'ProfileRequest : réponse donnée' },
    todo: {
      en: 'Send a ProfileRequest to the endpoint: it says which documents are taken.',
      fr: 'Envoyez une ProfileRequest à l’adresse : la réponse dit quels documents sont acceptés.',
    },
    evidence: facts.received.get('ProfileRequest'),
  });
}

/** Ticked once a basket went back and none of its units lacks a word. */
function unitsItem(subject: Subject): CheckItem {
  const { facts } = subject;
  const open = unmapped(subject);
  return item({
    id: 'units',
    weight: 'must',
    title: { en: 'Every line’s unit is mapped', fr: 'L’unité de chaque ligne est traduite' },
    todo:
      open.length > 0
        ? {
            en: `No word yet for ${open.join(', ')}: have the marketplace add it to the profile.`,
            fr: `Pas encore de mot pour ${open.join(', ')} : faites-le ajouter au profil par la place de marché.`,
          }
        : { en: 'Return a basket first.', fr: 'Renvoyez d’abord un panier.' },
    evidence: open.length === 0 ? facts.returned : undefined,
    ...(facts.units.length > 0
      ? { note: { en: facts.units.join(', '), fr: facts.units.join(', ') } }
      : {}),
  });
}

function visitItems(subject: Subject): CheckItem[] {
  const { connection, facts } = subject;
  const cxml = connection.protocol === 'cxml';
  const opened = cxml ? facts.received.get('PunchOutSetupRequest') : facts.operations.get('create');
  return [
    item({
      id: 'setup',
      weight: 'must',
      title: cxml
        ? {
            en: 'Set-up accepted with the right secret',
            fr: 'Ouverture acceptée avec le bon secret',
          }
        : {
            en: 'Call-up accepted with the right password',
            fr: 'Appel accepté avec le bon mot de passe',
          },
      todo: {
        en: 'Open the shop from your system; the overview has the address and an example.',
        fr: 'Ouvrez la boutique depuis votre système ; la vue d’ensemble donne l’adresse et un exemple.',
      },
      evidence: opened,
    }),
    ...(cxml
      ? [
          item({
            id: 'user',
            weight: 'must',
            title: {
              en: 'The user’s identity came along',
              fr: 'L’identité de l’utilisateur est transmise',
            },
            todo: {
              en: 'Send the person’s e-mail address as Extrinsic or Contact in the set-up.',
              fr: 'Transmettez l’e-mail de la personne en Extrinsic ou Contact dans l’ouverture.',
            },
            evidence: facts.named,
          }),
        ]
      : []),
    item({
      id: 'cart',
      weight: 'must',
      title: { en: 'A basket went back', fr: 'Un panier est revenu' },
      todo: {
        en: 'Fill a basket in the shop and return it to your system.',
        fr: 'Remplissez un panier dans la boutique et renvoyez-le à votre système.',
      },
      evidence: facts.returned,
    }),
    unitsItem(subject),
    ...(cxml
      ? (['edit', 'inspect'] as const).map((operation) =>
          item({
            id: operation,
            weight: 'should',
            title: { en: `operation="${operation}" tried`, fr: `operation="${operation}" essayée` },
            todo: {
              en: `Open a returned basket again with operation="${operation}" and its ItemOut lines.`,
              fr: `Rouvrez un panier renvoyé avec operation="${operation}" et ses lignes ItemOut.`,
            },
            evidence: facts.operations.get(operation),
          }),
        )
      : []),
  ];
}

function orderItems({ facts, connection }: Subject): CheckItem[] {
  const kinds = ['ConfirmationRequest', 'ShipNoticeRequest', 'InvoiceDetailRequest'] as const;
  const words: Readonly<Record<(typeof kinds)[number], Text>> = {
    ConfirmationRequest: {
      en: 'Confirmation delivered to your endpoint',
      fr: 'Confirmation livrée à votre adresse',
    },
    ShipNoticeRequest: {
      en: 'Ship notice delivered to your endpoint',
      fr: 'Avis d’expédition livré à votre adresse',
    },
    InvoiceDetailRequest: {
      en: 'Invoice delivered to your endpoint',
      fr: 'Facture livrée à votre adresse',
    },
  };
  return [
    item({
      id: 'order',
      weight: 'must',
      title: {
        en: 'Order received, equal to its basket',
        fr: 'Commande reçue, égale à son panier',
      },
      todo: {
        en: 'Approve the basket in your system and send its OrderRequest, lines unchanged.',
        fr: 'Approuvez le panier dans votre système et envoyez son OrderRequest, lignes inchangées.',
      },
      evidence: facts.equalOrder,
    }),
    item({
      id: 'outbound',
      weight: 'should',
      title: { en: 'Your endpoint answers', fr: 'Votre adresse répond' },
      todo: connection.outboundUrl
        ? {
            en: 'An address is set; it is proved by the first document that it takes.',
            fr: 'Une adresse est définie ; le premier document accepté la prouve.',
          }
        : {
            en: 'Tell the marketplace the https address that takes confirmations, ship notices and invoices.',
            fr: 'Donnez à la place de marché l’adresse https qui reçoit confirmations, avis et factures.',
          },
      evidence: [...facts.delivered.values()][0],
    }),
    ...kinds.map((kind) =>
      item({
        id: kind,
        weight: 'should',
        title: words[kind],
        todo: {
          en: 'It goes out by itself once an order is answered, shipped or invoiced.',
          fr: 'Le document part de lui-même quand la commande est confirmée, expédiée ou facturée.',
        },
        evidence: facts.delivered.get(kind),
      }),
    ),
  ];
}

function sellerItems({ facts }: Subject): CheckItem[] {
  const taken = ([kind, en, fr]: readonly [string, string, string]): CheckItem =>
    item({
      id: kind,
      weight: 'must',
      title: { en, fr },
      todo: {
        en: `Answer an order with a ${kind} to our address.`,
        fr: `Répondez à une commande par un ${kind} à notre adresse.`,
      },
      evidence: facts.received.get(kind),
    });
  return [
    item({
      id: 'order',
      weight: 'must',
      title: { en: 'Order delivered to your endpoint', fr: 'Commande livrée à votre adresse' },
      todo: {
        en: 'Tell the marketplace the https address that takes OrderRequest; the next order proves it.',
        fr: 'Donnez à la place de marché l’adresse https qui reçoit OrderRequest ; la prochaine commande la prouve.',
      },
      evidence: facts.delivered.get('OrderRequest'),
    }),
    taken(['ConfirmationRequest', 'Confirmation accepted', 'Confirmation acceptée']),
    taken(['ShipNoticeRequest', 'Ship notice accepted', 'Avis d’expédition accepté']),
  ];
}

/** Test identities of a network end in -T (Ariba); the production one does not. */
function isTestIdentity({ identity }: { readonly identity: string }): boolean {
  return /-t$/i.test(identity);
}

/** When the connection was first proved by a document: a secret set later has opened no test. */
function firstProved({ facts }: Subject): Temporal.Instant | undefined {
  return [...facts.received.values(), ...facts.operations.values()]
    .map(({ at }) => at)
    .sort((a, b) => Temporal.Instant.compare(a, b))
    .at(0);
}

function productionItems(subject: Subject): CheckItem[] {
  const { connection, facts, identities } = subject;
  const proved = firstProved(subject);
  const changed = facts.secretChanged;
  const fresh =
    proved !== undefined &&
    changed !== undefined &&
    Temporal.Instant.compare(changed.at, proved) > 0;
  const named = connection.protocol === 'oci' || identities.some((one) => !isTestIdentity(one));
  return [
    item({
      id: 'errors',
      weight: 'should',
      title: { en: 'A refusal was handled and corrected', fr: 'Un refus a été traité et corrigé' },
      todo: facts.refusedFirst
        ? {
            en: 'A document was refused: correct it and send it again under a new payloadID.',
            fr: 'Un document a été refusé : corrigez-le et renvoyez-le sous un nouveau payloadID.',
          }
        : {
            en: 'Send something wrong on purpose (an unknown part, say), see the refusal arrive, then the right one.',
            fr: 'Envoyez volontairement une erreur (un article inconnu, par exemple), voyez le refus, puis le bon document.',
          },
      evidence: facts.corrected,
    }),
    ...(connection.protocol === 'cxml'
      ? [
          item({
            id: 'identity',
            weight: 'must',
            title: { en: 'Production identity known', fr: 'Identité de production connue' },
            todo: {
              en: 'Only test identities (ending in -T) are registered: tell the marketplace the production one.',
              fr: 'Seules des identités de test (en -T) sont enregistrées : communiquez celle de production.',
            },
            evidence: undefined,
            holds: identities.length > 0 && named,
            note: {
              en: identities.map((one) => one.identity).join(', '),
              fr: identities.map((one) => one.identity).join(', '),
            },
          }),
        ]
      : []),
    item({
      id: 'secret',
      weight: 'must',
      title: {
        en: 'A secret for production, other than the test’s',
        fr: 'Un secret de production, autre que celui du test',
      },
      todo: {
        en: 'After your first tests, create a new secret on the overview and put it into your production system.',
        fr: 'Après vos premiers essais, créez un nouveau secret dans la vue d’ensemble et installez-le en production.',
      },
      evidence: fresh ? changed : undefined,
    }),
  ];
}

function originItem({ connection }: Subject): CheckItem {
  const origin = connection.formPostOrigin ?? '';
  return item({
    id: 'origin',
    weight: 'should',
    title: { en: 'Return address locked', fr: 'Adresse de retour verrouillée' },
    todo: {
      en: 'It locks itself at the first basket that returns in production.',
      fr: 'Elle se verrouille d’elle-même au premier panier qui revient en production.',
    },
    evidence: undefined,
    holds: origin !== '',
    ...(origin ? { note: { en: origin, fr: origin } } : {}),
  });
}

function itemsOf(subject: Subject, kind: Organisation['kind']): CheckItem[] {
  const { protocol } = subject.connection;
  if (kind === 'seller')
    return [profileItem(subject), ...sellerItems(subject), ...productionItems(subject)];
  if (protocol === 'oci')
    return [...visitItems(subject), ...productionItems(subject), originItem(subject)];
  return [
    profileItem(subject),
    ...visitItems(subject),
    ...orderItems(subject),
    ...productionItems(subject),
    originItem(subject),
  ];
}

/** The checklist of a connection, ticked by its exchange log and settings alone. `ctx` is the system's. */
export async function checklistOf(
  ctx: Ctx,
  {
    connection,
    organisation,
  }: { connection: TradingConnection; organisation: Pick<Organisation, 'kind'> },
): Promise<Checklist> {
  const subject = await read(ctx, async (tx): Promise<Subject> => {
    const credentials = await tx.em.find(
      PartnerCredential,
      { connectionId: connection.id },
      { limit: 100, orderBy: { domain: 'asc', identity: 'asc' } },
    );
    return {
      connection,
      facts: await connectionFacts(tx, connection),
      profile: connectionProfile(connection),
      identities: credentials.map(({ domain, identity }) => ({ domain, identity })),
    };
  });
  const items = itemsOf(subject, organisation.kind);
  const done = items.filter((one) => one.done === 'yes').length;
  return {
    items,
    done,
    percent: Math.floor((done * 100) / items.length),
    open: items.filter((one) => one.done === 'no' && one.weight === 'must'),
  };
}
