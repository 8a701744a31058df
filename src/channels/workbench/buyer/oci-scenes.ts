import type { OciField } from '../../../../punchout/index.ts';
import type { Text } from '../../../base/index.ts';
import { knownOf } from '../known.ts';
import { checkOciBasket } from '../oci-check.ts';
import { formsIn } from './html.ts';
import { ask, freshReturn, type Stage, Stopped, step } from './stage.ts';
import { fillBasket, leaveVisit, openVisit } from './visit.ts';

/** The call-up's address with its fields; the password is masked wherever it is shown. */
function callUp(stage: Stage, fields: Readonly<Record<string, string>>): string {
  const { profile, connection, secret, base } = stage;
  const query = new URLSearchParams({
    [profile.oci?.usernameField ?? 'USERNAME']: connection.name,
    [profile.oci?.passwordField ?? 'PASSWORD']: secret,
    '~OkCode': 'ADDI',
    '~TARGET': '_top',
    '~CALLER': 'CTLG',
    ...fields,
  });
  return `${base}/oci/${connection.name}?${query.toString()}`;
}

function shownCall(stage: Stage, url: string): string {
  return decodeURIComponent(url).replaceAll(stage.secret, '••••••••');
}

function itemsIn(fields: readonly OciField[]): number {
  return fields.filter(({ name }) => /^NEW_ITEM-QUANTITY\[\d+\]$/i.test(name)).length;
}

async function judged(
  stage: Stage,
  fields: readonly OciField[],
): Promise<{ verdict: Text; outcome: 'passed' | 'noticed'; got: string }> {
  const faults = checkOciBasket(fields, await knownOf(stage));
  const lines = itemsIn(fields);
  return {
    verdict: {
      en: [
        `${lines} ${lines === 1 ? 'item' : 'items'} came back`,
        ...faults.map(({ title }) => title.en),
      ].join('; '),
      fr: [
        `${lines} ${lines < 2 ? 'article est revenu' : 'articles sont revenus'}`,
        ...faults.map(({ title }) => title.fr),
      ].join(' ; '),
    },
    outcome: faults.length > 0 ? 'noticed' : 'passed',
    got: fields.map(({ name, value }) => `${name} = ${value}`).join('\n'),
  };
}

async function shopping(stage: Stage): Promise<void> {
  const scene = 'callup';
  const returnUrl = await freshReturn(stage);
  const url = callUp(stage, { HOOK_URL: returnUrl });
  const visit = await step(
    stage,
    { scene, title: { en: 'Call-up (GET)', fr: 'Appel (GET)' } },
    async () => {
      const opened = await openVisit(stage, url);
      const verdict = { en: 'The shop opened', fr: 'La boutique s’est ouverte' };
      return { verdict, sent: `GET ${shownCall(stage, url)}`, value: opened };
    },
  );
  await step(
    stage,
    { scene, title: { en: 'Fill a basket', fr: 'Remplir un panier' } },
    async () => {
      const added = await fillBasket(stage, visit);
      const verdict = { en: `${added} articles in the basket`, fr: `${added} articles au panier` };
      return { verdict, value: undefined };
    },
  );
  const fields = await step(
    stage,
    {
      scene,
      title: { en: 'Return the basket to HOOK_URL', fr: 'Renvoyer le panier à HOOK_URL' },
    },
    async () => {
      const value = await leaveVisit(stage, { visit, by: '/return', returnUrl });
      if (itemsIn(value) === 0) {
        throw new Stopped({ en: 'No NEW_ITEM came back', fr: 'Aucun NEW_ITEM n’est revenu' });
      }
      return { ...(await judged(stage, value)), value };
    },
  );
  stage.ociItem = fields.find(({ name }) => name === 'NEW_ITEM-EXT_PRODUCT_ID[1]')?.value;
}

/** A function answers with the form itself, or opens the shop at its place; either is right. */
async function functions(stage: Stage): Promise<void> {
  const scene = 'functions';
  const returnUrl = await freshReturn(stage);
  const item = stage.ociItem ?? '';
  const calls: readonly (readonly [string, Record<string, string>])[] = [
    ['DETAIL', { PRODUCTID: item }],
    ['VALIDATE', { PRODUCTID: item, QUANTITY: '1' }],
    ['BACKGROUND_SEARCH', { SEARCHSTRING: 'a' }],
    ['SOURCING', { SEARCHSTRING: 'a' }],
  ];
  for (const [name, fields] of calls) {
    await step(stage, { scene, title: { en: name, fr: name } }, async () => {
      const url = callUp(stage, { HOOK_URL: returnUrl, FUNCTION: name, ...fields });
      const page = await ask(stage, url);
      const sent = `GET ${shownCall(stage, url)}`;
      if (page.status >= 400) {
        throw new Stopped(
          { en: `Answered ${page.status}`, fr: `Réponse ${page.status}` },
          { sent },
        );
      }
      const form = formsIn(page.text).find(({ action }) => action === returnUrl);
      if (form) return { ...(await judged(stage, form.fields)), sent, value: undefined };
      const verdict = {
        en: 'The shop opened at its place',
        fr: 'La boutique s’est ouverte à l’endroit voulu',
      };
      return { verdict, sent, value: undefined };
    });
  }
}

/** What the virtual buyer can play over OCI. */
export const ociScenes: Readonly<Record<string, (stage: Stage) => Promise<void>>> = {
  callup: shopping,
  functions,
};
