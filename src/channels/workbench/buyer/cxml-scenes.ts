import {
  type CxmlDocument,
  type Payload,
  type PunchOutOrderMessage,
  parseCxml,
  readBrowserPost,
} from '../../../../punchout/index.ts';
import { cxmlTimestamp, Decimal, Problem, randomToken, type Text } from '../../../base/index.ts';
import { readXml } from '../../../base/xml/index.ts';
import type { WorkbenchField } from '../../../domain/parties/index.ts';
import { modelVerdicts } from '../content.ts';
import { adviseFields } from '../fields.ts';
import {
  orderDocument,
  profileDocument,
  receiptDocument,
  setupDocument,
  statusDocument,
  trialEnvelope,
} from './documents.ts';
import { type Answered, ask, freshReturn, type Stage, Stopped, step } from './stage.ts';
import { fillBasket, leaveVisit, offersShown, openVisit, tryToFill } from './visit.ts';

const XML = 'text/xml; charset=UTF-8';

function read(text: string): CxmlDocument {
  try {
    return parseCxml(Buffer.from(text), { contentType: XML });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    throw new Stopped(
      {
        en: `The answer is no cXML: ${error.text('en')}`,
        fr: `La réponse n’est pas du cXML : ${error.text('fr')}`,
      },
      { got: text },
    );
  }
}

type Exchanged = { readonly sent: string; readonly got: string; readonly payload: Payload };

/** Posts a document to the door and reads the answer. */
async function post(stage: Stage, document: Uint8Array | string): Promise<Exchanged> {
  const sent = typeof document === 'string' ? document : Buffer.from(document).toString('utf8');
  const answer: Answered = await ask(stage, '/cxml', {
    method: 'POST',
    body: document,
    contentType: XML,
  });
  return { sent, got: answer.text, payload: read(answer.text).payload };
}

function statusOf({ payload }: Exchanged): { code: number; text: string } {
  if (!('status' in payload) || typeof payload.status === 'string')
    return { code: 0, text: payload.kind };
  const { code, text, detail } = payload.status;
  return { code, text: (detail ?? text).trim() };
}

/** The step's verdict: the Status that was wanted, or what came instead. */
function expectStatus(
  exchanged: Exchanged,
  { wanted, means }: { wanted: readonly number[]; means: Text },
): { verdict: Text; sent: string; got: string; value: undefined } {
  const { code, text } = statusOf(exchanged);
  const { sent, got } = exchanged;
  if (!wanted.includes(code)) {
    throw new Stopped(
      {
        en: `Status ${code} instead of ${wanted.join(' or ')}: ${text}`,
        fr: `Status ${code} au lieu de ${wanted.join(' ou ')} : ${text}`,
      },
      { sent, got },
    );
  }
  const verdict = {
    en: `Status ${code}: ${means.en}`,
    fr: `Status ${code} : ${means.fr}`,
  };
  return { verdict, sent, got, value: undefined };
}

/** Sends a set-up and gives the start page back, as a step. */
async function setUp(
  stage: Stage,
  {
    scene,
    operation,
    cookie,
    returnUrl,
  }: {
    scene: string;
    operation: 'create' | 'edit' | 'inspect';
    cookie: string;
    returnUrl: string;
  },
): Promise<{ startPage: string; payloadId: string }> {
  const title = {
    en: `PunchOutSetupRequest ${operation}`,
    fr: `PunchOutSetupRequest ${operation}`,
  };
  return step(stage, { scene, title }, async () => {
    const envelope = trialEnvelope(stage);
    const exchanged = await post(
      stage,
      setupDocument(stage, { operation, cookie, returnUrl, envelope }),
    );
    const { payload, sent, got } = exchanged;
    if (payload.kind !== 'PunchOutSetupResponse') {
      const { code, text } = statusOf(exchanged);
      throw new Stopped(
        { en: `Status ${code}: ${text}`, fr: `Status ${code} : ${text}` },
        { sent, got },
      );
    }
    const verdict = {
      en: 'Status 200 with a start page, good for one use',
      fr: 'Status 200 avec une page d’accueil, à usage unique',
    };
    return {
      verdict,
      sent,
      got,
      value: { startPage: payload.startPage, payloadId: envelope.payloadId },
    };
  });
}

