import { raw } from 'hono/html';
import type { ItemIn } from '../../../punchout/index.ts';
import { Badge, clock, Page, Raw, Table } from '../shared/page.tsx';
import { OCI_FUNCTIONS } from './oci.ts';
import type { Kept, PlacedOrder, State } from './state.ts';
import { SUITES } from './suites.ts';

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
            <form method="post" action={`/start/${suite.id}`} target="_blank">
              <button class="main" name="where" value="window">
                Punch out in a new window
              </button>
            </form>
            <form method="post" action={`/start/${suite.id}`} class="row">
              <button name="where" value="frame">
                Punch out in a frame
              </button>
            </form>
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
        <Lines items={message.items} />
        {message.total ? (
          <p class="number">
            <strong>
              Total {message.total.value.toString(2)} {message.total.currency}
            </strong>
            {message.tax?.amount ? ` · tax ${message.tax.amount.value.toString(2)}` : ''}
          </p>
        ) : null}
        {isCxml && message.items.length > 0 ? (
          <div class="row">
            <form method="post" action={`/carts/${cart.id}/order`} target="_top">
              <button class="main">Send as order</button>
            </form>
            <form method="post" action={`/start/${suite.id}`} target="_top">
              <input type="hidden" name="cart" value={cart.id} />
              <input type="hidden" name="operation" value="edit" />
              <button name="where" value="frame">
                Edit this cart
              </button>
            </form>
            <form method="post" action={`/start/${suite.id}`} target="_top">
              <input type="hidden" name="cart" value={cart.id} />
              <input type="hidden" name="operation" value="inspect" />
              <button name="where" value="frame">
                Inspect
              </button>
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
      <Raw
        title={isCxml ? 'PunchOutOrderMessage as received' : 'Fields as received'}
        text={cart.raw}
        open
      />
    </Page>
  );
}

/** An order: what was answered, what came since, and the receipt of goods. */
export function OrderPage({ order }: { order: PlacedOrder }) {
  return (
    <Page simulator={NAME} title={`Order ${order.id}`}>
      <p>
        {order.cart.suite.label} · <a href="/">back to the start</a> ·{' '}
        <a href={`/carts/${order.cart.id}`}>cart {order.cart.id}</a>
      </p>
      <section>
        <h2>
          Answer{' '}
          <Badge tone={order.isTaken ? 'good' : 'bad'}>
            {order.isTaken ? 'accepted' : 'refused'}
          </Badge>
        </h2>
        <Raw title="OrderRequest as sent" text={order.raw} />
        <Raw title="Answer" text={order.answer} />
      </section>
      <section>
        <h2>Received since</h2>
        {order.received.length === 0 ? (
          <p class="empty">Nothing yet; confirmations and ship notices appear here.</p>
        ) : null}
        {order.received.map((one, at) => (
          <div>
            <p>
              <Badge tone="good">{one.kind}</Badge> at {clock(one.at)} {one.summary}
            </p>
            {one.notice ? (
              <form method="post" action={`/orders/${order.id}/receive`} class="row">
                <input type="hidden" name="at" value={String(at)} />
                {one.receipt?.isTaken ? null : <button class="main">Goods received</button>}
                {one.receipt ? (
                  <Badge tone={one.receipt.isTaken ? 'good' : 'bad'}>
                    {one.receipt.isTaken ? 'receipt accepted' : 'receipt refused'}
                  </Badge>
                ) : null}
              </form>
            ) : null}
            {one.receipt ? <Raw title="Answer to the receipt" text={one.receipt.answer} /> : null}
            <Raw title={one.kind} text={one.raw} />
          </div>
        ))}
      </section>
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
      <Raw title="Answer" text={answer} open />
      <Raw title="Sent" text={sent} />
    </Page>
  );
}
