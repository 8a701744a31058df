import type { TxCtx } from '../../../platform/index.ts';

/** What a new installation needs before anybody can buy, in the order in which it is done. */
export const firstSteps = [
  'identity',
  'seller',
  'mandate',
  'people',
  'offers',
  'buyer',
  'suite',
  'address',
  'limit',
  'visit',
] as const;
export type FirstStep = (typeof firstSteps)[number];

export type FirstSteps = {
  readonly done: Readonly<Record<FirstStep, boolean>>;
  /** The newest of each kind: the page on which its steps are done. */
  readonly sellerId: string | undefined;
  readonly buyerId: string | undefined;
  readonly operatorId: string | undefined;
};

const of = (table: string, kind: 'buyer' | 'seller' | 'operator', more = ''): string =>
  `exists (select 1 from ${table} x join organisation o on o.id = x.organisation_id where o.kind = '${kind}'${more})`;

/** Which first steps are done; undefined when all of them are, so that an installation at work shows none. */
export async function firstStepsOf(tx: TxCtx): Promise<FirstSteps | undefined> {
  const [row] = await tx.em.execute<
    (Record<FirstStep, boolean> & {
      sellerid: string | null;
      buyerid: string | null;
      ownid: string | null;
    })[]
  >(
    `select ${of('partner_credential', 'operator')} as identity,
       exists (select 1 from organisation where kind = 'seller') as seller,
       exists (select 1 from billing_mandate where state in ('signed', 'active')) as mandate,
       ${of('user_account', 'seller')} as people,
       exists (select 1 from offer) as offers,
       exists (select 1 from organisation where kind = 'buyer') as buyer,
       ${of('trading_connection', 'buyer', ' and x.secret_sealed is not null')} as suite,
       ${of('delivery_address', 'buyer')} as address,
       exists (select 1 from credit_account where limit_minor > 0) as "limit",
       exists (select 1 from punch_out_session) or exists (select 1 from purchase_order) as visit,
       (select id from organisation where kind = 'seller' order by created_at desc, id desc limit 1) as sellerid,
       (select id from organisation where kind = 'buyer' order by created_at desc, id desc limit 1) as buyerid,
       (select id from organisation where kind = 'operator' limit 1) as ownid`,
  );
  if (!row || firstSteps.every((step) => row[step])) return undefined;
  return {
    done: row,
    sellerId: row.sellerid ?? undefined,
    buyerId: row.buyerid ?? undefined,
    operatorId: row.ownid ?? undefined,
  };
}
