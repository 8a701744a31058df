import type { WorkbenchField } from '../../../domain/parties/index.ts';
import { formsIn, type HtmlForm } from './html.ts';
import { type Answered, ask, returnedForm, type Stage, Stopped } from './stage.ts';

const SAMPLE_LINES = 2;
const TURNS_MAX = 4;

/** An open visit: where it stands, and the page it opened with. */
export type OpenVisit = { readonly path: string; readonly first: Answered };

function refused(page: Answered): Stopped {
  const words = page.text
    .replace(/<(script|style|head)\b[\s\S]*?<\/\1>/gi, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 300);
  return new Stopped({
    en: `The page answered ${page.status}: ${words}`,
    fr: `La page a répondu ${page.status} : ${words}`,
  });
}

/** Follows a start address, as the user's browser would. */
export async function openVisit(stage: Stage, startPage: string): Promise<OpenVisit> {
  const first = await ask(stage, startPage);
  if (first.status !== 200) throw refused(first);
  const path = /^(.*\/p\/[\w-]+)\//.exec(first.url)?.[1];
  if (!path) throw refused(first);
  return { path, first };
}

function submit(stage: Stage, { form, from }: { form: HtmlForm; from: string }): Promise<Answered> {
  const body = new URLSearchParams(form.fields.map(({ name, value }) => [name, value])).toString();
  return ask(stage, new URL(form.action, from).href, { method: 'POST', body });
}

/** The forms of a page by where they post. */
function formsTo(page: Answered, ending: string): HtmlForm[] {
  return formsIn(page.text).filter(({ action }) => action.endsWith(ending));
}

/** Puts the first articles of the shop into the basket, in the quantity the shop proposes. Returns how many. */
export async function fillBasket(stage: Stage, visit: OpenVisit): Promise<number> {
  const shop = await ask(stage, `${visit.path}/shop`);
  const offers = formsTo(shop, '/basket/lines').filter(({ fields }) =>
    fields.some(({ name }) => name === 'offerId'),
  );
  const byOffer = new Map(
    offers.map((form) => [form.fields.find(({ name }) => name === 'offerId')?.value ?? '', form]),
  );
  if (byOffer.size === 0) {
    throw new Stopped({
      en: 'The shop shows this buyer no article that can be ordered.',
      fr: 'La boutique ne montre à cet acheteur aucun article commandable.',
    });
  }
  let added = 0;
  for (const form of [...byOffer.values()].slice(0, SAMPLE_LINES)) {
    const answer = await submit(stage, { form, from: shop.url });
    if (answer.status === 200) added += 1;
  }
  return added;
}

/** Tries to put an article in, which an inspect visit must refuse. The status that came back. */
export async function tryToFill(
  stage: Stage,
  { visit, offerId }: { visit: OpenVisit; offerId: string },
): Promise<number> {
  const form: HtmlForm = {
    action: `${visit.path}/basket/lines`,
    fields: [
      { name: 'offerId', value: offerId },
      { name: 'quantity', value: '1' },
    ],
  };
  return (await submit(stage, { form, from: visit.path })).status;
}

/** The offers that the shop shows, by their ids. */
export async function offersShown(stage: Stage, visit: OpenVisit): Promise<string[]> {
  const shop = await ask(stage, `${visit.path}/shop`);
  return formsTo(shop, '/basket/lines').flatMap(
    ({ fields }) => fields.find(({ name }) => name === 'offerId')?.value ?? [],
  );
}

/**
 * Leaves the visit by one of its buttons, through whatever page asks in between, and posts the form that goes
 * back to the suite at our own return address. What arrived there.
 */
export async function leaveVisit(
  stage: Stage,
  { visit, by, returnUrl }: { visit: OpenVisit; by: '/return' | '/cancel'; returnUrl: string },
): Promise<readonly WorkbenchField[]> {
  const basket = await ask(stage, `${visit.path}/basket`);
  const [way = { action: `${visit.path}${by}`, fields: [] }] = formsTo(basket, by);
  let page = await submit(stage, { form: way, from: basket.url });
  for (let turn = 0; turn < TURNS_MAX; turn += 1) {
    const forms = formsIn(page.text);
    const home = forms.find(({ action }) => action === returnUrl);
    if (home) {
      await submit(stage, { form: home, from: page.url });
      return returnedForm(stage);
    }
    const again = forms.find(({ action }) => action.endsWith(by));
    if (!again) break;
    page = await submit(stage, { form: again, from: page.url });
  }
  throw refused(page);
}
