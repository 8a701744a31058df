import { defineEntity, p } from '@mikro-orm/core';
import type { Transitions } from '../../../base/index.ts';
import { column, internalRows, partyReads } from '../../../platform/index.ts';

export const catalogueFileTransitions = {
  /** Stored; its rows are being read, or its files written. */
  running: ['confirming', 'withdrawing', 'finished', 'refused'],
  /** Read; a person must say whether what it does not name is withdrawn. */
  confirming: ['withdrawing', 'finished'],
  withdrawing: ['finished'],
  finished: [],
  refused: [],
} as const satisfies Transitions<'running' | 'confirming' | 'withdrawing' | 'finished' | 'refused'>;
export type CatalogueFileState = keyof typeof catalogueFileTransitions;

const CatalogueFileSchema = defineEntity({
  name: 'CatalogueFile',
  tableName: 'catalogue_file',
  ...partyReads('organisation_id'),
  properties: {
    id: column.id(),
    /** The seller whose offers came in, or the buyer for whom prices go out. */
    organisationId: p.uuid(),
    direction: p.enum(['in', 'out'] as const),
    connectionId: p.uuid().nullable(),
    /** The document as it came, in the exchange log. */
    exchangeId: p.uuid().nullable(),
    format: p.enum(['cif', 'index'] as const),
    loadMode: p.enum(['full', 'incremental'] as const),
    /** Outgoing: only what changed on or after this day. */
    since: column.date().nullable(),
    /** Outgoing: items with prices, or level-2 items that are bought by punch-out. */
    content: p.enum(['priced', 'level_2'] as const).default('priced'),
    fileName: p.text(),
    sha256: p.text().nullable(),
    state: p.enum(Object.keys(catalogueFileTransitions) as CatalogueFileState[]),
    /** How many rows (in) or up to which offer (out) the work is committed: a restart goes on from here. */
    rowsDone: p.integer().default(0),
    cursor: p.uuid().nullable(),
    files: p.integer().default(0),
    added: p.integer().default(0),
    changed: p.integer().default(0),
    unchanged: p.integer().default(0),
    removed: p.integer().default(0),
    refused: p.integer().default(0),
    warned: p.integer().default(0),
    /** Active offers that a full file does not name, and how many there were in all. */
    leaving: p.integer().nullable(),
    activeBefore: p.integer().nullable(),
    problem: p.text().nullable(),
    progressId: p.uuid(),
    createdAt: column.instant(),
    finishedAt: column.instant().nullable(),
  },
  indexes: [{ properties: ['organisationId', 'id'] }],
});
/** A catalogue that came in as a file or goes out as files. */
export class CatalogueFile extends CatalogueFileSchema.class {}
CatalogueFileSchema.setClass(CatalogueFile);

const CatalogueFileErrorSchema = defineEntity({
  name: 'CatalogueFileError',
  tableName: 'catalogue_file_error',
  ...partyReads('organisation_id'),
  properties: {
    id: column.id(),
    fileId: () => p.manyToOne(CatalogueFile).mapToPk(),
    organisationId: p.uuid(),
    line: p.integer(),
    sku: p.text(),
    field: p.text(),
    severity: p.enum(['error', 'warning'] as const),
    code: p.text(),
    message: p.text(),
    fix: p.text(),
  },
  indexes: [{ properties: ['fileId', 'line', 'id'] }],
});
/** What is wrong with a row of a catalogue file, and how to mend it. */
export class CatalogueFileError extends CatalogueFileErrorSchema.class {}
CatalogueFileErrorSchema.setClass(CatalogueFileError);

const CatalogueFileItemSchema = defineEntity({
  name: 'CatalogueFileItem',
  tableName: 'catalogue_file_item',
  ...internalRows(),
  properties: {
    fileId: () => p.manyToOne(CatalogueFile).mapToPk().primary(),
    sku: p.text().primary(),
  },
});
/** The article numbers a file has named so far: kept until it is finished. */
export class CatalogueFileItem extends CatalogueFileItemSchema.class {}
CatalogueFileItemSchema.setClass(CatalogueFileItem);

export const catalogueFileEntities = [
  CatalogueFile,
  CatalogueFileError,
  CatalogueFileItem,
] as const;
