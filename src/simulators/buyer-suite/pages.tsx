import { raw } from 'hono/html';
import type { ItemIn } from '../../../punchout/index.ts';
import { Badge, clock, Page, Table } from '../shared/page.tsx';
import { OCI_FUNCTIONS } from './oci.ts';
import type { AskedVisit, Kept, State } from './state.ts';
import { SUITES, type Suite } from './suites.ts';
import { Xml } from './xml.tsx';

const NAME = 'Buyer suite';

/** The functions SAP may call beside the catalogue itself; DETAIL and SOURCING need a person, the others answer. */
function OciFunctions({ suite }: { suite: string }) {
  return (
    <details>
      <summary>Functions of OCI 5.0</summary>
      {OCI_FUNCTIONS.map(({ name, label, fields }) => (
        <form method="post" action={`/start/${suite}`} class="row">
          <input type="hidden" name="function" value={name} />
          {fields.map((field) => (
            <label>
              {field.label}{' '}
              <input
                name={field.name}
                value={field.value}
                size={14}
                required
                aria-label={`${name} ${field.label}`}
              />
            </label>
          ))}
          <button name="where" value="frame" title={`FUNCTION=${name}`}>
            {label}
          </button>
        </form>
      ))}
    </details>
  );
}

function OciStart({ suite }: { suite: Suite }) {
  return (
    <form method="post" action={`/start/${suite.id}`} class="row">
      <button class="main" name="where" value="window" formtarget="_blank">
        Punch out in a new window
      </button>
      <button name="where" value="frame">
        In a frame
      </button>
    </form>
  );
}

const ABOUT_CART = 'the last cart that came back';

/** Every operation of a suite: what to ask for, who asks, where to begin, and where the shop opens. */
function StartForm({ suite }: { suite: Suite }) {
  return (
    <form method="post" action={`/start/${suite.id}`} class="start">
      <label>
        Operation
        <select name="operation">
          <option value="create">create: a new basket</option>
          <option value="edit">edit: {ABOUT_CART}</option>
          <option value="inspect">inspect: {ABOUT_CART}</option>
          <option value="source">source: is not served</option>
        </select>
      </label>
      <label>
        Person
        <select name="who">
          <option value="user">{suite.user.name}</option>
          <option value="colleague">{suite.colleague.name}</option>
        </select>
      </label>
      <details>
        <summary>Begin at a product or a shelf (SelectedItem)</summary>
        <div class="row">
          <label>
            SupplierPartID
            <input name="part" placeholder="part number or UNSPSC" size={20} />
          </label>
          <label>
            Auxiliary id
            <input name="aux" size={14} />
          </label>
        </div>
      </details>
      <div class="row">
        <button class="main" name="where" value="window" formtarget="_blank">
          Punch out in a new window
        </button>
        <button name="where" value="frame">
          In a frame
        </button>
      </div>
    </form>
  );
}

/** Start: one card a suite, and what has happened so far. */
export function Home({ state, comptoirUrl }: { state: State; comptoirUrl: string }) {
  return (
    <Page simulator={NAME} title="Shop at Comptoir from your own suite">
      <p class="quiet">Every button sends the real document to {comptoirUrl}.</p>
      <div class="cards">
        {SUITES.map((suite) => (
          <div class="card">
            <h2>{suite.label}</h2>
            <p class="quiet">{suite.note}</p>
            {suite.protocol === 'oci' ? <OciStart suite={suite} /> : <StartForm suite={suite} />}
            {suite.protocol === 'oci' ? <OciFunctions suite={suite.id} /> : null}
          </div>
        ))}
      </div>
      <section>
        <h2>Carts that came back</h2>
        <Table
          empty="No cart yet: punch out, fill a basket, and return it."
          rows={state.carts.toReversed()}
          columns={[
            { head: 'Cart', cell: (cart) => <a href={`/carts/${cart.id}`}>Cart {cart.id}</a> },
            { head: 'Suite', cell: (cart) => cart.suite.label },
            {
              head: 'Lines',
              numeric: true,
              cell: (cart) => (cart.isCancelled ? 'cancelled' : cart.message.items.length),
            },
            {
              head: 'Total',
              numeric: true,
              cell: (cart) =>
                cart.message.total
                  ? `${cart.message.total.value.toString(2)} ${cart.message.total.currency}`
                  : '',
            },
            { head: 'At', cell: (cart) => clock(cart.at) },
          ]}
        />
      </section>
      <section>
        <h2>Setups</h2>
        <Table
          empty="No setup yet."
          rows={state.visits.toReversed()}
          columns={[
            {
              head: 'Setup',
              cell: (visit) => <a href={`/visits/${visit.id}`}>Setup {visit.id}</a>,
            },
            { head: 'Suite', cell: (visit) => visit.suite.label },
            { head: 'Operation', cell: (visit) => visit.operation },
            { head: 'Person', cell: (visit) => visit.user.name },
            {
              head: 'Answer',
              cell: (visit) => (
                <Badge tone={visit.startPage ? 'good' : 'bad'}>
                  {visit.startPage ? 'StartPage' : 'refused'}
                </Badge>
              ),
            },
            { head: 'At', cell: (visit) => clock(visit.at) },
          ]}
        />
      </section>
      <section>
        <h2>Orders</h2>
        <Table
          empty="No order yet."
          rows={state.orders.toReversed()}
          columns={[
            { head: 'Order', cell: (order) => <a href={`/orders/${order.id}`}>{order.id}</a> },
            { head: 'Suite', cell: (order) => order.cart.suite.label },
            {
              head: 'Answer',
              cell: (order) => (
                <Badge tone={order.isTaken ? 'good' : 'bad'}>
                  {order.isTaken ? 'accepted' : 'refused'}
                </Badge>
              ),
            },
            { head: 'Documents received', numeric: true, cell: (order) => order.received.length },
          ]}
        />
      </section>
    </Page>
  );
}

