import type { ProblemEntry } from '../problem-entry.ts';

/** Refusals of the electronic invoice codecs (UBL and the EN 16931 model). */
export const einvoiceProblems = {
  'einvoice.exemption_missing': {
    http: 422,
    cxml: 400,
    en: 'VAT category {category} bears no VAT; name the exemption reason (BT-120) or its VATEX code (BT-121).',
    fr: 'La catégorie de TVA {category} ne porte pas de TVA ; indiquez le motif d’exonération (BT-120) ou son code VATEX (BT-121).',
  },
  'einvoice.not_ubl': {
    http: 422,
    cxml: 400,
    edi: 18,
    en: 'The document’s root is “{root}”; a UBL 2.1 Invoice or CreditNote was expected.',
    fr: 'La racine du document est « {root} » ; une facture (Invoice) ou un avoir (CreditNote) UBL 2.1 était attendu.',
  },
  'einvoice.field_unreadable': {
    http: 422,
    cxml: 400,
    edi: 12,
    en: 'Line {line}: “{value}” in {element} is not {expected}; write {fix}.',
    fr: 'Ligne {line} : « {value} » dans {element} n’est pas {expected} ; écrivez {fix}.',
  },
  'einvoice.incomplete': {
    http: 422,
    cxml: 400,
    edi: 13,
    en: 'The invoice cannot be used: {rule} {message}',
    fr: 'La facture ne peut pas être utilisée : {rule} {message}',
  },
} as const satisfies Record<string, ProblemEntry>;
