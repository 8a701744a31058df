import { cxmlTimestamp, Decimal, Problem, randomToken, type Text } from '../../../base/index.ts';
import { cookieFor, needCart } from './basket.ts';
import {
  orderDocument,
  receiptDocument,
  setupDocument,
  statusDocument,
  trialEnvelope,
} from './documents.ts';
import { freshReturn, type Stage, Stopped, step } from './stage.ts';
import { expectStatus, post } from './talk.ts';
import { carriedThrough, type Happening, type Standing } from './through.ts';

async function order(stage: Stage): Promise<void> {
  const scene = 'order';
  needCart(stage);
  const orderId = `TEST-${randomToken(48).toUpperCase()}`;
  const dearer = Decimal.parse('0.01');
  await step(
    stage,
    {
      scene,
      title: {
        en: 'OrderRequest with a silently changed price',
        fr: 'OrderRequest au prix changé en silence',
      },
    },
    async () =>
      expectStatus(
        await post(
          stage,
          orderDocument(stage, { orderId, envelope: trialEnvelope(stage), dearer }),
        ),
        {
          wanted: [400, 406, 409],
          means: { en: 'refused, as it must be', fr: 'refusé, comme il se doit' },
        },
      ),
  );
  const envelope = trialEnvelope(stage);
  await step(
    stage,
    { scene, title: { en: 'OrderRequest new', fr: 'OrderRequest new' } },
    async () =>
      expectStatus(await post(stage, orderDocument(stage, { orderId, envelope })), {
        wanted: [200, 201],
        means: {
          en: 'equal to its basket; as a test it reaches no seller',
          fr: 'égale à son panier ; en test, aucun vendeur ne la reçoit',
        },
      }),
  );
  stage.order = {
    id: orderId,
    date: cxmlTimestamp(stage.ctx.now()),
    payloadId: envelope.payloadId,
  };
}

function needOrder(stage: Stage): NonNullable<Stage['order']> {
  if (stage.order) return stage.order;
  throw new Stopped({
    en: 'There is no order: it comes first.',
    fr: 'Il n’y a pas de commande : elle vient d’abord.',
  });
}

async function change(stage: Stage): Promise<void> {
  const scene = 'change';
  const placed = needOrder(stage);
  const types = [
    ['update', 2],
    ['delete', 3],
  ] as const;
  for (const [type, orderVersion] of types) {
    const title = { en: `OrderRequest ${type}`, fr: `OrderRequest ${type}` };
    await step(stage, { scene, title }, async () =>
      expectStatus(
        await post(
          stage,
          orderDocument(stage, {
            orderId: placed.id,
            envelope: trialEnvelope(stage),
            type,
            orderVersion,
            previousPayloadId: placed.payloadId,
          }),
        ),
        { wanted: [200, 201], means: { en: 'taken', fr: 'acceptée' } },
      ),
    );
  }
  await changeThrough(stage);
}

type Expected = {
  readonly happenings: readonly Happening[];
  /** What the last document must have made of the order; undefined: it did. */
  readonly missed: (standings: readonly Standing[]) => Text | undefined;
  readonly means: (standings: readonly Standing[]) => Text;
};

/**
 * The same documents met by the commands of production, in a transaction that is undone, and the order that came
 * of it held against what they asked. A refusal there is told and fails nothing: a test buyer may have no terms.
 */
async function goThrough(
  stage: Stage,
  { scene, title }: { scene: string; title: Text },
  { happenings, missed, means }: Expected,
): Promise<void> {
  const { id: orderId } = needOrder(stage);
  await step(stage, { scene, title }, async () => {
    try {
      const standings = await carriedThrough(stage, { orderId, happenings });
      const wrong = missed(standings);
      const text = wrong ?? means(standings);
      const got = standings.map((one) => said(one)).join('\n');
      return { outcome: wrong ? 'failed' : 'passed', verdict: text, got, value: undefined };
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const verdict = {
        en: `In production it would be refused: ${error.text('en')}`,
        fr: `En production, refus : ${error.text('fr')}`,
      };
      return { outcome: 'noticed', verdict, value: undefined };
    }
  });
}

function said({ state, version, net, lines }: Standing): string {
  const each = lines.map(({ line, quantity, received }) => `${line}: ${quantity} (${received})`);
  return `${state} v${version} ${net} ${each.join(', ')}`;
}

function differs(wanted: string, got: string): Text | undefined {
  if (wanted === got) return undefined;
  return { en: `${got} instead of ${wanted}`, fr: `${got} au lieu de ${wanted}` };
}

/** Line and quantity of a cart, the first so many times: how the order must stand. */
function asked(stage: Stage, times: Decimal): string {
  const items = stage.cart?.items ?? [];
  return items
    .map(({ quantity }, at) => `${at + 1}: ${(at > 0 ? quantity : quantity.mul(times)).toString()}`)
    .join(', ');
}

function ordered({ lines }: Standing): string {
  return lines.map(({ line, quantity }) => `${line}: ${quantity}`).join(', ');
}