/** The shop inside the suite's page. */
export function Framed({ startPage, label }: { startPage: string; label: string }) {
  return (
    <Page simulator={NAME} title={`${label}: shopping at Comptoir`}>
      <iframe src={startPage} title="Comptoir" />
    </Page>
  );
}

/** What came back inside the suite's frame is shown on the suite's own page. */
export function LeaveFrame({ href }: { href: string }) {
  return (
    <Page simulator={NAME} title="Back in the suite">
      <p>
        <a href={href} target="_top">
          Show the cart
        </a>
      </p>
      <script>{raw(`top.location.href = ${JSON.stringify(href)};`)}</script>
    </Page>
  );
}

function Lines({ items }: { items: readonly ItemIn[] }) {
  return (
    <Table
      empty="The cart holds no line."
      rows={items}
      columns={[
        { head: 'Line', numeric: true, cell: (item) => item.lineNumber ?? '' },
        { head: 'Supplier part', cell: (item) => item.itemId.supplierPartId },
        { head: 'Description', cell: (item) => item.detail.descriptions[0]?.text ?? '' },
        {
          head: 'Seller',
          cell: (item) => item.detail.extrinsics.find(({ name }) => name === 'Seller')?.value ?? '',
        },
        { head: 'Class', cell: (item) => item.detail.classifications[0]?.value ?? '' },
        {
          head: 'Quantity',
          numeric: true,
          cell: (item) => `${item.quantity.toString()} ${item.detail.unit}`,
        },
        {
          head: 'Unit price',
          numeric: true,
          cell: (item) =>
            `${item.detail.unitPrice.value.toString(2)} ${item.detail.unitPrice.currency}`,
        },
      ]}
    />
  );
}

/** A cart: its lines, what can be done with it, and the document as it came. */
export function CartPage({ cart }: { cart: Kept }) {
  const { suite, message, isCancelled } = cart;
  const isCxml = suite.protocol === 'cxml';
  return (
    <Page
      simulator={NAME}
      title={isCancelled ? 'You came back without a cart' : `Cart ${cart.id} from Comptoir`}
    >
      <p>
        {suite.label} ·{' '}
        <a href="/" target="_top">
          back to the start
        </a>
      </p>
      <section>
        {isCxml ? (
          <p class="quiet">
            operationAllowed {message.operationAllowed}
            {message.quoteStatus ? ` · quoteStatus ${message.quoteStatus}` : ''}
            {isCancelled ? ' · Status 204' : ''}
          </p>
        ) : null}
        <Lines items={message.items} />
        {message.total ? (
          <p class="number">
            <strong>
              Total {message.total.value.toString(2)} {message.total.currency}
            </strong>
            {message.shipping?.amount
              ? ` · shipping ${message.shipping.amount.value.toString(2)}`
              : ''}
            {message.tax?.amount ? ` · tax ${message.tax.amount.value.toString(2)}` : ''}
          </p>
        ) : null}
        {isCxml && message.items.length > 0 ? (
          <div class="row">
            <form method="post" action={`/carts/${cart.id}/order`} target="_top">
              <button class="main">Send as order</button>
            </form>
            <form method="post" action={`/start/${suite.id}`} target="_top" class="row tight">
              <input type="hidden" name="cart" value={cart.id} />
              <input type="hidden" name="where" value="frame" />
              <button name="operation" value="edit">
                Edit this cart
              </button>
              <button name="operation" value="inspect">
                Inspect
              </button>
              <select name="who" aria-label="Person">
                <option value="user">as {suite.user.name}</option>
                <option value="colleague">as {suite.colleague.name}</option>
              </select>
            </form>
          </div>
        ) : null}
        {isCxml ? null : (
          <p class="quiet">
            With OCI the basket goes into SAP’s own requisition; the order leaves SAP by its own
            way.
          </p>
        )}
      </section>
      <Xml
        title={isCxml ? 'PunchOutOrderMessage as received' : 'Fields as received'}
        text={cart.raw}
        open
      />
    </Page>
  );
}

/** A setup and what it was answered. */
export function VisitPage({ visit }: { visit: AskedVisit }) {
  return (
    <Page simulator={NAME} title={`Setup ${visit.id}: ${visit.operation}`}>
      <p>
        {visit.suite.label} · {visit.user.name} · <a href="/">back to the start</a>
      </p>
      <Xml title="PunchOutSetupRequest as sent" text={visit.sent} open />
      <Xml title="Answer" text={visit.answer} open />
    </Page>
  );
}

/** Something Comptoir refused: its words and its document. */
export function Refused({ title, answer, sent }: { title: string; answer: string; sent: string }) {
  return (
    <Page simulator={NAME} title={title}>
      <p role="alert">
        <Badge tone="bad">Refused</Badge>{' '}
        <a href="/" target="_top">
          back to the start
        </a>
      </p>
      <Xml title="Answer" text={answer} open />
      <Xml title="Sent" text={sent} />
    </Page>
  );
}
