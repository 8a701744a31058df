import { randomToken } from '../../../base/index.ts';
import { cookieFor, needCart, readBasket, setUp } from './basket.ts';
import { profileDocument } from './documents.ts';
import { orderScenes } from './order-scenes.ts';
import { ask, freshReturn, type Stage, Stopped, step } from './stage.ts';
import { expectStatus, post, read } from './talk.ts';
import { fillBasket, leaveVisit, offersShown, openVisit, tryToFill } from './visit.ts';

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

/** What the virtual buyer can play over cXML, in the order in which it must. */
export const cxmlScenes: Readonly<Record<string, (stage: Stage) => Promise<void>>> = {
  ping,
  create,
  edit,
  inspect,
  cancel,
  ...orderScenes,
};
