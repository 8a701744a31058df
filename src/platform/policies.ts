/**
 * Row-level policies as data. Three group roles exist: `app_party` (a buyer's or seller's people and
 * partners, who see rows of their organisation), `app_operator` and `app_system` (everything). The
 * session sets `app.organisation_id` and `app.organisation_kind` for the transaction; without them
 * `app_party` sees nothing.
 */
const ORGANISATION = `nullif(current_setting('app.organisation_id', true), '')::uuid`;
const KIND = `current_setting('app.organisation_kind', true)`;

type Policies = {
  readonly rowLevelSecurity: 'force';
  readonly policies: {
    name: string;
    command: 'all' | 'select';
    roles: string[];
    using: string;
    check?: string;
  }[];
};

function withStaff(party: Policies['policies']): Policies {
  return {
    rowLevelSecurity: 'force',
    policies: [
      ...party,
      { name: 'operator', command: 'all', roles: ['app_operator'], using: 'true', check: 'true' },
      { name: 'system', command: 'all', roles: ['app_system'], using: 'true', check: 'true' },
    ],
  };
}

/** Rows that belong to one or two parties: visible and writable where one of the columns is ours. */
export function partyRows(...columns: [string, ...string[]]): Policies {
  const mine = columns.map((column) => `${column} = ${ORGANISATION}`).join(' or ');
  return withStaff([
    { name: 'party', command: 'all', roles: ['app_party'], using: mine, check: mine },
  ]);
}

/** Rows a party may read where a column is ours, but that only commands of staff or jobs write. */
export function partyReads(...columns: [string, ...string[]]): Policies {
  const mine = columns.map((column) => `${column} = ${ORGANISATION}`).join(' or ');
  return withStaff([{ name: 'party', command: 'select', roles: ['app_party'], using: mine }]);
}

/** Catalogue rows: every party reads, only staff and jobs write. */
export function sharedRows(): Policies {
  return withStaff([{ name: 'party', command: 'select', roles: ['app_party'], using: 'true' }]);
}

/** A seller's commercial rows: buyers read them, the seller reads and writes its own, rivals see nothing. */
export function sellerRows(column: string): Policies {
  const mine = `${column} = ${ORGANISATION}`;
  return withStaff([
    { name: 'party', command: 'all', roles: ['app_party'], using: mine, check: mine },
    { name: 'buyer', command: 'select', roles: ['app_party'], using: `${KIND} = 'buyer'` },
  ]);
}

/** Rows no party ever sees. */
export function internalRows(): Policies {
  return withStaff([]);
}
