import { defineEntity, p } from '@mikro-orm/core';
import { column } from './columns.ts';
import { internalRows, partyReads, partyRows } from './policies.ts';

const IdempotencySchema = defineEntity({
  name: 'IdempotencyKey',
  tableName: 'idempotency_key',
  ...internalRows(),
  properties: {
    /** organisation or `system`, then `:`, then the caller's key. */
    key: p.text().primary(),
    inputHash: p.text(),
    result: p.json<unknown>().nullable(),
    createdAt: column.instant(),
  },
});
/** A command that was carried out under a key, with the hash of its input and its result. */
export class IdempotencyKey extends IdempotencySchema.class {}
IdempotencySchema.setClass(IdempotencyKey);

const OutboxEventSchema = defineEntity({
  name: 'OutboxEvent',
  tableName: 'outbox_event',
  ...internalRows(),
  properties: {
    id: column.id(),
    name: p.text(),
    payload: p.json<Record<string, unknown>>(),
    occurredAt: column.instant(),
  },
  indexes: [{ properties: ['occurredAt'] }],
});
/** Something that happened, committed with its cause. Append-only. */
export class OutboxEvent extends OutboxEventSchema.class {}
OutboxEventSchema.setClass(OutboxEvent);

const AuditSchema = defineEntity({
  name: 'AuditRecord',
  tableName: 'audit_record',
  ...partyReads('organisation_id'),
  properties: {
    id: column.id(),
    at: column.instant(),
    actor: p.text(),
    organisationId: p.uuid().nullable(),
    action: p.text(),
    subject: p.text(),
    detail: p.json<Record<string, unknown>>(),
    requestId: p.text().nullable(),
  },
  indexes: [{ properties: ['subject'] }, { properties: ['at'] }],
});
/** Who did what to which thing, when. Append-only (no update or delete right exists). */
export class AuditRecord extends AuditSchema.class {}
AuditSchema.setClass(AuditRecord);

const CounterSchema = defineEntity({
  name: 'NumberSeries',
  tableName: 'number_series',
  ...internalRows(),
  properties: {
    series: p.text().primary(),
    next: p.bigint(),
  },
});
/** A gapless counter: the row is locked by the transaction that takes a number from it. */
export class NumberSeries extends CounterSchema.class {}
CounterSchema.setClass(NumberSeries);

const FileSchema = defineEntity({
  name: 'StoredFile',
  tableName: 'stored_file',
  ...partyReads('organisation_id'),
  properties: {
    id: column.id(),
    organisationId: p.uuid().nullable(),
    name: p.text(),
    contentType: p.text(),
    sizeBytes: p.integer(),
    sha256: p.text(),
    content: p.blob(),
    createdAt: column.instant(),
  },
});
/** Bytes as they came or went. Never changed. */
export class StoredFile extends FileSchema.class {}
FileSchema.setClass(StoredFile);

export const exchangeStates = [
  'received',
  'accepted',
  'refused',
  'queued',
  'sent',
  'failed',
  'duplicate',
] as const;

