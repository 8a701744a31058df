import { cxmlTimestamp, Decimal, randomToken, type Text } from '../../../base/index.ts';
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