async function changeThrough(stage: Stage): Promise<void> {
  const scene = 'change';
  const { id: orderId } = needOrder(stage);
  const first = trialEnvelope(stage);
  const twice = Decimal.of(2n);
  const asks = (over: Omit<Parameters<typeof orderDocument>[1], 'orderId' | 'envelope'>) => ({
    document: orderDocument(stage, {
      orderId,
      envelope: over.type ? trialEnvelope(stage) : first,
      ...over,
    }),
  });
  const previousPayloadId = first.payloadId;
  const begun = asks({});
  const more = asks({ type: 'update', orderVersion: 2, previousPayloadId, times: twice });
  await goThrough(
    stage,
    {
      scene,
      title: {
        en: 'The change carried out, then undone',
        fr: 'Modification exécutée puis annulée',
      },
    },
    {
      happenings: [begun, more],
      missed: ([before, after]) =>
        differs(
          `${asked(stage, Decimal.one)} → v2 ${asked(stage, twice)}`,
          before && after ? `${ordered(before)} → v${after.version} ${ordered(after)}` : '',
        ),
      means: ([before, after]) => ({
        en: `version 2 stands as it asks: line 1 ${before?.lines[0]?.quantity} → ${after?.lines[0]?.quantity}`,
        fr: `la version 2 est conforme : ligne 1 ${before?.lines[0]?.quantity} → ${after?.lines[0]?.quantity}`,
      }),
    },
  );
  const gone = asks({ type: 'delete', orderVersion: 3, previousPayloadId });
  await goThrough(
    stage,
    {
      scene,
      title: {
        en: 'The cancellation carried out, then undone',
        fr: 'Annulation exécutée puis annulée',
      },
    },
    {
      happenings: [begun, more, gone],
      missed: (standings) => differs('cancelled', standings.at(-1)?.state ?? ''),
      means: () => ({ en: 'the order is cancelled', fr: 'la commande est annulée' }),
    },
  );
}

async function receiptThrough(stage: Stage): Promise<void> {
  const placed = needOrder(stage);
  const envelope = trialEnvelope(stage);
  const document = orderDocument(stage, { orderId: placed.id, envelope });
  const receipt = receiptDocument(stage, { ...placed, payloadId: envelope.payloadId });
  await goThrough(
    stage,
    {
      scene: 'later',
      title: {
        en: 'Despatch and receipt carried out, then undone',
        fr: 'Expédition et réception exécutées puis annulées',
      },
    },
    {
      happenings: [{ document }, 'despatched', { document: receipt }],
      missed: (standings) =>
        differs(
          asked(stage, Decimal.one),
          (standings.at(-1)?.lines ?? []).map((one) => `${one.line}: ${one.received}`).join(', '),
        ),
      means: () => ({
        en: 'every line is received in full',
        fr: 'chaque ligne est reçue en entier',
      }),
    },
  );
}

async function later(stage: Stage): Promise<void> {
  const scene = 'later';
  const placed = needOrder(stage);
  const documents = [
    ['StatusUpdateRequest', statusDocument(stage, placed.payloadId)],
    ['ReceiptRequest', receiptDocument(stage, placed)],
  ] as const;
  for (const [name, document] of documents) {
    await step(stage, { scene, title: { en: name, fr: name } }, async () =>
      expectStatus(await post(stage, document), {
        wanted: [200, 201],
        means: { en: 'read and taken', fr: 'lu et accepté' },
      }),
    );
  }
  await receiptThrough(stage);
}

async function errors(stage: Stage): Promise<void> {
  const scene = 'errors';
  const returnUrl = await freshReturn(stage);
  const cookie = cookieFor(scene);
  const envelope = trialEnvelope(stage);
  const first = setupDocument(stage, { operation: 'create', cookie, returnUrl, envelope });
  await step(
    stage,
    { scene, title: { en: 'The same document twice', fr: 'Le même document deux fois' } },
    async () => {
      const once = await post(stage, first);
      const again = await post(stage, first);
      const { sent } = again;
      const same = once.got === again.got;
      return {
        outcome: same ? 'passed' : 'failed',
        verdict: same
          ? {
              en: 'The same answer again, no second effect',
              fr: 'Même réponse, aucun second effet',
            }
          : { en: 'Two different answers', fr: 'Deux réponses différentes' },
        sent,
        got: again.got,
        value: undefined,
      };
    },
  );
  const other = setupDocument(stage, {
    operation: 'create',
    cookie: `${cookie}-2`,
    returnUrl,
    envelope,
  });
  const source = setupDocument(stage, {
    operation: 'source',
    cookie,
    returnUrl,
    envelope: trialEnvelope(stage),
  });
  const probes: readonly (readonly [Text, Uint8Array | string, readonly number[], Text])[] = [
    [
      {
        en: 'Another document under the same payloadID',
        fr: 'Un autre document sous le même payloadID',
      },
      other,
      [409],
      { en: 'refused', fr: 'refusé' },
    ],
    [
      { en: 'operation="source"', fr: 'operation="source"' },
      source,
      [450],
      { en: 'not served, and says so', fr: 'non servie, et le dit' },
    ],
    [
      { en: 'A document that ends in the middle', fr: 'Un document tronqué' },
      Buffer.from(first).toString('utf8').slice(0, 600),
      [406],
      { en: 'refused with its line', fr: 'refusé avec sa ligne' },
    ],
  ];
  for (const [title, document, wanted, means] of probes) {
    await step(stage, { scene, title }, async () =>
      expectStatus(await post(stage, document), { wanted, means }),
    );
  }
}

/** What comes after the basket: orders, their changes, later documents, and what goes wrong. */
export const orderScenes: Readonly<Record<string, (stage: Stage) => Promise<void>>> = {
  order,
  change,
  later,
  errors,
};