function faultsOf(
  stage: Stage,
  {
    document,
    bytes,
    cookie,
    payloadId,
  }: {
    document: CxmlDocument;
    bytes: Uint8Array;
    cookie: string;
    payloadId: string;
  },
): string[] {
  const { payload } = document;
  const tree = readXml(bytes);
  const models = modelVerdicts(tree, stage.profile).filter(({ violations }) => violations > 0);
  const fields = adviseFields(tree.root, stage.profile);
  return [
    ...(payload.kind === 'PunchOutOrderMessage' && payload.buyerCookie !== cookie
      ? ['BuyerCookie is not the one that was sent']
      : []),
    ...(document.inReplyTo === payloadId ? [] : ['inReplyTo does not name the set-up']),
    ...models.map(
      ({ dtd, version, violations }) => `${violations} departures from ${dtd} ${version}`,
    ),
    ...fields.map(({ title }) => title.en),
  ];
}

type Basket = { readonly cart: PunchOutOrderMessage; readonly code: number | undefined };

/** Reads what came back at the return address and holds it against the profile, as a step. */
async function readBasket(
  stage: Stage,
  {
    scene,
    title,
    fields,
    cookie,
    payloadId,
    wanted,
  }: {
    scene: string;
    title: Text;
    fields: readonly WorkbenchField[];
    cookie: string;
    payloadId: string;
    wanted: 'lines' | 'status 204';
  },
): Promise<Basket> {
  return step(stage, { scene, title }, async () => {
    const bytes = readBrowserPost(fields.map(({ name, value }): [string, string] => [name, value]));
    const got = Buffer.from(bytes).toString('utf8');
    const document = read(got);
    const { payload, messageStatus } = document;
    if (payload.kind !== 'PunchOutOrderMessage')
      throw new Stopped({ en: `It is a ${payload.kind}`, fr: `C’est un ${payload.kind}` }, { got });
    const code = messageStatus?.code;
    const lines = payload.items.length;
    const right = wanted === 'lines' ? lines > 0 && code !== 204 : lines === 0 && code === 204;
    if (!right) {
      throw new Stopped(
        {
          en: `${lines} lines, Message Status ${code ?? '–'}: not what this operation returns`,
          fr: `${lines} lignes, Message Status ${code ?? '–'} : ce n’est pas le retour de cette opération`,
        },
        { got },
      );
    }
    const faults = faultsOf(stage, { document, bytes, cookie, payloadId });
    const what =
      wanted === 'lines'
        ? { en: `${lines} lines came back`, fr: `${lines} lignes sont revenues` }
        : {
            en: 'Message Status 204: your system changes nothing',
            fr: 'Message Status 204 : votre système ne change rien',
          };
    const verdict = {
      en: [what.en, ...faults].join('; '),
      fr: [what.fr, ...faults].join(' ; '),
    };
    return {
      verdict,
      outcome: faults.length > 0 ? 'noticed' : 'passed',
      got,
      value: { cart: payload, code },
    };
  });
}

function cookieFor(scene: string): string {
  return `trial-${scene}-${randomToken(64)}`;
}

async function ping(stage: Stage): Promise<void> {
  const scene = 'ping';
  const title = { en: 'Ping (GET)', fr: 'Ping (GET)' };
  await step(stage, { scene, title }, async () => {
    const { text } = await ask(stage, '/cxml');
    const exchanged = { sent: `GET ${stage.base}/cxml`, got: text, payload: read(text).payload };
    return expectStatus(exchanged, {
      wanted: [200],
      means: { en: 'the endpoint is alive', fr: 'l’adresse répond' },
    });
  });
  await step(stage, { scene, title: { en: 'ProfileRequest', fr: 'ProfileRequest' } }, async () => {
    const exchanged = await post(stage, profileDocument(stage));
    const { payload } = exchanged;
    const served =
      payload.kind === 'ProfileResponse'
        ? payload.transactions.map(({ requestName }) => requestName).join(', ')
        : '';
    return expectStatus(exchanged, {
      wanted: [200],
      means: { en: `takes ${served}`, fr: `accepte ${served}` },
    });
  });
}

