import { type Locale, uuidFromName } from '../../base/index.ts';
import { organisationId } from './organisations.ts';
import type { DemoRole, DemoUser } from './types.ts';

type Row = {
  readonly email: string;
  readonly name: string;
  readonly at: string;
  readonly roles: readonly DemoRole[];
  readonly locale?: Locale;
  /** What this person may approve alone, in euro. */
  readonly limitEuro?: number;
  readonly manager?: string;
};

const rows: readonly Row[] = [
  {
    email: 'operator@demo.test',
    name: 'Inès Lambert',
    at: 'operator',
    roles: ['admin', 'service', 'compliance', 'credit', 'finance'],
  },
  {
    email: 'finance@demo.test',
    name: 'Paul Deroubaix',
    at: 'operator',
    roles: ['finance', 'credit'],
  },
  { email: 'credit@demo.test', name: 'Sandrine Picot', at: 'operator', roles: ['credit'] },
  {
    email: 'service@demo.test',
    name: 'Liam Hughes',
    at: 'operator',
    roles: ['service'],
    locale: 'en',
  },
  {
    email: 'buyer@demo.test',
    name: 'Julien Garnier',
    at: 'morvan',
    roles: ['requester', 'purchasing_admin'],
    limitEuro: 0,
    manager: 'approver@demo.test',
  },
  {
    email: 'approver@demo.test',
    name: 'Martine Leclerc',
    at: 'morvan',
    roles: ['requester', 'approver'],
    limitEuro: 5_000,
    manager: 'didier.morel@morvan.demo.test',
  },
  {
    email: 'didier.morel@morvan.demo.test',
    name: 'Didier Morel',
    at: 'morvan',
    roles: ['approver'],
    limitEuro: 50_000,
  },
  {
    email: 'camille.durand@ferrand.demo.test',
    name: 'Camille Durand',
    at: 'ferrand',
    roles: ['requester'],
    manager: 'helene.roussel@ferrand.demo.test',
  },
  {
    email: 'karim.benali@ferrand.demo.test',
    name: 'Karim Benali',
    at: 'ferrand',
    roles: ['requester'],
    manager: 'thierry.masson@ferrand.demo.test',
  },
  {
    email: 'helene.roussel@ferrand.demo.test',
    name: 'Hélène Roussel',
    at: 'ferrand',
    roles: ['approver', 'purchasing_admin'],
    limitEuro: 20_000,
  },
  {
    email: 'thierry.masson@ferrand.demo.test',
    name: 'Thierry Masson',
    at: 'ferrand',
    roles: ['approver'],
    limitEuro: 8_000,
    manager: 'helene.roussel@ferrand.demo.test',
  },
  {
    email: 'aoife.brennan@saint-brendan.demo.test',
    name: 'Aoife Brennan',
    at: 'saint-brendan',
    roles: ['requester'],
    locale: 'en',
    manager: 'niamh.kelleher@saint-brendan.demo.test',
  },
  {
    email: 'yann.legoff@saint-brendan.demo.test',
    name: 'Yann Le Goff',
    at: 'saint-brendan',
    roles: ['requester', 'integrator'],
    manager: 'niamh.kelleher@saint-brendan.demo.test',
  },
  {
    email: 'niamh.kelleher@saint-brendan.demo.test',
    name: 'Niamh Kelleher',
    at: 'saint-brendan',
    roles: ['approver', 'purchasing_admin'],
    locale: 'en',
    limitEuro: 15_000,
  },
  {
    email: 'jonas.richter@ostwerk.demo.test',
    name: 'Jonas Richter',
    at: 'ostwerk',
    roles: ['requester'],
    locale: 'en',
    manager: 'katrin.vogel@ostwerk.demo.test',
  },
  {
    email: 'katrin.vogel@ostwerk.demo.test',
    name: 'Katrin Vogel',
    at: 'ostwerk',
    roles: ['approver', 'purchasing_admin'],
    locale: 'en',
    limitEuro: 10_000,
  },
  {
    email: 'seller@demo.test',
    name: 'Benoît Delacourt',
    at: 'seller-1',
    roles: ['seller_orders', 'seller_catalogue', 'seller_accounting', 'seller_manager'],
  },
  {
    email: 'catalogue@seller-2.demo.test',
    name: 'Florence Marchand',
    at: 'seller-2',
    roles: ['seller_catalogue', 'seller_manager'],
  },
  {
    email: 'commandes@seller-3.demo.test',
    name: 'Sébastien Roche',
    at: 'seller-3',
    roles: ['seller_orders', 'seller_accounting'],
  },
  {
    email: 'edi@seller-4.demo.test',
    name: 'Gaëlle Tanguy',
    at: 'seller-4',
    roles: ['seller_orders', 'seller_catalogue'],
  },
  {
    email: 'claire@seller-5.demo.test',
    name: 'Claire Aubert',
    at: 'seller-5',
    roles: ['seller_orders', 'seller_catalogue', 'seller_accounting', 'seller_manager'],
  },
  {
    email: 'vertrieb@seller-6.demo.test',
    name: 'Stefan Brandt',
    at: 'seller-6',
    roles: ['seller_orders', 'seller_manager'],
    locale: 'en',
  },
  {
    email: 'orders@seller-7.demo.test',
    name: 'Lotte Claes',
    at: 'seller-7',
    roles: ['seller_orders', 'seller_catalogue'],
    locale: 'en',
  },
  {
    email: 'contact@seller-8.demo.test',
    name: 'Erwan Kerdoncuff',
    at: 'seller-8',
    roles: ['seller_orders', 'seller_catalogue', 'seller_accounting', 'seller_manager'],
  },
];

/** Everybody who may log in; the password of all is `demo`. */
export const users: readonly DemoUser[] = rows.map((row) => ({
  id: uuidFromName(`demo/user/${row.email}`),
  email: row.email,
  password: 'demo',
  name: row.name,
  roles: row.roles,
  organisationId: organisationId(row.at),
  locale: row.locale ?? 'fr',
  ...(row.limitEuro === undefined ? {} : { approvalLimitMinor: BigInt(row.limitEuro) * 100n }),
  ...(row.manager ? { managerEmail: row.manager } : {}),
}));