const ExchangeSchema = defineEntity({
  name: 'Exchange',
  tableName: 'exchange',
  ...partyReads('partner_id'),
  properties: {
    id: column.id(),
    direction: p.enum(['in', 'out'] as const),
    /** The door: cxml, oci, edi, bank, mail, insurer, registry. */
    channel: p.text(),
    /** Document kind in the standard's word: PunchOutSetupRequest, ORDERS, camt.053 … */
    kind: p.text().nullable(),
    partnerId: p.uuid().nullable(),
    /** The partner's connection that proved itself, or over which the document goes; plain id. */
    connectionId: p.uuid().nullable(),
    state: p.enum(exchangeStates),
    /** The standard's own key: payloadID, interchange reference, statement id. */
    documentKey: p.text().nullable(),
    /** Other keys one searches by: BuyerCookie, order number, invoice number. */
    keys: p.array().$type<string[]>().default([]),
    contentType: p.text(),
    sizeBytes: p.integer(),
    sha256: p.text(),
    fileId: p.uuid(),
    /** The answer we gave (in) or got (out). */
    answerFileId: p.uuid().nullable(),
    errors: p.json<ExchangeNote[]>().defaultRaw("'[]'"),
    advisories: p.json<ExchangeNote[]>().defaultRaw("'[]'"),
    /** What the document became: [{type, id, label}]. */
    links: p.json<ExchangeLink[]>().defaultRaw("'[]'"),
    attempts: p.integer().default(0),
    requestId: p.text().nullable(),
    at: column.instant(),
    finishedAt: column.instant().nullable(),
  },
  indexes: [
    { properties: ['at', 'id'] },
    { properties: ['partnerId', 'at'] },
    { properties: ['connectionId', 'at'] },
    { properties: ['documentKey'] },
    { properties: ['keys'], type: 'gin' },
  ],
});
export type ExchangeNote = {
  code: string;
  message: string;
  line?: number;
  element?: string;
  fix?: string;
};
export type ExchangeLink = { type: string; id: string; label: string };
/** One document that came in or went out, stored raw before it was judged. */
export class Exchange extends ExchangeSchema.class {}
ExchangeSchema.setClass(Exchange);

const ArrivalSchema = defineEntity({
  name: 'ExchangeArrival',
  tableName: 'exchange_arrival',
  ...internalRows(),
  properties: {
    id: column.id(),
    channel: p.text(),
    contentType: p.text(),
    sizeBytes: p.integer(),
    sha256: p.text(),
    fileId: p.uuid(),
    requestId: p.text().nullable(),
    at: column.instant(),
  },
});
/** A document stored raw that is being judged: an exchange once it is. Empty when nothing is under way. */
export class ExchangeArrival extends ArrivalSchema.class {}
ArrivalSchema.setClass(ExchangeArrival);

const MailSchema = defineEntity({
  name: 'OutgoingMail',
  tableName: 'outgoing_mail',
  ...partyReads('organisation_id'),
  properties: {
    id: column.id(),
    organisationId: p.uuid().nullable(),
    recipient: p.text(),
    subject: p.text(),
    text: p.text(),
    html: p.text().nullable(),
    attachmentFileIds: p.array().$type<string[]>().default([]),
    /** What it is about, `table:id` as an audit record names its subject. */
    about: p.array().$type<string[]>().default([]),
    state: p.enum(['queued', 'sent', 'failed'] as const),
    error: p.text().nullable(),
    createdAt: column.instant(),
    sentAt: column.instant().nullable(),
  },
  indexes: [{ properties: ['createdAt'] }, { properties: ['about'], type: 'gin' }],
});
/** A message to a person, written with its cause and sent by a job. */
export class OutgoingMail extends MailSchema.class {}
MailSchema.setClass(OutgoingMail);

const ProgressSchema = defineEntity({
  name: 'BulkProgress',
  tableName: 'bulk_progress',
  ...partyRows('organisation_id'),
  properties: {
    id: column.id(),
    organisationId: p.uuid().nullable(),
    kind: p.text(),
    subject: p.text(),
    done: p.integer().default(0),
    total: p.integer().nullable(),
    state: p.enum(['running', 'finished', 'failed'] as const),
    message: p.text().nullable(),
    startedAt: column.instant(),
    updatedAt: column.instant(),
  },
});
/** How far a long piece of work is; the command line and the page show the same record. */
export class BulkProgress extends ProgressSchema.class {}
ProgressSchema.setClass(BulkProgress);

/** The tables of this room. */
export const platformEntities = [
  IdempotencyKey,
  OutboxEvent,
  AuditRecord,
  NumberSeries,
  StoredFile,
  Exchange,
  ExchangeArrival,
  OutgoingMail,
  BulkProgress,
] as const;
