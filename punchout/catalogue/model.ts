import type { Text } from '../../src/base/index.ts';

/** One item of a catalogue file, CIF or cXML Index, every value as written; nothing is read as a number here. */
export type CatalogueItem = {
  /** Where it stands in the file, counted from 1. */
  readonly line: number;
  /** `punchout`: a level-2 item, found in the suite's search and bought by punch-out. */
  readonly action: 'add' | 'delete' | 'punchout';
  readonly supplierPartId: string;
  readonly description: string;
  readonly classifications: readonly { readonly domain: string; readonly code: string }[];
  readonly territories: readonly string[];
  readonly parameters: readonly { readonly name: string; readonly value: string }[];
  /** Columns and extrinsics of nobody's standard, by their name as written. */
  readonly others: Readonly<Record<string, string>>;
} & {
  readonly [K in
    | 'supplierId'
    | 'auxiliaryId'
    | 'manufacturerPartId'
    | 'manufacturerName'
    | 'shortName'
    | 'language'
    | 'unitPrice'
    | 'marketPrice'
    | 'currency'
    | 'unit'
    | 'leadTime'
    | 'supplierUrl'
    | 'manufacturerUrl'
    | 'effectiveDate'
    | 'expirationDate'
    | 'parameterGroup'
    | 'punchoutLevel']?: string | undefined;
};

export type CatalogueHeader = {
  readonly format: 'cif' | 'index';
  /** A full file replaces what was there; an incremental one adds, changes and names what goes. */
  readonly loadMode: 'full' | 'incremental';
  readonly supplierIds: readonly { readonly domain: string; readonly value: string }[];
  readonly currency: string | undefined;
  readonly codeFormat: string | undefined;
  /** Units are UN/CEFACT's (CIF: UNUOM); otherwise ANSI X12's. */
  readonly units: 'un' | 'ansi';
  readonly itemCount: number | undefined;
  readonly timestamp: string | undefined;
  readonly comments: string | undefined;
  readonly fieldNames: readonly string[];
};

/** Something wrong, where, and how to mend it. An `error` keeps its item out; a `warning` does not. */
export type CatalogueIssue = {
  readonly line: number;
  readonly field: string;
  readonly severity: 'error' | 'warning';
  readonly code: string;
  /** In both languages: sellers read them. */
  readonly message: Text;
  readonly fix: Text;
};

/** What a reader tells as it goes. */
export type CatalogueSink = {
  readonly header: (header: CatalogueHeader) => void;
  readonly item: (item: CatalogueItem) => void;
  readonly issue: (issue: CatalogueIssue) => void;
};

export type CatalogueEnd = {
  readonly items: number;
  /** Whether the file ends where it says: an unfinished one must not delete what it does not name. */
  readonly isWhole: boolean;
};

/** A push reader: bytes in, items out; it keeps one record at a time. */
export type CatalogueReader = {
  readonly write: (bytes: Uint8Array) => void;
  readonly end: () => CatalogueEnd;
};

/** Ariba's cap for one uploaded catalogue file. */
export const CATALOGUE_FILE_BYTES_MAX = 4_000_000;
