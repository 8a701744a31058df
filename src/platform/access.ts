/** What a person or partner may do. Roles bundle permissions; commands ask for permissions. */
export const permissions = [
  'shop',
  'requisition.approve',
  'order.read',
  'receipt.post',
  'offer.manage',
  'seller_order.manage',
  'invoice.read',
  'exchange.read',
  'exchange.manage',
  'credit.decide',
  'finance.read',
  'finance.post',
  'payout.run',
  'partner.manage',
  'workbench.use',
  'job.manage',
  'audit.read',
] as const;
export type Permission = (typeof permissions)[number];

export const roles = [
  'requester',
  'approver',
  'buyer_admin',
  'order_desk',
  'seller_finance',
  'finance',
  'credit_manager',
  'operator',
] as const;
export type Role = (typeof roles)[number];

const grants: Readonly<Record<Role, readonly Permission[]>> = {
  requester: ['shop', 'order.read', 'receipt.post', 'invoice.read'],
  approver: ['shop', 'requisition.approve', 'order.read', 'invoice.read'],
  buyer_admin: [
    'shop',
    'requisition.approve',
    'order.read',
    'receipt.post',
    'invoice.read',
    'exchange.read',
    'partner.manage',
  ],
  order_desk: [
    'offer.manage',
    'seller_order.manage',
    'order.read',
    'invoice.read',
    'exchange.read',
  ],
  seller_finance: ['order.read', 'invoice.read', 'finance.read'],
  finance: [
    'order.read',
    'invoice.read',
    'finance.read',
    'finance.post',
    'payout.run',
    'exchange.read',
    'audit.read',
  ],
  credit_manager: ['order.read', 'invoice.read', 'finance.read', 'credit.decide'],
  operator: permissions,
};

/** The permissions that a set of roles gives together; unknown roles give nothing. */
export function permissionsOf(held: readonly string[]): ReadonlySet<Permission> {
  return new Set(held.flatMap((role) => grants[role as Role] ?? []));
}

export const allPermissions: ReadonlySet<Permission> = new Set(permissions);
