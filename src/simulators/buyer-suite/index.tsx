import { type ItemId, parseCxml, readBrowserPost } from '../../../punchout/index.ts';
import { Problem, randomToken } from '../../base/index.ts';
import { formText } from '../shared/page.tsx';
import { listen, postTo, type Simulator, simulatorApp } from '../shared/server.ts';
import { setupRequest } from './documents.ts';
import { ociCallUp, ociCart } from './oci.ts';
import { ordering } from './orders.tsx';
import { CartPage, Framed, Home, LeaveFrame, Refused, VisitPage } from './pages.tsx';
import type { AskedVisit, BuyerSuiteOptions, Kept, PlacedOrder, State, Suited } from './state.ts';
import { SUITES, type Suite } from './suites.ts';

const XML = 'text/xml; charset=UTF-8';

export type { BuyerSuiteOptions } from './state.ts';

export type BuyerSuiteSimulator = Simulator & {
  readonly carts: readonly Kept[];
  readonly orders: readonly PlacedOrder[];
};

type Started = { readonly startPage: string } | { readonly refused: AskedVisit };

const OPERATIONS = ['create', 'edit', 'inspect', 'source'] as const;

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

function suiteOf(id: string): Suite | undefined {
  return SUITES.find((one) => one.id === id);
}

/** The cart that an edit or inspect is about: the one named, else the last that came back to this suite. */
function cartAbout(
  carts: readonly Kept[],
  { suite, id }: { suite: Suite; id: string },
): Kept | undefined {
  const own = carts.filter((one) => one.suite.id === suite.id && !one.isCancelled);
  return carts.find((one) => one.id === id) ?? own.findLast((one) => one.message.items.length > 0);
}

function selectedItem(field: (name: string) => string): ItemId | undefined {
  const [supplierPartId, supplierPartAuxiliaryId] = [field('part'), field('aux')];
  if (supplierPartId === '') return undefined;
  return { supplierPartId, ...(supplierPartAuxiliaryId ? { supplierPartAuxiliaryId } : {}) };
}

async function start(
  suited: Suited,
  { suite, field }: { suite: Suite; field: (name: string) => string },
): Promise<Started> {
  const { options, ownUrl } = suited;
  const returnUrl = `${ownUrl()}/return/${suite.id}`;
  if (suite.oci) {
    const { comptoirUrl } = options;
    return {
      startPage: ociCallUp({ ...suite, oci: suite.oci }, { comptoirUrl, returnUrl, field }),
    };
  }
  const visit = await askVisit(suited, { suite, returnUrl, field });
  return visit.startPage === undefined ? { refused: visit } : { startPage: visit.startPage };
}

/** Posts the PunchOutSetupRequest that the page's form asks for; keeps it with its answer. */
async function askVisit(
  { options, state, now }: Suited,
  { suite, returnUrl, field }: { suite: Suite; returnUrl: string; field: (name: string) => string },
): Promise<AskedVisit> {
  const operation = OPERATIONS.find((one) => one === field('operation')) ?? 'create';
  const about =
    operation === 'edit' || operation === 'inspect'
      ? cartAbout(state.carts, { suite, id: field('cart') })
      : undefined;
  const user = field('who') === 'colleague' ? suite.colleague : suite.user;
  const cookie = randomToken(128);
  state.cookies.set(cookie, suite);
  const at = now();
  const sent = setupRequest({
    suite,
    user,
    operation,
    cookie,
    returnUrl,
    items: about?.message.items ?? [],
    selectedItem: selectedItem(field),
    now: at,
  });
  const answer = await postTo(`${options.comptoirUrl}/cxml`, {
    body: sent,
    headers: { 'content-type': XML },
  });
  const visit: AskedVisit = {
    id: String(state.visits.length + 1),
    suite,
    user,
    operation,
    sent: text(sent),
    answer: answer.text,
    startPage: startPageIn(answer.text),
    at,
  };
  state.visits.push(visit);
  return visit;
}

function startPageIn(answer: string): string | undefined {
  try {
    const { payload } = parseCxml(Buffer.from(answer), { contentType: XML });
    return payload.kind === 'PunchOutSetupResponse' ? payload.startPage : undefined;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return undefined;
  }
}

