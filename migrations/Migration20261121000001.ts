import { Migration } from '@mikro-orm/migrations';

/** The tables, as generated from the entities, with their row-level policies. */
export class Migration20261121000001 extends Migration {
  override async up(): Promise<void> {
    this.addSql(
      `create table "audit_record" ("id" uuid not null, "at" timestamptz not null, "actor" text not null, "organisation_id" uuid null, "action" text not null, "subject" text not null, "detail" jsonb not null, "request_id" text null, primary key ("id"))`,
    );
    this.addSql(`create index "audit_record_subject_index" on "audit_record" ("subject")`);
    this.addSql(`create index "audit_record_at_index" on "audit_record" ("at")`);
    this.addSql(
      `create table "bank_statement" ("id" uuid not null, "exchange_id" uuid not null, "iban" text not null, "statement_number" text not null, "currency" char(3) not null, "opening_minor" bigint not null, "closing_minor" bigint not null, "from_on" date null, "to_on" date null, "entry_count" int not null, "progress_id" uuid not null, "imported_at" timestamptz not null, primary key ("id"))`,
    );
    this.addSql(
      `create index "bank_statement_imported_at_id_index" on "bank_statement" ("imported_at", "id")`,
    );
    this.addSql(
      `alter table "bank_statement" add constraint "bank_statement_iban_statement_number_unique" unique ("iban", "statement_number")`,
    );
    this.addSql(
      `create table "bank_entry" ("id" uuid not null, "bank_statement_id" uuid not null, "entry_key" text not null, "position" int not null, "amount_minor" bigint not null, "currency" char(3) not null, "booked_on" date not null, "value_on" date null, "counterparty_name" text null, "counterparty_iban" text null, "end_to_end_id" text null, "structured_reference" text null, "document_numbers" text[] not null default '{}', "remittance_text" text not null, "state" text not null, "buyer_id" uuid null, "purchase_order_id" uuid null, "unallocated_minor" bigint not null, "booked_as" text not null, "matched_at" timestamptz null, "version" int not null default 1, primary key ("id"))`,
    );
    this.addSql(
      `create index "bank_entry_state_booked_on_id_index" on "bank_entry" ("state", "booked_on", "id")`,
    );
    this.addSql(`create index "bank_entry_buyer_id_index" on "bank_entry" ("buyer_id")`);
    this.addSql(
      `create index "bank_entry_purchase_order_id_index" on "bank_entry" ("purchase_order_id")`,
    );
    this.addSql(
      `create index "bank_entry_bank_statement_id_index" on "bank_entry" ("bank_statement_id")`,
    );
    this.addSql(
      `create index "bank_entry_counterparty_iban_index" on "bank_entry" ("counterparty_iban")`,
    );
    this.addSql(
      `alter table "bank_entry" add constraint "bank_entry_entry_key_unique" unique ("entry_key")`,
    );
    this.addSql(
      `alter table "bank_entry" add constraint "bank_entry_state_check" check ("state" in ('imported', 'unmatched', 'part_matched', 'matched', 'ignored'))`,
    );
    this.addSql(
      `alter table "bank_entry" add constraint "bank_entry_booked_as_check" check ("booked_as" in ('unapplied_cash', 'payout', 'payout_return', 'suspense', 'bank_charges', 'bank_operating'))`,
    );
    this.addSql(
      `create table "allocation" ("id" uuid not null, "bank_entry_id" uuid not null, "invoice_id" uuid not null, "buyer_id" uuid not null, "seller_id" uuid not null, "amount_minor" bigint not null, "write_off_minor" bigint not null default 0, "currency" char(3) not null, "is_credit_note" boolean not null default false, "by_vat_rate" jsonb not null, "method" text not null, "evidence" jsonb not null, "ledger_transaction_id" uuid not null, "reversed_at" timestamptz null, "reversed_by" text null, "reversal_reason" text null, "created_at" timestamptz not null, "created_by" text not null, primary key ("id"))`,
    );
    this.addSql(`create index "allocation_bank_entry_id_index" on "allocation" ("bank_entry_id")`);
    this.addSql(`create index "allocation_invoice_id_index" on "allocation" ("invoice_id")`);
    this.addSql(
      `alter table "allocation" add constraint "allocation_amount" check (amount_minor > 0 and write_off_minor >= 0)`,
    );
    this.addSql(
      `alter table "allocation" add constraint "allocation_method_check" check ("method" in ('auto', 'manual'))`,
    );
    this.addSql(
      `create table "bulk_progress" ("id" uuid not null, "organisation_id" uuid null, "kind" text not null, "subject" text not null, "done" int not null default 0, "total" int null, "state" text not null, "message" text null, "started_at" timestamptz not null, "updated_at" timestamptz not null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "bulk_progress" add constraint "bulk_progress_state_check" check ("state" in ('running', 'finished', 'failed'))`,
    );
    this.addSql(
      `create table "category" ("unspsc" text not null, "name_en" text not null, "name_fr" text not null, "spend_class" text not null, primary key ("unspsc"))`,
    );
    this.addSql(
      `alter table "category" add constraint "category_spend_class_check" check ("spend_class" in ('A', 'B', 'C'))`,
    );
    this.addSql(
      `create table "exchange" ("id" uuid not null, "direction" text not null, "channel" text not null, "kind" text null, "partner_id" uuid null, "state" text not null, "document_key" text null, "keys" text[] not null default '{}', "content_type" text not null, "size_bytes" int not null, "sha256" text not null, "file_id" uuid not null, "answer_file_id" uuid null, "errors" jsonb not null default '[]', "advisories" jsonb not null default '[]', "links" jsonb not null default '[]', "attempts" int not null default 0, "request_id" text null, "at" timestamptz not null, "finished_at" timestamptz null, primary key ("id"))`,
    );
    this.addSql(`create index "exchange_at_id_index" on "exchange" ("at", "id")`);
    this.addSql(`create index "exchange_partner_id_at_index" on "exchange" ("partner_id", "at")`);
    this.addSql(`create index "exchange_document_key_index" on "exchange" ("document_key")`);
    this.addSql(`create index "exchange_keys_index" on "exchange" using gin ("keys")`);
    this.addSql(
      `alter table "exchange" add constraint "exchange_direction_check" check ("direction" in ('in', 'out'))`,
    );
    this.addSql(
      `alter table "exchange" add constraint "exchange_state_check" check ("state" in ('received', 'accepted', 'refused', 'queued', 'sent', 'failed', 'duplicate'))`,
    );
    this.addSql(
      `create table "idempotency_key" ("key" text not null, "input_hash" text not null, "result" jsonb null, "created_at" timestamptz not null, primary key ("key"))`,
    );
    this.addSql(
      `create table "ledger_account" ("id" uuid not null, "kind" text not null, "party_id" uuid null, "currency" char(3) not null, "balance_minor" bigint not null default 0, primary key ("id"))`,
    );
    this.addSql(
      `create unique index ledger_account_key on ledger_account (kind, party_id, currency) nulls not distinct`,
    );
    this.addSql(
      `alter table "ledger_account" add constraint "ledger_account_kind_check" check ("kind" in ('bank_ringfenced', 'bank_operating', 'buyer_receivable', 'seller_pending', 'seller_available', 'seller_reserved', 'commission_revenue', 'commission_vat', 'unapplied_cash', 'write_off', 'bank_charges', 'suspense'))`,
    );
    this.addSql(
      `create table "ledger_transaction" ("id" uuid not null, "cause" text not null, "request_hash" text not null, "journal" text not null, "effective_on" date not null, "recorded_at" timestamptz not null, "label" text not null, "reverses_id" uuid null, primary key ("id"))`,
    );
    this.addSql(
      `create index "ledger_transaction_effective_on_index" on "ledger_transaction" ("effective_on")`,
    );
    this.addSql(
      `alter table "ledger_transaction" add constraint "ledger_transaction_cause_unique" unique ("cause")`,
    );
    this.addSql(
      `alter table "ledger_transaction" add constraint "ledger_transaction_journal_check" check ("journal" in ('sales', 'bank', 'payout', 'general'))`,
    );
    this.addSql(
      `create table "ledger_entry" ("id" uuid not null, "transaction_id" uuid not null, "account_id" uuid not null, "seq" int not null, "amount_minor" bigint not null, "currency" char(3) not null, "balance_after_minor" bigint not null, "recorded_at" timestamptz not null, primary key ("id"))`,
    );
    this.addSql(
      `create index "ledger_entry_account_id_recorded_at_index" on "ledger_entry" ("account_id", "recorded_at")`,
    );
    this.addSql(
      `alter table "ledger_entry" add constraint "ledger_entry_transaction_id_seq_unique" unique ("transaction_id", "seq")`,
    );
    this.addSql(
      `alter table "ledger_entry" add constraint "ledger_entry_amount" check (amount_minor <> 0)`,
    );
    this.addSql(
      `create table "match_proposal" ("id" uuid not null, "bank_entry_id" uuid not null, "rank" int not null, "kind" text not null, "buyer_id" uuid not null, "score" int not null, "allocations" jsonb not null, "evidence" jsonb not null, "created_at" timestamptz not null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "match_proposal" add constraint "match_proposal_bank_entry_id_rank_unique" unique ("bank_entry_id", "rank")`,
    );
    this.addSql(
      `create table "number_series" ("series" text not null, "next" bigint not null, primary key ("series"))`,
    );
    this.addSql(
      `create table "organisation" ("id" uuid not null, "kind" text not null, "legal_name" text not null, "trading_name" text not null, "registration_number" text null, "establishment_number" text null, "vat_id" text null, "vat_regime" text not null default 'standard', "legal_form" text null, "register" text null, "gln" text null, "address" jsonb not null, "country" char(2) not null, "currency" char(3) not null, "locale" text not null, "email" text null, "iban" text null, "bic" text null, "commission_bp" int not null default 0, "payment_days" int not null default 30, "active" boolean not null default true, "created_at" timestamptz not null, "version" int not null default 1, primary key ("id"))`,
    );
    this.addSql(
      `create index "organisation_kind_trading_name_index" on "organisation" ("kind", "trading_name")`,
    );
    this.addSql(
      `alter table "organisation" add constraint "organisation_commission" check (commission_bp between 0 and 10000)`,
    );
    this.addSql(
      `alter table "organisation" add constraint "organisation_payment_days" check (payment_days between 0 and 60)`,
    );
    this.addSql(
      `alter table "organisation" add constraint "organisation_kind_check" check ("kind" in ('operator', 'buyer', 'seller'))`,
    );
    this.addSql(
      `alter table "organisation" add constraint "organisation_vat_regime_check" check ("vat_regime" in ('standard', 'franchise'))`,
    );
    this.addSql(
      `alter table "organisation" add constraint "organisation_locale_check" check ("locale" in ('en', 'fr'))`,
    );
    this.addSql(
      `create table "invoice" ("id" uuid not null, "number" text not null, "type_code" text not null, "seller_id" uuid not null, "buyer_id" uuid not null, "seller_order_id" uuid null, "shipment_id" uuid null, "purchase_order_id" uuid null, "purchase_order_number" text not null, "preceding_invoice_id" uuid null, "state" text not null, "issued_on" date not null, "due_on" date not null, "currency" char(3) not null, "net_minor" bigint not null, "vat_minor" bigint not null, "gross_minor" bigint not null, "open_minor" bigint not null, "commission_bp" int not null, "commission_net_minor" bigint not null, "commission_vat_minor" bigint not null, "statement_id" uuid null, "payment_reference" text not null, "ubl_file_id" uuid not null, "pdf_file_id" uuid null, "contest_until" date not null, "contested_at" timestamptz null, "contest_reason" text null, "credit_reason" text null, "created_at" timestamptz not null, "version" int not null default 1, primary key ("id"))`,
    );
    this.addSql(
      `create index "invoice_buyer_id_state_due_on_index" on "invoice" ("buyer_id", "state", "due_on")`,
    );
    this.addSql(`create index "invoice_seller_id_id_index" on "invoice" ("seller_id", "id")`);
    this.addSql(
      `create index "invoice_preceding_invoice_id_index" on "invoice" ("preceding_invoice_id")`,
    );
    this.addSql(`create index "invoice_statement_id_index" on "invoice" ("statement_id")`);
    this.addSql(`create index "invoice_seller_order_id_index" on "invoice" ("seller_order_id")`);
    this.addSql(`create index "invoice_number_index" on "invoice" ("number")`);
    this.addSql(`create index "invoice_ubl_file_id_index" on "invoice" ("ubl_file_id")`);
    this.addSql(`create index "invoice_pdf_file_id_index" on "invoice" ("pdf_file_id")`);
    this.addSql(
      `alter table "invoice" add constraint "invoice_seller_id_number_unique" unique ("seller_id", "number")`,
    );
    this.addSql(
      `alter table "invoice" add constraint "invoice_payment_reference_unique" unique ("payment_reference")`,
    );
    this.addSql(
      `alter table "invoice" add constraint "invoice_shipment_id_unique" unique ("shipment_id")`,
    );
    this.addSql(
      `alter table "invoice" add constraint "invoice_sum" check (net_minor + vat_minor = gross_minor)`,
    );
    this.addSql(
      `alter table "invoice" add constraint "invoice_open" check (open_minor between 0 and gross_minor)`,
    );
    this.addSql(
      `alter table "invoice" add constraint "invoice_state_check" check ("state" in ('issued', 'part_paid', 'paid', 'credited'))`,
    );
    this.addSql(
      `create table "invoice_vat" ("id" uuid not null, "invoice_id" uuid not null, "buyer_id" uuid not null, "seller_id" uuid not null, "category" text not null, "rate_bp" int not null, "base_minor" bigint not null, "vat_minor" bigint not null, "exemption_reason" text null, "exemption_code" text null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "invoice_vat" add constraint "invoice_vat_invoice_id_category_rate_bp_unique" unique ("invoice_id", "category", "rate_bp")`,
    );
    this.addSql(
      `create table "invoice_line" ("id" uuid not null, "invoice_id" uuid not null, "buyer_id" uuid not null, "seller_id" uuid not null, "position" int not null, "order_line_id" uuid null, "order_line_number" int null, "sku" text not null, "gtin" text null, "description" text not null, "unspsc" text null, "unit" text not null, "quantity" numeric(20,6) not null, "unit_price" numeric(20,6) not null, "net_minor" bigint not null, "vat_category" text not null, "vat_rate_bp" int not null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "invoice_line" add constraint "invoice_line_invoice_id_position_unique" unique ("invoice_id", "position")`,
    );
    this.addSql(
      `create table "exposure_hold" ("id" uuid not null, "buyer_id" uuid not null, "subject" text not null, "amount_minor" bigint not null, "remaining_minor" bigint not null, "currency" char(3) not null, "state" text not null, "created_at" timestamptz not null, "expires_at" timestamptz null, primary key ("id"))`,
    );
    this.addSql(
      `create index "exposure_hold_state_expires_at_index" on "exposure_hold" ("state", "expires_at")`,
    );
    this.addSql(
      `alter table "exposure_hold" add constraint "exposure_hold_subject_unique" unique ("subject")`,
    );
    this.addSql(
      `alter table "exposure_hold" add constraint "exposure_hold_amounts" check (amount_minor > 0 and remaining_minor between 0 and amount_minor)`,
    );
    this.addSql(
      `alter table "exposure_hold" add constraint "exposure_hold_state_check" check ("state" in ('held', 'consumed', 'released'))`,
    );
    this.addSql(
      `create table "delivery_address" ("id" uuid not null, "organisation_id" uuid not null, "code" text not null, "address" jsonb not null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "delivery_address" add constraint "delivery_address_organisation_id_code_unique" unique ("organisation_id", "code")`,
    );
    this.addSql(
      `create table "credit_open_item" ("id" uuid not null, "buyer_id" uuid not null, "seller_id" uuid not null, "subject" text not null, "number" text not null, "currency" char(3) not null, "amount_minor" bigint not null, "open_minor" bigint not null, "paid_minor" bigint not null default 0, "late_weighted" bigint not null default 0, "on_terms" boolean not null, "due_on" date not null, "last_paid_on" date null, primary key ("id"))`,
    );
    this.addSql(
      `create index "credit_open_item_buyer_id_currency_due_on_index" on "credit_open_item" ("buyer_id", "currency", "due_on")`,
    );
    this.addSql(
      `alter table "credit_open_item" add constraint "credit_open_item_amounts" check (amount_minor >= 0 and open_minor between 0 and amount_minor and paid_minor between 0 and amount_minor)`,
    );
    this.addSql(
      `create table "credit_account" ("id" uuid not null, "buyer_id" uuid not null, "currency" char(3) not null, "limit_minor" bigint not null, "held_minor" bigint not null default 0, "open_minor" bigint not null default 0, "cover_minor" bigint not null default 0, "cover_bp" int not null default 0, "cover_as_of" timestamptz null, "grade" int null, "company_since" date null, "blocked" boolean not null default false, "version" int not null default 1, primary key ("id"))`,
    );
    this.addSql(
      `alter table "credit_account" add constraint "credit_account_buyer_id_currency_unique" unique ("buyer_id", "currency")`,
    );
    this.addSql(
      `alter table "credit_account" add constraint "credit_account_exposure" check (held_minor >= 0 and open_minor >= 0)`,
    );
    this.addSql(
      `alter table "credit_account" add constraint "credit_account_limit" check (limit_minor >= 0)`,
    );
    this.addSql(
      `alter table "credit_account" add constraint "credit_account_grade" check (grade between 1 and 10)`,
    );
    this.addSql(
      `create table "cost_centre" ("id" uuid not null, "organisation_id" uuid not null, "code" text not null, "name_en" text not null, "name_fr" text not null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "cost_centre" add constraint "cost_centre_organisation_id_code_unique" unique ("organisation_id", "code")`,
    );
    this.addSql(
      `create table "contract_price" ("id" uuid not null, "buyer_id" uuid not null, "seller_id" uuid not null, "offer_id" uuid null, "unspsc_prefix" text null, "unit_price" numeric(20,6) null, "discount_bp" int null, "valid_from" date not null, "valid_until" date null, "accepted_at" timestamptz null, "reference" text not null, primary key ("id"))`,
    );
    this.addSql(
      `create index "contract_price_buyer_id_seller_id_index" on "contract_price" ("buyer_id", "seller_id")`,
    );
    this.addSql(
      `alter table "contract_price" add constraint "contract_price_form" check ((offer_id is not null and unit_price is not null) or (unspsc_prefix is not null and discount_bp is not null))`,
    );
    this.addSql(
      `alter table "contract_price" add constraint "contract_price_discount" check (discount_bp between 0 and 9000)`,
    );
    this.addSql(
      `create table "buyer_statement" ("id" uuid not null, "buyer_id" uuid not null, "number" text not null, "issued_on" date not null, "due_on" date not null, "currency" char(3) not null, "total_minor" bigint not null, "invoice_count" int not null, "payment_reference" text not null, "pdf_file_id" uuid null, "mail_id" uuid null, "created_at" timestamptz not null, primary key ("id"))`,
    );
    this.addSql(
      `create index "buyer_statement_buyer_id_issued_on_index" on "buyer_statement" ("buyer_id", "issued_on")`,
    );
    this.addSql(
      `alter table "buyer_statement" add constraint "buyer_statement_buyer_id_number_unique" unique ("buyer_id", "number")`,
    );
    this.addSql(
      `alter table "buyer_statement" add constraint "buyer_statement_payment_reference_unique" unique ("payment_reference")`,
    );
    this.addSql(
      `create table "billing_mandate" ("id" uuid not null, "seller_id" uuid not null, "state" text not null, "signed_on" date null, "active_from" date null, "contest_days" int not null default 15, "document_sha256" text null, "series" text not null, "version" int not null default 1, primary key ("id"))`,
    );
    this.addSql(
      `alter table "billing_mandate" add constraint "billing_mandate_seller_id_unique" unique ("seller_id")`,
    );
    this.addSql(
      `alter table "billing_mandate" add constraint "billing_mandate_series_unique" unique ("series")`,
    );
    this.addSql(
      `alter table "billing_mandate" add constraint "billing_mandate_state_check" check ("state" in ('draft', 'signed', 'active', 'suspended', 'terminated'))`,
    );
    this.addSql(
      `create table "basket" ("id" uuid not null, "buyer_id" uuid not null, "user_id" uuid not null, "state" text not null, "currency" char(3) not null, "visit" boolean not null default false, "restored_lines" int not null default 0, "created_at" timestamptz not null, "version" int not null default 1, primary key ("id"))`,
    );
    this.addSql(
      `create index "basket_buyer_id_user_id_state_index" on "basket" ("buyer_id", "user_id", "state")`,
    );
    this.addSql(
      `alter table "basket" add constraint "basket_state_check" check ("state" in ('open', 'returned', 'submitted', 'cancelled'))`,
    );
    this.addSql(
      `create table "basket_line" ("id" uuid not null, "basket_id" uuid not null, "buyer_id" uuid not null, "offer_id" uuid not null, "seller_id" uuid not null, "position" int not null, "quantity" numeric(20,6) not null, "auxiliary_id" text null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "basket_line" add constraint "basket_line_basket_id_offer_id_unique" unique ("basket_id", "offer_id")`,
    );
    this.addSql(
      `alter table "basket_line" add constraint "basket_line_quantity" check (quantity > 0)`,
    );
    this.addSql(
      `create table "assortment_rule" ("id" uuid not null, "buyer_id" uuid not null, "seller_id" uuid not null, "unspsc_prefix" text not null default '', primary key ("id"))`,
    );
    this.addSql(
      `alter table "assortment_rule" add constraint "assortment_rule_buyer_id_seller_id_unspsc_prefix_unique" unique ("buyer_id", "seller_id", "unspsc_prefix")`,
    );
    this.addSql(
      `create table "outbox_event" ("id" uuid not null, "name" text not null, "payload" jsonb not null, "occurred_at" timestamptz not null, primary key ("id"))`,
    );
    this.addSql(`create index "outbox_event_occurred_at_index" on "outbox_event" ("occurred_at")`);
    this.addSql(
      `create table "outgoing_mail" ("id" uuid not null, "organisation_id" uuid null, "recipient" text not null, "subject" text not null, "text" text not null, "html" text null, "attachment_file_ids" text[] not null default '{}', "state" text not null, "error" text null, "created_at" timestamptz not null, "sent_at" timestamptz null, primary key ("id"))`,
    );
    this.addSql(`create index "outgoing_mail_created_at_index" on "outgoing_mail" ("created_at")`);
    this.addSql(
      `alter table "outgoing_mail" add constraint "outgoing_mail_state_check" check ("state" in ('queued', 'sent', 'failed'))`,
    );
    this.addSql(
      `create table "payment_behaviour" ("id" uuid not null, "buyer_id" uuid not null, "currency" char(3) not null, "orders_placed" int not null default 0, "recent_orders" jsonb not null default '[]', "insolvency_on" date null, "bank_reject_on" date null, "broken_promise_on" date null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "payment_behaviour" add constraint "payment_behaviour_buyer_id_currency_unique" unique ("buyer_id", "currency")`,
    );
    this.addSql(
      `create table "payout_run" ("id" uuid not null, "number" text not null, "execution_on" date not null, "currency" char(3) not null, "total_minor" bigint not null, "payout_count" int not null, "state" text not null, "file_id" uuid null, "created_at" timestamptz not null, "created_by" text not null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "payout_run" add constraint "payout_run_number_unique" unique ("number")`,
    );
    this.addSql(
      `alter table "payout_run" add constraint "payout_run_state_check" check ("state" in ('created', 'sent', 'executed', 'failed'))`,
    );
    this.addSql(
      `create table "payout" ("id" uuid not null, "payout_run_id" uuid not null, "seller_id" uuid not null, "number" text not null, "amount_minor" bigint not null, "currency" char(3) not null, "iban" text not null, "state" text not null, "bank_entry_id" uuid null, "paid_on" date null, "created_at" timestamptz not null, "version" int not null default 1, primary key ("id"))`,
    );
    this.addSql(
      `create index "payout_seller_id_created_at_index" on "payout" ("seller_id", "created_at")`,
    );
    this.addSql(`create index "payout_payout_run_id_index" on "payout" ("payout_run_id")`);
    this.addSql(`alter table "payout" add constraint "payout_number_unique" unique ("number")`);
    this.addSql(`alter table "payout" add constraint "payout_amount" check (amount_minor > 0)`);
    this.addSql(
      `alter table "payout" add constraint "payout_state_check" check ("state" in ('reserved', 'sent', 'paid', 'returned'))`,
    );
    this.addSql(
      `create table "product" ("id" uuid not null, "gtin" text null, "manufacturer" text not null, "manufacturer_part_id" text not null, "unspsc" text not null, "name_en" text not null, "name_fr" text not null, "description_en" text not null, "description_fr" text not null, "search_text" text not null, "attributes" jsonb not null default '{}', "created_at" timestamptz not null, primary key ("id"))`,
    );
    this.addSql(`create index "product_unspsc_id_index" on "product" ("unspsc", "id")`);
    this.addSql(`create index "product_gtin_index" on "product" ("gtin")`);
    this.addSql(
      `create index "product_manufacturer_part_id_index" on "product" ("manufacturer_part_id")`,
    );
    this.addSql(
      `create table "offer" ("id" uuid not null, "product_id" uuid not null, "seller_id" uuid not null, "sku" text not null, "unit_price" numeric(20,6) not null, "currency" char(3) not null, "unit" text not null, "pack_quantity" numeric(20,6) not null, "minimum_quantity" numeric(20,6) not null, "quantity_step" numeric(20,6) not null, "price_breaks" jsonb not null default '[]', "eco_contribution_minor" bigint not null default 0, "stock" numeric(20,6) not null, "lead_days" int not null, "vat_category" text not null, "vat_rate_bp" int not null, "active" boolean not null default true, "updated_at" timestamptz not null, "version" int not null default 1, primary key ("id"))`,
    );
    this.addSql(`create index "offer_product_id_index" on "offer" ("product_id")`);
    this.addSql(
      `alter table "offer" add constraint "offer_seller_id_sku_unique" unique ("seller_id", "sku")`,
    );
    this.addSql(`alter table "offer" add constraint "offer_price" check (unit_price > 0)`);
    this.addSql(
      `alter table "offer" add constraint "offer_quantities" check (minimum_quantity > 0 and quantity_step > 0 and pack_quantity > 0)`,
    );
    this.addSql(
      `create table "purchase_order" ("id" uuid not null, "buyer_id" uuid not null, "number" text not null, "order_version" int not null default 1, "payload_id" text null, "requisition_id" uuid null, "connection_id" uuid null, "state" text not null, "currency" char(3) not null, "net_minor" bigint not null, "vat_minor" bigint not null, "terms_outcome" text not null, "payment_days" int not null, "terms_decision_id" uuid null, "ship_to" jsonb not null, "bill_to" jsonb not null, "ordered_by" text not null, "comments" text null, "ordered_at" timestamptz not null, "version" int not null default 1, primary key ("id"))`,
    );
    this.addSql(
      `create index "purchase_order_buyer_id_ordered_at_index" on "purchase_order" ("buyer_id", "ordered_at")`,
    );
    this.addSql(
      `create index "purchase_order_requisition_id_index" on "purchase_order" ("requisition_id")`,
    );
    this.addSql(
      `alter table "purchase_order" add constraint "purchase_order_buyer_id_number_order_version_unique" unique ("buyer_id", "number", "order_version")`,
    );
    this.addSql(
      `alter table "purchase_order" add constraint "purchase_order_state_check" check ("state" in ('awaiting_payment', 'released', 'in_delivery', 'delivered', 'closed', 'cancelled'))`,
    );
    this.addSql(
      `alter table "purchase_order" add constraint "purchase_order_terms_outcome_check" check ("terms_outcome" in ('prepay', 'short', 'full'))`,
    );
    this.addSql(
      `create table "requisition" ("id" uuid not null, "buyer_id" uuid not null, "number" text not null, "basket_id" uuid not null, "session_id" uuid null, "requester_id" uuid not null, "requester_name" text not null, "state" text not null, "currency" char(3) not null, "net_minor" bigint not null, "vat_minor" bigint not null, "cost_centre" text null, "ship_to" jsonb null, "justification" text null, "content_hash" text not null, "valid_until" timestamptz not null, "created_at" timestamptz not null, "version" int not null default 1, primary key ("id"))`,
    );
    this.addSql(
      `create index "requisition_buyer_id_state_created_at_index" on "requisition" ("buyer_id", "state", "created_at")`,
    );
    this.addSql(`create index "requisition_session_id_index" on "requisition" ("session_id")`);
    this.addSql(
      `alter table "requisition" add constraint "requisition_buyer_id_number_unique" unique ("buyer_id", "number")`,
    );
    this.addSql(
      `alter table "requisition" add constraint "requisition_state_check" check ("state" in ('returned', 'submitted', 'approved', 'rejected', 'withdrawn', 'ordered', 'expired'))`,
    );
    this.addSql(
      `create table "approval" ("id" uuid not null, "requisition_id" uuid not null, "buyer_id" uuid not null, "requester_id" uuid not null, "approver_id" uuid not null, "approver_name" text not null, "decision" text not null, "comment" text null, "content_hash" text not null, "decided_at" timestamptz not null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "approval" add constraint "approval_requisition_id_approver_id_unique" unique ("requisition_id", "approver_id")`,
    );
    this.addSql(
      `alter table "approval" add constraint "approval_four_eyes" check (approver_id <> requester_id)`,
    );
    this.addSql(
      `alter table "approval" add constraint "approval_decision_check" check ("decision" in ('approved', 'rejected'))`,
    );
    this.addSql(
      `create table "requisition_line" ("id" uuid not null, "requisition_id" uuid not null, "buyer_id" uuid not null, "position" int not null, "offer_id" uuid not null, "product_id" uuid not null, "seller_id" uuid not null, "sku" text not null, "gtin" text null, "manufacturer" text not null, "manufacturer_part_id" text not null, "description" text not null, "unspsc" text not null, "unit" text not null, "quantity" numeric(20,6) not null, "quantity_step" numeric(20,6) not null, "unit_price" numeric(20,6) not null, "price_source" text not null, "net_minor" bigint not null, "vat_category" text not null, "vat_rate_bp" int not null, "lead_days" int not null, "auxiliary_id" text not null, primary key ("id"))`,
    );
    this.addSql(
      `create index "requisition_line_auxiliary_id_index" on "requisition_line" ("auxiliary_id")`,
    );
    this.addSql(
      `alter table "requisition_line" add constraint "requisition_line_requisition_id_position_unique" unique ("requisition_id", "position")`,
    );
    this.addSql(
      `alter table "requisition_line" add constraint "requisition_line_requisition_id_auxiliary_id_unique" unique ("requisition_id", "auxiliary_id")`,
    );
    this.addSql(
      `alter table "requisition_line" add constraint "requisition_line_quantity" check (quantity > 0)`,
    );
    this.addSql(
      `create table "seller_order" ("id" uuid not null, "purchase_order_id" uuid not null, "buyer_id" uuid not null, "seller_id" uuid not null, "number" text not null, "state" text not null, "currency" char(3) not null, "net_minor" bigint not null, "vat_minor" bigint not null, "ship_to" jsonb not null, "buyer_order_number" text not null, "payment_days" int not null, "seller_reference" text null, "promised_on" date null, "created_at" timestamptz not null, "sent_at" timestamptz null, "answered_at" timestamptz null, "version" int not null default 1, primary key ("id"))`,
    );
    this.addSql(
      `create index "seller_order_purchase_order_id_index" on "seller_order" ("purchase_order_id")`,
    );
    this.addSql(
      `create index "seller_order_seller_id_created_at_index" on "seller_order" ("seller_id", "created_at")`,
    );
    this.addSql(
      `create index "seller_order_buyer_id_created_at_index" on "seller_order" ("buyer_id", "created_at")`,
    );
    this.addSql(
      `alter table "seller_order" add constraint "seller_order_seller_id_number_unique" unique ("seller_id", "number")`,
    );
    this.addSql(
      `alter table "seller_order" add constraint "seller_order_state_check" check ("state" in ('held', 'to_send', 'sent', 'accepted', 'part_shipped', 'shipped', 'part_received', 'received', 'refused', 'cancelled'))`,
    );
    this.addSql(
      `create table "order_line" ("id" uuid not null, "purchase_order_id" uuid not null, "seller_order_id" uuid not null, "buyer_id" uuid not null, "seller_id" uuid not null, "line_number" int not null, "offer_id" uuid null, "sku" text not null, "gtin" text null, "description" text not null, "unspsc" text not null, "unit" text not null, "quantity" numeric(20,6) not null, "unit_price" numeric(20,6) not null, "currency" char(3) not null, "net_minor" bigint not null, "vat_category" text not null, "vat_rate_bp" int not null, "auxiliary_id" text null, "cost_centre" text null, "confirmed_quantity" numeric(20,6) null, "confirmed_on" date null, "answer" text null, "answer_reason" text null, "shipped_quantity" numeric(20,6) not null, "received_quantity" numeric(20,6) not null, "invoiced_quantity" numeric(20,6) not null, primary key ("id"))`,
    );
    this.addSql(
      `create index "order_line_seller_order_id_index" on "order_line" ("seller_order_id")`,
    );
    this.addSql(
      `alter table "order_line" add constraint "order_line_purchase_order_id_line_number_unique" unique ("purchase_order_id", "line_number")`,
    );
    this.addSql(
      `alter table "order_line" add constraint "order_line_quantities" check (quantity > 0 and shipped_quantity >= 0 and received_quantity between 0 and shipped_quantity and invoiced_quantity between 0 and quantity)`,
    );
    this.addSql(
      `create table "seller_payable" ("id" uuid not null, "seller_id" uuid not null, "invoice_id" uuid not null, "currency" char(3) not null, "amount_minor" bigint not null, "state" text not null, "payout_id" uuid null, "available_at" timestamptz null, "release_transaction_id" uuid null, "version" int not null default 1, primary key ("id"))`,
    );
    this.addSql(
      `create index "seller_payable_seller_id_state_index" on "seller_payable" ("seller_id", "state")`,
    );
    this.addSql(`create index "seller_payable_payout_id_index" on "seller_payable" ("payout_id")`);
    this.addSql(
      `alter table "seller_payable" add constraint "seller_payable_invoice_id_unique" unique ("invoice_id")`,
    );
    this.addSql(
      `alter table "seller_payable" add constraint "seller_payable_state_check" check ("state" in ('pending', 'available', 'blocked', 'reserved', 'paid'))`,
    );
    this.addSql(
      `create table "shipment" ("id" uuid not null, "seller_order_id" uuid not null, "buyer_id" uuid not null, "seller_id" uuid not null, "number" text not null, "carrier" text null, "tracking_number" text null, "shipped_on" date not null, "expected_on" date null, "received_at" timestamptz null, "received_by" text null, "created_at" timestamptz not null, primary key ("id"))`,
    );
    this.addSql(`create index "shipment_seller_order_id_index" on "shipment" ("seller_order_id")`);
    this.addSql(
      `alter table "shipment" add constraint "shipment_seller_id_number_unique" unique ("seller_id", "number")`,
    );
    this.addSql(
      `create table "shipment_line" ("id" uuid not null, "shipment_id" uuid not null, "order_line_id" uuid not null, "buyer_id" uuid not null, "seller_id" uuid not null, "quantity" numeric(20,6) not null, "received_quantity" numeric(20,6) not null, primary key ("id"))`,
    );
    this.addSql(
      `create index "shipment_line_shipment_id_index" on "shipment_line" ("shipment_id")`,
    );
    this.addSql(
      `create index "shipment_line_order_line_id_index" on "shipment_line" ("order_line_id")`,
    );
    this.addSql(
      `alter table "shipment_line" add constraint "shipment_line_quantity" check (quantity > 0 and received_quantity between 0 and quantity)`,
    );
    this.addSql(
      `create table "sign_in_attempt" ("address_hash" text not null, "failures" int not null, "reset_at" timestamptz not null, primary key ("address_hash"))`,
    );
    this.addSql(
      `create table "stored_file" ("id" uuid not null, "organisation_id" uuid null, "name" text not null, "content_type" text not null, "size_bytes" int not null, "sha256" text not null, "content" bytea not null, "created_at" timestamptz not null, primary key ("id"))`,
    );
    this.addSql(
      `create table "terms_decision" ("id" uuid not null, "buyer_id" uuid not null, "subject" text not null, "amount_minor" bigint not null, "currency" char(3) not null, "outcome" text not null, "payment_days" int not null, "score" int null, "reasons" jsonb not null, "counterfactuals" jsonb not null default '[]', "facts" jsonb not null, "ruleset" text not null, "blind" boolean not null default false, "decided_at" timestamptz not null, "expires_at" timestamptz not null, primary key ("id"))`,
    );
    this.addSql(
      `create index "terms_decision_buyer_id_decided_at_index" on "terms_decision" ("buyer_id", "decided_at")`,
    );
    this.addSql(`create index "terms_decision_subject_index" on "terms_decision" ("subject")`);
    this.addSql(
      `alter table "terms_decision" add constraint "terms_decision_outcome_check" check ("outcome" in ('prepay', 'short', 'full', 'refused'))`,
    );
    this.addSql(
      `create table "trading_connection" ("id" uuid not null, "organisation_id" uuid not null, "protocol" text not null, "name" text not null, "deployment_mode" text not null, "profile" text not null default 'generic', "profile_overlay" jsonb not null default '{}', "secret_sealed" text null, "secret_next_sealed" text null, "outbound_url" text null, "form_post_origin" text null, "api_key_hash" text null, "edi_identity" text null, "edi_qualifier" text null, "active" boolean not null default true, "created_at" timestamptz not null, "version" int not null default 1, primary key ("id"))`,
    );
    this.addSql(
      `create index "trading_connection_organisation_id_index" on "trading_connection" ("organisation_id")`,
    );
    this.addSql(
      `create index "trading_connection_api_key_hash_index" on "trading_connection" ("api_key_hash")`,
    );
    this.addSql(
      `create index "trading_connection_edi_identity_index" on "trading_connection" ("edi_identity")`,
    );
    this.addSql(
      `alter table "trading_connection" add constraint "trading_connection_protocol_name_unique" unique ("protocol", "name")`,
    );
    this.addSql(
      `alter table "trading_connection" add constraint "trading_connection_protocol_check" check ("protocol" in ('cxml', 'oci', 'edifact', 'page'))`,
    );
    this.addSql(
      `alter table "trading_connection" add constraint "trading_connection_deployment_mode_check" check ("deployment_mode" in ('test', 'production'))`,
    );
    this.addSql(
      `create table "punch_out_session" ("id" uuid not null, "connection_id" uuid not null, "buyer_id" uuid not null, "user_id" uuid not null, "basket_id" uuid not null, "operation" text not null, "protocol" text not null, "buyer_cookie" text not null, "setup_payload_id" text not null, "parties" jsonb not null, "browser_form_post" text null, "form_fields" jsonb not null default '{}', "locale" text not null, "deployment_mode" text not null, "start_at" text null, "start_token_hash" text not null, "start_expires_at" timestamptz not null, "start_used_at" timestamptz null, "session_token_hash" text null, "session_expires_at" timestamptz null, "state" text not null, "exchange_id" uuid null, "created_at" timestamptz not null, "ended_at" timestamptz null, primary key ("id"))`,
    );
    this.addSql(
      `create index "punch_out_session_buyer_id_created_at_index" on "punch_out_session" ("buyer_id", "created_at")`,
    );
    this.addSql(
      `alter table "punch_out_session" add constraint "punch_out_session_start_token_hash_unique" unique ("start_token_hash")`,
    );
    this.addSql(
      `alter table "punch_out_session" add constraint "punch_out_session_session_token_hash_unique" unique ("session_token_hash")`,
    );
    this.addSql(
      `alter table "punch_out_session" add constraint "punch_out_session_operation_check" check ("operation" in ('create', 'edit', 'inspect'))`,
    );
    this.addSql(
      `alter table "punch_out_session" add constraint "punch_out_session_protocol_check" check ("protocol" in ('cxml', 'oci'))`,
    );
    this.addSql(
      `alter table "punch_out_session" add constraint "punch_out_session_locale_check" check ("locale" in ('en', 'fr'))`,
    );
    this.addSql(
      `alter table "punch_out_session" add constraint "punch_out_session_deployment_mode_check" check ("deployment_mode" in ('test', 'production'))`,
    );
    this.addSql(
      `alter table "punch_out_session" add constraint "punch_out_session_state_check" check ("state" in ('created', 'active', 'returned', 'cancelled', 'expired'))`,
    );
    this.addSql(
      `create table "partner_credential" ("id" uuid not null, "connection_id" uuid not null, "organisation_id" uuid not null, "domain" text not null, "identity" text not null, primary key ("id"))`,
    );
    this.addSql(
      `create index "partner_credential_domain_identity_index" on "partner_credential" ("domain", "identity")`,
    );
    this.addSql(
      `alter table "partner_credential" add constraint "partner_credential_identity" unique ("domain", "identity", "connection_id")`,
    );
    this.addSql(
      `create table "user_account" ("id" uuid not null, "organisation_id" uuid not null, "email" text not null, "name" text not null, "password_hash" text null, "roles" text[] not null, "locale" text not null, "approval_limit_minor" bigint null, "active" boolean not null default true, "created_at" timestamptz not null, primary key ("id"))`,
    );
    this.addSql(
      `create index "user_account_organisation_id_index" on "user_account" ("organisation_id")`,
    );
    this.addSql(`alter table "user_account" add constraint "user_account_email" unique ("email")`);
    this.addSql(
      `alter table "user_account" add constraint "user_account_locale_check" check ("locale" in ('en', 'fr'))`,
    );
    this.addSql(
      `create table "login_session" ("token_hash" text not null, "user_id" uuid not null, "csrf_token" text not null, "created_at" timestamptz not null, "expires_at" timestamptz not null, primary key ("token_hash"))`,
    );
    this.addSql(`create index "login_session_expires_at_index" on "login_session" ("expires_at")`);
    this.addSql(
      `alter table "bank_entry" add constraint "bank_entry_bank_statement_id_foreign" foreign key ("bank_statement_id") references "bank_statement" ("id")`,
    );
    this.addSql(
      `alter table "allocation" add constraint "allocation_bank_entry_id_foreign" foreign key ("bank_entry_id") references "bank_entry" ("id")`,
    );
    this.addSql(
      `alter table "ledger_entry" add constraint "ledger_entry_transaction_id_foreign" foreign key ("transaction_id") references "ledger_transaction" ("id")`,
    );
    this.addSql(
      `alter table "ledger_entry" add constraint "ledger_entry_account_id_foreign" foreign key ("account_id") references "ledger_account" ("id")`,
    );
    this.addSql(
      `alter table "match_proposal" add constraint "match_proposal_bank_entry_id_foreign" foreign key ("bank_entry_id") references "bank_entry" ("id")`,
    );
    this.addSql(
      `alter table "invoice" add constraint "invoice_seller_id_foreign" foreign key ("seller_id") references "organisation" ("id")`,
    );
    this.addSql(
      `alter table "invoice_vat" add constraint "invoice_vat_invoice_id_foreign" foreign key ("invoice_id") references "invoice" ("id")`,
    );
    this.addSql(
      `alter table "invoice_line" add constraint "invoice_line_invoice_id_foreign" foreign key ("invoice_id") references "invoice" ("id")`,
    );
    this.addSql(
      `alter table "exposure_hold" add constraint "exposure_hold_buyer_id_foreign" foreign key ("buyer_id") references "organisation" ("id")`,
    );
    this.addSql(
      `alter table "delivery_address" add constraint "delivery_address_organisation_id_foreign" foreign key ("organisation_id") references "organisation" ("id")`,
    );
    this.addSql(
      `alter table "credit_open_item" add constraint "credit_open_item_buyer_id_foreign" foreign key ("buyer_id") references "organisation" ("id")`,
    );
    this.addSql(
      `alter table "credit_account" add constraint "credit_account_buyer_id_foreign" foreign key ("buyer_id") references "organisation" ("id")`,
    );
    this.addSql(
      `alter table "cost_centre" add constraint "cost_centre_organisation_id_foreign" foreign key ("organisation_id") references "organisation" ("id")`,
    );
    this.addSql(
      `alter table "contract_price" add constraint "contract_price_buyer_id_foreign" foreign key ("buyer_id") references "organisation" ("id")`,
    );
    this.addSql(
      `alter table "buyer_statement" add constraint "buyer_statement_buyer_id_foreign" foreign key ("buyer_id") references "organisation" ("id")`,
    );
    this.addSql(
      `alter table "billing_mandate" add constraint "billing_mandate_seller_id_foreign" foreign key ("seller_id") references "organisation" ("id")`,
    );
    this.addSql(
      `alter table "basket" add constraint "basket_buyer_id_foreign" foreign key ("buyer_id") references "organisation" ("id")`,
    );
    this.addSql(
      `alter table "basket_line" add constraint "basket_line_basket_id_foreign" foreign key ("basket_id") references "basket" ("id")`,
    );
    this.addSql(
      `alter table "assortment_rule" add constraint "assortment_rule_buyer_id_foreign" foreign key ("buyer_id") references "organisation" ("id")`,
    );
    this.addSql(
      `alter table "payment_behaviour" add constraint "payment_behaviour_buyer_id_foreign" foreign key ("buyer_id") references "organisation" ("id")`,
    );
    this.addSql(
      `alter table "payout" add constraint "payout_payout_run_id_foreign" foreign key ("payout_run_id") references "payout_run" ("id")`,
    );
    this.addSql(
      `alter table "payout" add constraint "payout_seller_id_foreign" foreign key ("seller_id") references "organisation" ("id")`,
    );
    this.addSql(
      `alter table "offer" add constraint "offer_product_id_foreign" foreign key ("product_id") references "product" ("id")`,
    );
    this.addSql(
      `alter table "offer" add constraint "offer_seller_id_foreign" foreign key ("seller_id") references "organisation" ("id")`,
    );
    this.addSql(
      `alter table "purchase_order" add constraint "purchase_order_buyer_id_foreign" foreign key ("buyer_id") references "organisation" ("id")`,
    );
    this.addSql(
      `alter table "requisition" add constraint "requisition_buyer_id_foreign" foreign key ("buyer_id") references "organisation" ("id")`,
    );
    this.addSql(
      `alter table "requisition" add constraint "requisition_basket_id_foreign" foreign key ("basket_id") references "basket" ("id")`,
    );
    this.addSql(
      `alter table "approval" add constraint "approval_requisition_id_foreign" foreign key ("requisition_id") references "requisition" ("id")`,
    );
    this.addSql(
      `alter table "requisition_line" add constraint "requisition_line_requisition_id_foreign" foreign key ("requisition_id") references "requisition" ("id")`,
    );
    this.addSql(
      `alter table "seller_order" add constraint "seller_order_purchase_order_id_foreign" foreign key ("purchase_order_id") references "purchase_order" ("id")`,
    );
    this.addSql(
      `alter table "seller_order" add constraint "seller_order_seller_id_foreign" foreign key ("seller_id") references "organisation" ("id")`,
    );
    this.addSql(
      `alter table "order_line" add constraint "order_line_purchase_order_id_foreign" foreign key ("purchase_order_id") references "purchase_order" ("id")`,
    );
    this.addSql(
      `alter table "order_line" add constraint "order_line_seller_order_id_foreign" foreign key ("seller_order_id") references "seller_order" ("id")`,
    );
    this.addSql(
      `alter table "seller_payable" add constraint "seller_payable_seller_id_foreign" foreign key ("seller_id") references "organisation" ("id")`,
    );
    this.addSql(
      `alter table "shipment" add constraint "shipment_seller_order_id_foreign" foreign key ("seller_order_id") references "seller_order" ("id")`,
    );
    this.addSql(
      `alter table "shipment_line" add constraint "shipment_line_shipment_id_foreign" foreign key ("shipment_id") references "shipment" ("id")`,
    );
    this.addSql(
      `alter table "shipment_line" add constraint "shipment_line_order_line_id_foreign" foreign key ("order_line_id") references "order_line" ("id")`,
    );
    this.addSql(
      `alter table "terms_decision" add constraint "terms_decision_buyer_id_foreign" foreign key ("buyer_id") references "organisation" ("id")`,
    );
    this.addSql(
      `alter table "trading_connection" add constraint "trading_connection_organisation_id_foreign" foreign key ("organisation_id") references "organisation" ("id")`,
    );
    this.addSql(
      `alter table "punch_out_session" add constraint "punch_out_session_connection_id_foreign" foreign key ("connection_id") references "trading_connection" ("id")`,
    );
    this.addSql(
      `alter table "punch_out_session" add constraint "punch_out_session_buyer_id_foreign" foreign key ("buyer_id") references "organisation" ("id")`,
    );
    this.addSql(
      `alter table "punch_out_session" add constraint "punch_out_session_basket_id_foreign" foreign key ("basket_id") references "basket" ("id")`,
    );
    this.addSql(
      `alter table "partner_credential" add constraint "partner_credential_connection_id_foreign" foreign key ("connection_id") references "trading_connection" ("id")`,
    );
    this.addSql(
      `alter table "partner_credential" add constraint "partner_credential_organisation_id_foreign" foreign key ("organisation_id") references "organisation" ("id")`,
    );
    this.addSql(
      `alter table "user_account" add constraint "user_account_organisation_id_foreign" foreign key ("organisation_id") references "organisation" ("id")`,
    );
    this.addSql(
      `alter table "login_session" add constraint "login_session_user_id_foreign" foreign key ("user_id") references "user_account" ("id")`,
    );
    this.addSql(`alter table "audit_record" enable row level security`);
    this.addSql(`alter table "audit_record" force row level security`);
    this.addSql(
      `create policy "party" on "audit_record" for select to "app_party" using (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)`,
    );
    this.addSql(
      `create policy "operator" on "audit_record" to "app_operator" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "system" on "audit_record" to "app_system" using (true) with check (true)`,
    );
    this.addSql(`alter table "bank_statement" enable row level security`);
    this.addSql(`alter table "bank_statement" force row level security`);
    this.addSql(
      `create policy "operator" on "bank_statement" to "app_operator" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "system" on "bank_statement" to "app_system" using (true) with check (true)`,
    );
    this.addSql(`alter table "bank_entry" enable row level security`);
    this.addSql(`alter table "bank_entry" force row level security`);
    this.addSql(
      `create policy "operator" on "bank_entry" to "app_operator" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "system" on "bank_entry" to "app_system" using (true) with check (true)`,
    );
    this.addSql(`alter table "allocation" enable row level security`);
    this.addSql(`alter table "allocation" force row level security`);
    this.addSql(
      `create policy "party" on "allocation" for select to "app_party" using (buyer_id = nullif(current_setting('app.organisation_id', true), '')::uuid or seller_id = nullif(current_setting('app.organisation_id', true), '')::uuid)`,
    );
    this.addSql(
      `create policy "operator" on "allocation" to "app_operator" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "system" on "allocation" to "app_system" using (true) with check (true)`,
    );
    this.addSql(`alter table "bulk_progress" enable row level security`);
    this.addSql(`alter table "bulk_progress" force row level security`);
    this.addSql(
      `create policy "party" on "bulk_progress" to "app_party" using (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid) with check (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)`,
    );
    this.addSql(
      `create policy "operator" on "bulk_progress" to "app_operator" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "system" on "bulk_progress" to "app_system" using (true) with check (true)`,
    );
    this.addSql(`alter table "category" enable row level security`);
    this.addSql(`alter table "category" force row level security`);
    this.addSql(`create policy "party" on "category" for select to "app_party" using (true)`);
    this.addSql(
      `create policy "operator" on "category" to "app_operator" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "system" on "category" to "app_system" using (true) with check (true)`,
    );
    this.addSql(`alter table "exchange" enable row level security`);
    this.addSql(`alter table "exchange" force row level security`);
    this.addSql(
      `create policy "party" on "exchange" for select to "app_party" using (partner_id = nullif(current_setting('app.organisation_id', true), '')::uuid)`,
    );
    this.addSql(
      `create policy "operator" on "exchange" to "app_operator" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "system" on "exchange" to "app_system" using (true) with check (true)`,
    );
    this.addSql(`alter table "idempotency_key" enable row level security`);
    this.addSql(`alter table "idempotency_key" force row level security`);
    this.addSql(
      `create policy "operator" on "idempotency_key" to "app_operator" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "system" on "idempotency_key" to "app_system" using (true) with check (true)`,
    );
    this.addSql(`alter table "ledger_account" enable row level security`);
    this.addSql(`alter table "ledger_account" force row level security`);
    this.addSql(
      `create policy "operator" on "ledger_account" to "app_operator" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "system" on "ledger_account" to "app_system" using (true) with check (true)`,
    );
    this.addSql(`alter table "ledger_transaction" enable row level security`);
    this.addSql(`alter table "ledger_transaction" force row level security`);
    this.addSql(
      `create policy "operator" on "ledger_transaction" to "app_operator" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "system" on "ledger_transaction" to "app_system" using (true) with check (true)`,
    );
    this.addSql(`alter table "ledger_entry" enable row level security`);
    this.addSql(`alter table "ledger_entry" force row level security`);
    this.addSql(
      `create policy "operator" on "ledger_entry" to "app_operator" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "system" on "ledger_entry" to "app_system" using (true) with check (true)`,
    );
    this.addSql(`alter table "match_proposal" enable row level security`);
    this.addSql(`alter table "match_proposal" force row level security`);
    this.addSql(
      `create policy "operator" on "match_proposal" to "app_operator" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "system" on "match_proposal" to "app_system" using (true) with check (true)`,
    );
    this.addSql(`alter table "number_series" enable row level security`);
    this.addSql(`alter table "number_series" force row level security`);
    this.addSql(
      `create policy "operator" on "number_series" to "app_operator" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "system" on "number_series" to "app_system" using (true) with check (true)`,
    );
    this.addSql(`alter table "organisation" enable row level security`);
    this.addSql(`alter table "organisation" force row level security`);
    this.addSql(`create policy "party" on "organisation" for select to "app_party" using (true)`);
    this.addSql(
      `create policy "operator" on "organisation" to "app_operator" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "system" on "organisation" to "app_system" using (true) with check (true)`,
    );
    this.addSql(`alter table "invoice" enable row level security`);
    this.addSql(`alter table "invoice" force row level security`);
    this.addSql(
      `create policy "party" on "invoice" for select to "app_party" using (buyer_id = nullif(current_setting('app.organisation_id', true), '')::uuid or seller_id = nullif(current_setting('app.organisation_id', true), '')::uuid)`,
    );
    this.addSql(
      `create policy "operator" on "invoice" to "app_operator" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "system" on "invoice" to "app_system" using (true) with check (true)`,
    );
    this.addSql(`alter table "invoice_vat" enable row level security`);
    this.addSql(`alter table "invoice_vat" force row level security`);
    this.addSql(
      `create policy "party" on "invoice_vat" for select to "app_party" using (buyer_id = nullif(current_setting('app.organisation_id', true), '')::uuid or seller_id = nullif(current_setting('app.organisation_id', true), '')::uuid)`,
    );
    this.addSql(
      `create policy "operator" on "invoice_vat" to "app_operator" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "system" on "invoice_vat" to "app_system" using (true) with check (true)`,
    );
    this.addSql(`alter table "invoice_line" enable row level security`);
    this.addSql(`alter table "invoice_line" force row level security`);
    this.addSql(
      `create policy "party" on "invoice_line" for select to "app_party" using (buyer_id = nullif(current_setting('app.organisation_id', true), '')::uuid or seller_id = nullif(current_setting('app.organisation_id', true), '')::uuid)`,
    );
    this.addSql(
      `create policy "operator" on "invoice_line" to "app_operator" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "system" on "invoice_line" to "app_system" using (true) with check (true)`,
    );
    this.addSql(`alter table "exposure_hold" enable row level security`);
    this.addSql(`alter table "exposure_hold" force row level security`);
    this.addSql(
      `create policy "party" on "exposure_hold" for select to "app_party" using (buyer_id = nullif(current_setting('app.organisation_id', true), '')::uuid)`,
    );
    this.addSql(
      `create policy "operator" on "exposure_hold" to "app_operator" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "system" on "exposure_hold" to "app_system" using (true) with check (true)`,
    );
    this.addSql(`alter table "delivery_address" enable row level security`);
    this.addSql(`alter table "delivery_address" force row level security`);
    this.addSql(
      `create policy "party" on "delivery_address" to "app_party" using (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid) with check (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)`,
    );
    this.addSql(
      `create policy "operator" on "delivery_address" to "app_operator" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "system" on "delivery_address" to "app_system" using (true) with check (true)`,
    );
    this.addSql(`alter table "credit_open_item" enable row level security`);
    this.addSql(`alter table "credit_open_item" force row level security`);
    this.addSql(
      `create policy "party" on "credit_open_item" for select to "app_party" using (buyer_id = nullif(current_setting('app.organisation_id', true), '')::uuid)`,
    );
    this.addSql(
      `create policy "operator" on "credit_open_item" to "app_operator" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "system" on "credit_open_item" to "app_system" using (true) with check (true)`,
    );
    this.addSql(`alter table "credit_account" enable row level security`);
    this.addSql(`alter table "credit_account" force row level security`);
    this.addSql(
      `create policy "party" on "credit_account" for select to "app_party" using (buyer_id = nullif(current_setting('app.organisation_id', true), '')::uuid)`,
    );
    this.addSql(
      `create policy "operator" on "credit_account" to "app_operator" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "system" on "credit_account" to "app_system" using (true) with check (true)`,
    );
    this.addSql(`alter table "cost_centre" enable row level security`);
    this.addSql(`alter table "cost_centre" force row level security`);
    this.addSql(
      `create policy "party" on "cost_centre" to "app_party" using (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid) with check (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)`,
    );
    this.addSql(
      `create policy "operator" on "cost_centre" to "app_operator" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "system" on "cost_centre" to "app_system" using (true) with check (true)`,
    );
    this.addSql(`alter table "contract_price" enable row level security`);
    this.addSql(`alter table "contract_price" force row level security`);
    this.addSql(
      `create policy "party" on "contract_price" for select to "app_party" using (buyer_id = nullif(current_setting('app.organisation_id', true), '')::uuid or seller_id = nullif(current_setting('app.organisation_id', true), '')::uuid)`,
    );
    this.addSql(
      `create policy "operator" on "contract_price" to "app_operator" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "system" on "contract_price" to "app_system" using (true) with check (true)`,
    );
    this.addSql(`alter table "buyer_statement" enable row level security`);
    this.addSql(`alter table "buyer_statement" force row level security`);
    this.addSql(
      `create policy "party" on "buyer_statement" for select to "app_party" using (buyer_id = nullif(current_setting('app.organisation_id', true), '')::uuid)`,
    );
    this.addSql(
      `create policy "operator" on "buyer_statement" to "app_operator" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "system" on "buyer_statement" to "app_system" using (true) with check (true)`,
    );
    this.addSql(`alter table "billing_mandate" enable row level security`);
    this.addSql(`alter table "billing_mandate" force row level security`);
    this.addSql(
      `create policy "party" on "billing_mandate" for select to "app_party" using (seller_id = nullif(current_setting('app.organisation_id', true), '')::uuid)`,
    );
    this.addSql(
      `create policy "operator" on "billing_mandate" to "app_operator" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "system" on "billing_mandate" to "app_system" using (true) with check (true)`,
    );
    this.addSql(`alter table "basket" enable row level security`);
    this.addSql(`alter table "basket" force row level security`);
    this.addSql(
      `create policy "party" on "basket" to "app_party" using (buyer_id = nullif(current_setting('app.organisation_id', true), '')::uuid) with check (buyer_id = nullif(current_setting('app.organisation_id', true), '')::uuid)`,
    );
    this.addSql(
      `create policy "operator" on "basket" to "app_operator" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "system" on "basket" to "app_system" using (true) with check (true)`,
    );
    this.addSql(`alter table "basket_line" enable row level security`);
    this.addSql(`alter table "basket_line" force row level security`);
    this.addSql(
      `create policy "party" on "basket_line" to "app_party" using (buyer_id = nullif(current_setting('app.organisation_id', true), '')::uuid) with check (buyer_id = nullif(current_setting('app.organisation_id', true), '')::uuid)`,
    );
    this.addSql(
      `create policy "operator" on "basket_line" to "app_operator" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "system" on "basket_line" to "app_system" using (true) with check (true)`,
    );
    this.addSql(`alter table "assortment_rule" enable row level security`);
    this.addSql(`alter table "assortment_rule" force row level security`);
    this.addSql(
      `create policy "party" on "assortment_rule" for select to "app_party" using (buyer_id = nullif(current_setting('app.organisation_id', true), '')::uuid)`,
    );
    this.addSql(
      `create policy "operator" on "assortment_rule" to "app_operator" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "system" on "assortment_rule" to "app_system" using (true) with check (true)`,
    );
    this.addSql(`alter table "outbox_event" enable row level security`);
    this.addSql(`alter table "outbox_event" force row level security`);
    this.addSql(
      `create policy "operator" on "outbox_event" to "app_operator" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "system" on "outbox_event" to "app_system" using (true) with check (true)`,
    );
    this.addSql(`alter table "outgoing_mail" enable row level security`);
    this.addSql(`alter table "outgoing_mail" force row level security`);
    this.addSql(
      `create policy "party" on "outgoing_mail" for select to "app_party" using (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)`,
    );
    this.addSql(
      `create policy "operator" on "outgoing_mail" to "app_operator" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "system" on "outgoing_mail" to "app_system" using (true) with check (true)`,
    );
    this.addSql(`alter table "payment_behaviour" enable row level security`);
    this.addSql(`alter table "payment_behaviour" force row level security`);
    this.addSql(
      `create policy "party" on "payment_behaviour" for select to "app_party" using (buyer_id = nullif(current_setting('app.organisation_id', true), '')::uuid)`,
    );
    this.addSql(
      `create policy "operator" on "payment_behaviour" to "app_operator" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "system" on "payment_behaviour" to "app_system" using (true) with check (true)`,
    );
    this.addSql(`alter table "payout_run" enable row level security`);
    this.addSql(`alter table "payout_run" force row level security`);
    this.addSql(
      `create policy "operator" on "payout_run" to "app_operator" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "system" on "payout_run" to "app_system" using (true) with check (true)`,
    );
    this.addSql(`alter table "payout" enable row level security`);
    this.addSql(`alter table "payout" force row level security`);
    this.addSql(
      `create policy "party" on "payout" for select to "app_party" using (seller_id = nullif(current_setting('app.organisation_id', true), '')::uuid)`,
    );
    this.addSql(
      `create policy "operator" on "payout" to "app_operator" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "system" on "payout" to "app_system" using (true) with check (true)`,
    );
    this.addSql(`alter table "product" enable row level security`);
    this.addSql(`alter table "product" force row level security`);
    this.addSql(`create policy "party" on "product" for select to "app_party" using (true)`);
    this.addSql(
      `create policy "operator" on "product" to "app_operator" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "system" on "product" to "app_system" using (true) with check (true)`,
    );
    this.addSql(`alter table "offer" enable row level security`);
    this.addSql(`alter table "offer" force row level security`);
    this.addSql(
      `create policy "party" on "offer" to "app_party" using (seller_id = nullif(current_setting('app.organisation_id', true), '')::uuid) with check (seller_id = nullif(current_setting('app.organisation_id', true), '')::uuid)`,
    );
    this.addSql(
      `create policy "buyer" on "offer" for select to "app_party" using (current_setting('app.organisation_kind', true) = 'buyer')`,
    );
    this.addSql(
      `create policy "operator" on "offer" to "app_operator" using (true) with check (true)`,
    );
    this.addSql(`create policy "system" on "offer" to "app_system" using (true) with check (true)`);
    this.addSql(`alter table "purchase_order" enable row level security`);
    this.addSql(`alter table "purchase_order" force row level security`);
    this.addSql(
      `create policy "party" on "purchase_order" for select to "app_party" using (buyer_id = nullif(current_setting('app.organisation_id', true), '')::uuid)`,
    );
    this.addSql(
      `create policy "operator" on "purchase_order" to "app_operator" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "system" on "purchase_order" to "app_system" using (true) with check (true)`,
    );
    this.addSql(`alter table "requisition" enable row level security`);
    this.addSql(`alter table "requisition" force row level security`);
    this.addSql(
      `create policy "party" on "requisition" to "app_party" using (buyer_id = nullif(current_setting('app.organisation_id', true), '')::uuid) with check (buyer_id = nullif(current_setting('app.organisation_id', true), '')::uuid)`,
    );
    this.addSql(
      `create policy "operator" on "requisition" to "app_operator" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "system" on "requisition" to "app_system" using (true) with check (true)`,
    );
    this.addSql(`alter table "approval" enable row level security`);
    this.addSql(`alter table "approval" force row level security`);
    this.addSql(
      `create policy "party" on "approval" to "app_party" using (buyer_id = nullif(current_setting('app.organisation_id', true), '')::uuid) with check (buyer_id = nullif(current_setting('app.organisation_id', true), '')::uuid)`,
    );
    this.addSql(
      `create policy "operator" on "approval" to "app_operator" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "system" on "approval" to "app_system" using (true) with check (true)`,
    );
    this.addSql(`alter table "requisition_line" enable row level security`);
    this.addSql(`alter table "requisition_line" force row level security`);
    this.addSql(
      `create policy "party" on "requisition_line" to "app_party" using (buyer_id = nullif(current_setting('app.organisation_id', true), '')::uuid) with check (buyer_id = nullif(current_setting('app.organisation_id', true), '')::uuid)`,
    );
    this.addSql(
      `create policy "operator" on "requisition_line" to "app_operator" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "system" on "requisition_line" to "app_system" using (true) with check (true)`,
    );
    this.addSql(`alter table "seller_order" enable row level security`);
    this.addSql(`alter table "seller_order" force row level security`);
    this.addSql(
      `create policy "party" on "seller_order" for select to "app_party" using (buyer_id = nullif(current_setting('app.organisation_id', true), '')::uuid or seller_id = nullif(current_setting('app.organisation_id', true), '')::uuid)`,
    );
    this.addSql(
      `create policy "operator" on "seller_order" to "app_operator" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "system" on "seller_order" to "app_system" using (true) with check (true)`,
    );
    this.addSql(`alter table "order_line" enable row level security`);
    this.addSql(`alter table "order_line" force row level security`);
    this.addSql(
      `create policy "party" on "order_line" for select to "app_party" using (buyer_id = nullif(current_setting('app.organisation_id', true), '')::uuid or seller_id = nullif(current_setting('app.organisation_id', true), '')::uuid)`,
    );
    this.addSql(
      `create policy "operator" on "order_line" to "app_operator" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "system" on "order_line" to "app_system" using (true) with check (true)`,
    );
    this.addSql(`alter table "seller_payable" enable row level security`);
    this.addSql(`alter table "seller_payable" force row level security`);
    this.addSql(
      `create policy "party" on "seller_payable" for select to "app_party" using (seller_id = nullif(current_setting('app.organisation_id', true), '')::uuid)`,
    );
    this.addSql(
      `create policy "operator" on "seller_payable" to "app_operator" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "system" on "seller_payable" to "app_system" using (true) with check (true)`,
    );
    this.addSql(`alter table "shipment" enable row level security`);
    this.addSql(`alter table "shipment" force row level security`);
    this.addSql(
      `create policy "party" on "shipment" for select to "app_party" using (buyer_id = nullif(current_setting('app.organisation_id', true), '')::uuid or seller_id = nullif(current_setting('app.organisation_id', true), '')::uuid)`,
    );
    this.addSql(
      `create policy "operator" on "shipment" to "app_operator" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "system" on "shipment" to "app_system" using (true) with check (true)`,
    );
    this.addSql(`alter table "shipment_line" enable row level security`);
    this.addSql(`alter table "shipment_line" force row level security`);
    this.addSql(
      `create policy "party" on "shipment_line" for select to "app_party" using (buyer_id = nullif(current_setting('app.organisation_id', true), '')::uuid or seller_id = nullif(current_setting('app.organisation_id', true), '')::uuid)`,
    );
    this.addSql(
      `create policy "operator" on "shipment_line" to "app_operator" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "system" on "shipment_line" to "app_system" using (true) with check (true)`,
    );
    this.addSql(`alter table "sign_in_attempt" enable row level security`);
    this.addSql(`alter table "sign_in_attempt" force row level security`);
    this.addSql(
      `create policy "operator" on "sign_in_attempt" to "app_operator" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "system" on "sign_in_attempt" to "app_system" using (true) with check (true)`,
    );
    this.addSql(`alter table "stored_file" enable row level security`);
    this.addSql(`alter table "stored_file" force row level security`);
    this.addSql(
      `create policy "party" on "stored_file" for select to "app_party" using (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)`,
    );
    this.addSql(
      `create policy "operator" on "stored_file" to "app_operator" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "system" on "stored_file" to "app_system" using (true) with check (true)`,
    );
    this.addSql(`alter table "terms_decision" enable row level security`);
    this.addSql(`alter table "terms_decision" force row level security`);
    this.addSql(
      `create policy "party" on "terms_decision" for select to "app_party" using (buyer_id = nullif(current_setting('app.organisation_id', true), '')::uuid)`,
    );
    this.addSql(
      `create policy "operator" on "terms_decision" to "app_operator" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "system" on "terms_decision" to "app_system" using (true) with check (true)`,
    );
    this.addSql(`alter table "trading_connection" enable row level security`);
    this.addSql(`alter table "trading_connection" force row level security`);
    this.addSql(
      `create policy "party" on "trading_connection" for select to "app_party" using (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)`,
    );
    this.addSql(
      `create policy "operator" on "trading_connection" to "app_operator" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "system" on "trading_connection" to "app_system" using (true) with check (true)`,
    );
    this.addSql(`alter table "punch_out_session" enable row level security`);
    this.addSql(`alter table "punch_out_session" force row level security`);
    this.addSql(
      `create policy "operator" on "punch_out_session" to "app_operator" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "system" on "punch_out_session" to "app_system" using (true) with check (true)`,
    );
    this.addSql(`alter table "partner_credential" enable row level security`);
    this.addSql(`alter table "partner_credential" force row level security`);
    this.addSql(
      `create policy "party" on "partner_credential" for select to "app_party" using (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)`,
    );
    this.addSql(
      `create policy "operator" on "partner_credential" to "app_operator" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "system" on "partner_credential" to "app_system" using (true) with check (true)`,
    );
    this.addSql(`alter table "user_account" enable row level security`);
    this.addSql(`alter table "user_account" force row level security`);
    this.addSql(
      `create policy "party" on "user_account" for select to "app_party" using (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)`,
    );
    this.addSql(
      `create policy "operator" on "user_account" to "app_operator" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "system" on "user_account" to "app_system" using (true) with check (true)`,
    );
    this.addSql(`alter table "login_session" enable row level security`);
    this.addSql(`alter table "login_session" force row level security`);
    this.addSql(
      `create policy "operator" on "login_session" to "app_operator" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "system" on "login_session" to "app_system" using (true) with check (true)`,
    );
  }
}
