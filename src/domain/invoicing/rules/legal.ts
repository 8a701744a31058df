import { Decimal, type Locale, type Text } from '../../../base/index.ts';

/** A row in force from a day until the day before another row of its kind begins. */
type Dated<T> = { readonly from: string; readonly value: T };

/** The row in force on a day; undefined before the first. Rows are written oldest first. */
export function inForce<T>(rows: readonly Dated<T>[], on: Temporal.PlainDate): T | undefined {
  let found: T | undefined;
  for (const row of rows) {
    if (Temporal.PlainDate.compare(Temporal.PlainDate.from(row.from), on) <= 0) found = row.value;
  }
  return found;
}

/** Why a category bears no VAT, in both languages, with its VATEX code where one exists. */
export type ExemptionText = Text & { readonly code?: string };

type LegalTexts = {
  /** Note PMT: the indemnity for recovery. */
  readonly recovery: Text;
  /** Note PMD: penalties; `{rate}` is the semester's rate or empty. */
  readonly penalties: Text;
  /** Note AAB. */
  readonly discount: Text;
  /** Note DCL; `{seller}`, `{operator}`, `{date}`. */
  readonly mandate: Text;
  readonly exemptions: Readonly<Record<string, ExemptionText>>;
};

const euExemptions = {
  K: {
    code: 'VATEX-EU-IC',
    en: 'VAT exempt intra-Community supply, article 138 of directive 2006/112/EC',
    fr: 'Exonération de TVA, livraison intracommunautaire, article 138 de la directive 2006/112/CE',
  },
  AE: {
    code: 'VATEX-EU-AE',
    en: 'Reverse charge, article 196 of directive 2006/112/EC',
    fr: 'Autoliquidation, article 196 de la directive 2006/112/CE',
  },
  G: {
    code: 'VATEX-EU-G',
    en: 'VAT exempt export, article 146 of directive 2006/112/EC',
    fr: 'Exonération de TVA, exportation, article 146 de la directive 2006/112/CE',
  },
  O: { code: 'VATEX-EU-O', en: 'Not subject to VAT', fr: 'Hors champ de la TVA' },
  E: {
    code: 'VATEX-EU-132',
    en: 'VAT exempt, article 132 of directive 2006/112/EC',
    fr: 'Exonération de TVA, article 132 de la directive 2006/112/CE',
  },
} as const;

const commercial = {
  recovery: {
    en: 'Fixed compensation of EUR 40 for recovery costs in case of late payment (articles L441-10 and D441-5 of the French commercial code)',
    fr: 'Indemnité forfaitaire pour frais de recouvrement en cas de retard de paiement : 40 EUR (articles L441-10 et D441-5 du code de commerce)',
  },
  penalties: {
    en: 'Late payment: penalties at the refinancing rate of the European Central Bank plus 10 points{rate}, due from the day after the due date without a reminder (article L441-10 II of the French commercial code)',
    fr: 'Retard de paiement : pénalités au taux de refinancement de la Banque centrale européenne majoré de 10 points{rate}, exigibles le jour suivant la date d’échéance sans rappel (article L441-10 II du code de commerce)',
  },
  discount: {
    en: 'No discount for early payment',
    fr: 'Pas d’escompte pour paiement anticipé',
  },
} as const;

/**
 * What the law makes an invoice say, by the day from which it must. VAT law moved from the CGI to the
 * CIBS on 2026-09-01 (ordonnance 2025-1247); citations of the CGI are tolerated until 2027-12-31, so the
 * franchise keeps its well-known one.
 */
const legalTexts: readonly Dated<LegalTexts>[] = [
  {
    from: '2000-01-01',
    value: {
      ...commercial,
      mandate: {
        en: 'Invoice issued by {operator} in the name and on behalf of {seller} under the mandate of {date} (article 289, I-2 of the French tax code)',
        fr: 'Facture établie par {operator} au nom et pour le compte de {seller} en vertu du mandat du {date} (article 289, I-2 du CGI)',
      },
      exemptions: euExemptions,
    },
  },
  {
    from: '2026-09-01',
    value: {
      ...commercial,
      mandate: {
        en: 'Invoice issued by {operator} in the name and on behalf of {seller} under the mandate of {date} (articles L. 216-33 to L. 216-46 of the CIBS)',
        fr: 'Facture établie par {operator} au nom et pour le compte de {seller} en vertu du mandat du {date} (articles L. 216-33 à L. 216-46 du CIBS)',
      },
      exemptions: euExemptions,
    },
  },
];

