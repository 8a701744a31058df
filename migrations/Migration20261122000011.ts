import { Migration } from '@mikro-orm/migrations';

/**
 * What a message is about, so that it stands in the thread of its purchase whatever its subject says; and the indexes
 * by which a purchase is found from its money: a payment's reference, an advice's number, an invoice's line.
 */
export class Migration20261122000011 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`alter table "outgoing_mail" add column "about" text[] not null default '{}'`);
    this.addSql(`create index "outgoing_mail_about_index" on "outgoing_mail" using gin ("about")`);
    for (const [table, column] of INDEXES)
      this.addSql(`create index "${table}_${column}_index" on "${table}" ("${column}")`);
  }

  override async down(): Promise<void> {
    for (const [table, column] of INDEXES) this.addSql(`drop index "${table}_${column}_index"`);
    this.addSql(`alter table "outgoing_mail" drop column "about"`);
  }
}

const INDEXES = [
  ['invoice', 'purchase_order_id'],
  ['invoice_line', 'order_line_id'],
  ['bank_entry', 'end_to_end_id'],
  ['bank_entry', 'structured_reference'],
  ['remittance_advice', 'number'],
  ['remittance_advice', 'reference'],
  ['remittance_advice', 'exchange_id'],
] as const;
