import { Badge, clock, Page } from '../shared/page.tsx';
import type { PlacedOrder } from './state.ts';
import { Xml } from './xml.tsx';

/** The order changed or withdrawn: OrderRequest `update` with other quantities, or `delete`. */
function ChangeForm({ order }: { order: PlacedOrder }) {
  return (
    <form method="post" action={`/orders/${order.id}/change`} class="row">
      {order.cart.message.items.map((item, at) => (
        <label>
          {item.itemId.supplierPartId}
          <input
            name={`quantity-${at + 1}`}
            value={item.quantity.toString()}
            inputmode="decimal"
            size={8}
          />
        </label>
      ))}
      <button name="type" value="update">
        Send as update
      </button>
      <button name="type" value="delete">
        Withdraw the order (delete)
      </button>
    </form>
  );
}

function isWithdrawn({ changes }: PlacedOrder): boolean {
  return changes.some((one) => one.type === 'delete' && one.isTaken);
}

/** An order: what was answered, what came since, and the receipt of goods. */
export function OrderPage({ order }: { order: PlacedOrder }) {
  return (
    <Page simulator="Buyer suite" title={`Order ${order.id}`}>
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
        <Xml title="OrderRequest as sent" text={order.raw} />
        <Xml title="Answer" text={order.answer} {...(order.isTaken ? {} : { open: true })} />
        {order.isTaken && !isWithdrawn(order) ? <ChangeForm order={order} /> : null}
      </section>
      {order.changes.length > 0 ? (
        <section>
          <h2>Sent since</h2>
          {order.changes.map((one) => (
            <>
              <p>
                <Badge tone={one.isTaken ? 'good' : 'bad'}>
                  {one.isTaken ? 'accepted' : 'refused'}
                </Badge>{' '}
                {one.type}, version {one.version}, at {clock(one.at)}
              </p>
              <Xml title={`OrderRequest ${one.type} as sent`} text={one.raw} />
              <Xml title="Answer" text={one.answer} {...(one.isTaken ? {} : { open: true })} />
            </>
          ))}
        </section>
      ) : null}
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
            {one.receipt ? <Xml title="Answer to the receipt" text={one.receipt.answer} /> : null}
            <Xml title={one.kind} text={one.raw} />
          </div>
        ))}
      </section>
    </Page>
  );
}