/** The BrowserFormPost endpoint: what a browser posts back, cXML or OCI. */
function keepCart(
  { state, now }: Suited,
  { suite, fields }: { suite: Suite; fields: readonly (readonly [string, string])[] },
): Kept {
  const id = String(state.carts.length + 1);
  const common = { id, suite, at: now() };
  if (suite.protocol === 'oci') {
    const message = ociCart(fields);
    const kept = {
      ...common,
      message,
      isCancelled: message.items.length === 0,
      raw: fields.map(([name, value]) => `${name} = ${value}`).join('\n'),
    };
    state.carts.push(kept);
    return kept;
  }
  const bytes = readBrowserPost(fields);
  const { payload, messageStatus } = parseCxml(bytes);
  if (payload.kind !== 'PunchOutOrderMessage')
    throw new Problem('cxml.not_implemented', { element: payload.kind });
  const kept = {
    ...common,
    message: payload,
    isCancelled: messageStatus?.code === 204,
    raw: text(bytes),
  };
  state.carts.push(kept);
  return kept;
}

function shopping(suited: Suited, app: ReturnType<typeof simulatorApp>): void {
  const { state, options } = suited;
  app.get('/', (c) => c.html(<Home state={state} comptoirUrl={options.comptoirUrl} />));
  app.post('/start/:suite', async (c) => {
    const suite = suiteOf(c.req.param('suite'));
    if (!suite) return c.text('There is no such suite.', 404);
    const field = await formText(c.req);
    const started = await start(suited, { suite, field });
    if ('refused' in started)
      return c.html(<Refused title="The punch-out was refused" {...started.refused} />, 502);
    if (field('where') === 'window') return c.redirect(started.startPage, 303);
    return c.html(<Framed startPage={started.startPage} label={suite.label} />);
  });
  app.get('/visits/:id', (c) => {
    const visit = state.visits.find((one) => one.id === c.req.param('id'));
    return visit ? c.html(<VisitPage visit={visit} />) : c.text('There is no such visit.', 404);
  });
  app.post('/return/:suite', async (c) => {
    const suite = suiteOf(c.req.param('suite'));
    if (!suite) return c.text('There is no such suite.', 404);
    const form = await c.req.formData();
    const fields = [...form.entries()].flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value] as const] : [],
    );
    try {
      const href = `/carts/${keepCart(suited, { suite, fields }).id}`;
      if (c.req.header('sec-fetch-dest') === 'iframe') return c.html(<LeaveFrame href={href} />);
      return c.redirect(href, 303);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return c.html(
        <Refused
          title="The cart cannot be read"
          answer={error.text('en')}
          sent={fields.map(([name, value]) => `${name} = ${value}`).join('\n')}
        />,
        422,
      );
    }
  });
  app.get('/carts/:id', (c) => {
    const cart = state.carts.find((one) => one.id === c.req.param('id'));
    return cart ? c.html(<CartPage cart={cart} />) : c.text('There is no such cart.', 404);
  });
}

/**
 * A buyer's suite in six styles (Ariba, Coupa, JAGGAER, Oracle, Dynamics, SAP OCI). Its pages really send PunchOutSetupRequest,
 * OrderRequest and ReceiptRequest to `<comptoir>/cxml`, or open the OCI call-up; `POST /return/:suite` is
 * its BrowserFormPost, `POST /cxml` takes confirmations and ship notices and proves their shared secret.
 */
export async function startBuyerSuiteSimulator(
  options: BuyerSuiteOptions,
): Promise<BuyerSuiteSimulator> {
  const state: State = { visits: [], carts: [], orders: [], cookies: new Map() };
  let url = options.publicUrl ?? '';
  const suited: Suited = {
    options,
    state,
    now: options.now ?? (() => Temporal.Now.instant()),
    ownUrl: () => url,
  };
  const app = simulatorApp();
  shopping(suited, app);
  ordering(suited, app);
  const running = await listen(app, options);
  url ||= running.url;
  return { ...running, carts: state.carts, orders: state.orders };
}