async function create(stage: Stage): Promise<void> {
  const scene = 'create';
  const cookie = cookieFor(scene);
  const returnUrl = await freshReturn(stage);
  const { startPage, payloadId } = await setUp(stage, {
    scene,
    operation: 'create',
    cookie,
    returnUrl,
  });
  const visit = await step(
    stage,
    {
      scene,
      title: { en: 'Open the shop, fill a basket', fr: 'Ouvrir la boutique, remplir un panier' },
    },
    async () => {
      const opened = await openVisit(stage, startPage);
      const added = await fillBasket(stage, opened);
      const verdict = { en: `${added} articles in the basket`, fr: `${added} articles au panier` };
      return { verdict, value: opened };
    },
  );
  const fields = await step(
    stage,
    { scene, title: { en: 'Return the basket', fr: 'Renvoyer le panier' } },
    async () => {
      const value = await leaveVisit(stage, { visit, by: '/return', returnUrl });
      const verdict = {
        en: 'The form was posted to the return address',
        fr: 'Le formulaire est arrivé à l’adresse de retour',
      };
      return { verdict, value };
    },
  );
  const title = { en: 'Read the PunchOutOrderMessage', fr: 'Lire le PunchOutOrderMessage' };
  const common = { scene, title, fields, cookie, payloadId };
  const { cart } = await readBasket(stage, { ...common, wanted: 'lines' });
  stage.cart = cart;
}

function needCart(stage: Stage): PunchOutOrderMessage {
  if (stage.cart) return stage.cart;
  throw new Stopped({
    en: 'There is no basket: the create operation comes first.',
    fr: 'Il n’y a pas de panier : l’opération create vient d’abord.',
  });
}

async function edit(stage: Stage): Promise<void> {
  const scene = 'edit';
  const before = needCart(stage);
  const cookie = cookieFor(scene);
  const returnUrl = await freshReturn(stage);
  const { startPage, payloadId } = await setUp(stage, {
    scene,
    operation: 'edit',
    cookie,
    returnUrl,
  });
  const fields = await step(
    stage,
    { scene, title: { en: 'Return it as it was', fr: 'Le renvoyer tel quel' } },
    async () => {
      const visit = await openVisit(stage, startPage);
      const value = await leaveVisit(stage, { visit, by: '/return', returnUrl });
      return { verdict: { en: 'Returned', fr: 'Renvoyé' }, value };
    },
  );
  const title = { en: 'The same lines come back', fr: 'Les mêmes lignes reviennent' };
  const { cart } = await readBasket(stage, {
    scene,
    title,
    fields,
    cookie,
    payloadId,
    wanted: 'lines',
  });
  if (cart.items.length === before.items.length) stage.cart = cart;
}

async function inspect(stage: Stage): Promise<void> {
  const scene = 'inspect';
  needCart(stage);
  const cookie = cookieFor(scene);
  const returnUrl = await freshReturn(stage);
  const { startPage, payloadId } = await setUp(stage, {
    scene,
    operation: 'inspect',
    cookie,
    returnUrl,
  });
  const visit = await openVisit(stage, startPage);
  await step(
    stage,
    { scene, title: { en: 'A change is refused', fr: 'Un changement est refusé' } },
    async () => {
      const [offerId = randomToken()] = await offersShown(stage, visit);
      const status = await tryToFill(stage, { visit, offerId });
      if (status < 400) {
        throw new Stopped({
          en: `The page answered ${status}: the basket could be changed`,
          fr: `La page a répondu ${status} : le panier a pu être modifié`,
        });
      }
      return {
        verdict: { en: `Refused (${status})`, fr: `Refusé (${status})` },
        value: undefined,
      };
    },
  );
  const fields = await leaveVisit(stage, { visit, by: '/cancel', returnUrl });
  const title = { en: 'It ends with Status 204', fr: 'Fin avec Status 204' };
  await readBasket(stage, { scene, title, fields, cookie, payloadId, wanted: 'status 204' });
}

async function cancel(stage: Stage): Promise<void> {
  const scene = 'cancel';
  needCart(stage);
  const cookie = cookieFor(scene);
  const returnUrl = await freshReturn(stage);
  const { startPage, payloadId } = await setUp(stage, {
    scene,
    operation: 'edit',
    cookie,
    returnUrl,
  });
  const visit = await openVisit(stage, startPage);
  const fields = await leaveVisit(stage, { visit, by: '/cancel', returnUrl });
  const title = {
    en: 'A cancelled edit keeps your lines (204)',
    fr: 'Une modification annulée garde vos lignes (204)',
  };
  await readBasket(stage, { scene, title, fields, cookie, payloadId, wanted: 'status 204' });
}

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

/** What the virtual buyer can play over cXML, in the order in which it must. */
export const cxmlScenes: Readonly<Record<string, (stage: Stage) => Promise<void>>> = {
  ping,
  create,
  edit,
  inspect,
  cancel,
  order,
  change,
  later,
  errors,
};
