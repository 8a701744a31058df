import { Migration } from '@mikro-orm/migrations';

/** A visit has its basket from its opening on; that its connection is its buyer's own is one foreign key. */
export class Migration20261122000013 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`alter table "punch_out_session" alter column "basket_id" drop not null`);
    this.addSql(
      `alter table "trading_connection" add constraint "trading_connection_id_organisation_id_unique" unique ("id", "organisation_id")`,
    );
    this.addSql(
      `alter table "punch_out_session" add constraint "punch_out_session_connection_id_buyer_id_foreign" foreign key ("connection_id", "buyer_id") references "trading_connection" ("id", "organisation_id")`,
    );
    this.addSql(
      `alter table "punch_out_session" drop constraint "punch_out_session_connection_id_foreign"`,
    );
    this.addSql(
      `alter table "punch_out_session" drop constraint "punch_out_session_buyer_id_foreign"`,
    );
  }

  override async down(): Promise<void> {
    this.addSql(
      `alter table "punch_out_session" add constraint "punch_out_session_connection_id_foreign" foreign key ("connection_id") references "trading_connection" ("id")`,
    );
    this.addSql(
      `alter table "punch_out_session" add constraint "punch_out_session_buyer_id_foreign" foreign key ("buyer_id") references "organisation" ("id")`,
    );
    this.addSql(
      `alter table "punch_out_session" drop constraint "punch_out_session_connection_id_buyer_id_foreign"`,
    );
    this.addSql(
      `alter table "trading_connection" drop constraint "trading_connection_id_organisation_id_unique"`,
    );
    // Each visit without a basket is given an empty one under its own id, closed where the visit is over.
    this.addSql(
      `insert into "basket" ("id", "buyer_id", "user_id", "state", "currency", "visit", "created_at") select "id", "buyer_id", "user_id", case when "state" in ('created', 'active') then 'open' else 'cancelled' end, 'EUR', true, "created_at" from "punch_out_session" where "basket_id" is null`,
    );
    this.addSql(`update "punch_out_session" set "basket_id" = "id" where "basket_id" is null`);
    this.addSql(`alter table "punch_out_session" alter column "basket_id" set not null`);
  }
}