/** Exemption of small businesses (category E of a seller under `franchise`), by day and country. */
const franchise: Readonly<Record<string, readonly Dated<ExemptionText>[]>> = {
  FR: [
    {
      from: '2000-01-01',
      value: {
        code: 'VATEX-FR-FRANCHISE',
        en: 'VAT not applicable, article 293 B of the French tax code',
        fr: 'TVA non applicable, article 293 B du CGI',
      },
    },
  ],
};

const franchiseElsewhere: ExemptionText = {
  en: 'VAT exempt small enterprise, article 284 of directive 2006/112/EC',
  fr: 'Exonération de TVA des petites entreprises, article 284 de la directive 2006/112/CE',
};

/**
 * Penalty rate in basis points by semester: the ECB's refinancing rate of 1 January and 1 July plus ten
 * points (L441-10 II). A semester that is not here yet is cited by its formula alone.
 */
const penaltyRates: readonly { readonly from: string; readonly bp: number }[] = [
  { from: '2024-01-01', bp: 1450 },
  { from: '2024-07-01', bp: 1425 },
  { from: '2025-01-01', bp: 1315 },
  { from: '2025-07-01', bp: 1215 },
  { from: '2026-01-01', bp: 1215 },
];

function penaltyRateBp(on: Temporal.PlainDate): number | undefined {
  const semester = `${on.year}-${on.month <= 6 ? '01' : '07'}-01`;
  return penaltyRates.find((row) => row.from === semester)?.bp;
}

/** VAT on the operator's commission to sellers of its own country, basis points, by day (CGI art. 278). */
const feeVatRates: readonly Dated<number>[] = [
  { from: '2000-04-01', value: 1960 },
  { from: '2014-01-01', value: 2000 },
];

/** The standard rate that the operator charges on its fee, basis points. */
export function feeVatBp(on: Temporal.PlainDate): number {
  return inForce(feeVatRates, on) ?? 0;
}

function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
}

function textsOn(on: Temporal.PlainDate): LegalTexts {
  const texts = inForce(legalTexts, on) ?? legalTexts[0]?.value;
  if (!texts) throw new RangeError('no legal text in force');
  return texts;
}

/** The compulsory commercial notes of French invoices: PMT, PMD and AAB (XP Z12-012, BR-FR-05). */
export function commercialNotes(
  on: Temporal.PlainDate,
  locale: Locale,
): readonly { subject: string; text: string }[] {
  const texts = textsOn(on);
  const bp = penaltyRateBp(on);
  const percent = bp === undefined ? '' : new Decimal(BigInt(bp), 2).toString(2);
  const rate = locale === 'fr' ? ` (${percent.replace('.', ',')} %)` : ` (${percent} %)`;
  return [
    { subject: 'PMT', text: texts.recovery[locale] },
    { subject: 'PMD', text: fill(texts.penalties[locale], { rate: percent ? rate : '' }) },
    { subject: 'AAB', text: texts.discount[locale] },
  ];
}

/** Note DCL: who issued the invoice for whom, under the mandate of which day. */
export function mandateNote(
  on: Temporal.PlainDate,
  { locale, ...values }: { locale: Locale; seller: string; operator: string; date: string },
): string {
  return fill(textsOn(on).mandate[locale], values);
}

/** Why an untaxed category is untaxed: franchise for E of a small business, else the directive's article. */
export function exemptionOf(
  on: Temporal.PlainDate,
  {
    category,
    regime,
    country,
  }: { category: string; regime: 'standard' | 'franchise'; country: string },
): ExemptionText | undefined {
  if (category === 'E' && regime === 'franchise') {
    return inForce(franchise[country] ?? [], on) ?? franchiseElsewhere;
  }
  return textsOn(on).exemptions[category];
}
