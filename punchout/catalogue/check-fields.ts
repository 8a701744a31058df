import { Decimal } from '../../src/base/index.ts';
import type { CatalogueHeader, CatalogueIssue, CatalogueItem } from './model.ts';

const PRICE_DIGITS_MAX = 6;
const PRICE_WHOLE_MAX = 14;
const LEAD_DAYS_MAX = 365;

/** ANSI X12 codes whose UN/CEFACT word is another; the rest are the same or refused. */
const FROM_ANSI: Readonly<Record<string, string>> = {
  EA: 'EA',
  BX: 'BX',
  PK: 'PK',
  CT: 'CT',
  CA: 'CS',
  CS: 'CS',
  DZ: 'DZN',
  PR: 'PR',
  RL: 'RO',
  RO: 'RO',
  RM: 'RM',
  ST: 'SET',
  SE: 'SET',
  KT: 'KT',
  FT: 'FOT',
  IN: 'INH',
  YD: 'YRD',
  MR: 'MTR',
  LB: 'LBR',
  OZ: 'ONZ',
  KG: 'KGM',
  GR: 'GRM',
  GA: 'GLL',
  LT: 'LTR',
  HR: 'HUR',
  DA: 'DAY',
  MO: 'MON',
  BG: 'BG',
  BO: 'BO',
  PC: 'C62',
  HC: 'CEN',
  TH: 'MIL',
};

type Issue = Omit<CatalogueIssue, 'line' | 'severity'>;

/** What is found wrong in one row. */
export class Finding {
  readonly issues: CatalogueIssue[] = [];
  private readonly line: number;

  constructor(line: number) {
    this.line = line;
  }

  error(issue: Issue): undefined {
    this.issues.push({ line: this.line, severity: 'error', ...issue });
    return undefined;
  }

  warning(issue: Issue): undefined {
    this.issues.push({ line: this.line, severity: 'warning', ...issue });
    return undefined;
  }

  get isRefused(): boolean {
    return this.issues.some((issue) => issue.severity === 'error');
  }
}

/** A text in one line; refused over its length and where the charset was misnamed. */
export function textIn(
  finding: Finding,
  { field, value, max }: { field: string; value: string | undefined; max: number },
): string | undefined {
  if (value === undefined || value === '') return undefined;
  if (value.includes('\uFFFD'))
    return finding.error({
      field,
      code: 'catalogue.characters',
      message: {
        en: `“${value.slice(0, 60)}” holds bytes that the file’s charset does not know.`,
        fr: `« ${value.slice(0, 60)} » contient des octets que le jeu de caractères du fichier ne connaît pas.`,
      },
      fix: {
        en: 'Name the charset the file is really saved in, or save it in UTF-8.',
        fr: 'Indiquez le jeu de caractères réel du fichier, ou enregistrez-le en UTF-8.',
      },
    });
  if (value.length > max)
    return finding.error({
      field,
      code: 'catalogue.length',
      message: {
        en: `The text has ${value.length} characters.`,
        fr: `Le texte a ${value.length} caractères.`,
      },
      fix: { en: `Shorten it to ${max}.`, fr: `Raccourcissez-le à ${max}.` },
    });
  // oxlint-disable-next-line no-control-regex
  return value.replace(/[\u0000-\u001F\u007F]+/g, ' ').trim();
}

/** A text that no item goes without. */
export function needed(
  finding: Finding,
  { field, value, max }: { field: string; value: string | undefined; max: number },
): string {
  const text = textIn(finding, { field, value, max });
  if (text) return text;
  if (!value)
    finding.error({
      field,
      code: 'catalogue.missing',
      message: { en: `${field} is empty.`, fr: `${field} est vide.` },
      fix: { en: `Fill ${field} in.`, fr: `Remplissez ${field}.` },
    });
  return '';
}

/** A price with a point and without thousands: what any CIF says, and what a spreadsheet spoils. */
export function priceIn(finding: Finding, value: string | undefined): Decimal {
  const price = value === undefined ? undefined : Decimal.tryParse(value);
  if (!price || !/^\d+(\.\d+)?$/.test(value ?? '')) {
    finding.error({
      field: 'Unit Price',
      code: 'catalogue.price',
      message: value
        ? { en: `“${value}” is no price.`, fr: `« ${value} » n’est pas un prix.` }
        : { en: 'Unit Price is empty.', fr: 'Unit Price est vide.' },
      fix: {
        en: 'Write digits with a decimal point, such as 1234.50, without currency or thousands.',
        fr: 'Écrivez des chiffres avec un point décimal, par exemple 1234.50, sans devise ni séparateur de milliers.',
      },
    });
    return Decimal.one;
  }
  const [whole = '', fraction = ''] = price.toString().split('.');
  if (price.isZero() || whole.length > PRICE_WHOLE_MAX || fraction.length > PRICE_DIGITS_MAX)
    finding.error({
      field: 'Unit Price',
      code: 'catalogue.price',
      message: {
        en: `The price ${value} is zero or too fine.`,
        fr: `Le prix ${value} est nul ou trop fin.`,
      },
      fix: {
        en: 'Write a price above zero with at most six decimals.',
        fr: 'Écrivez un prix supérieur à zéro, avec six décimales au plus.',
      },
    });
  return price;
}

/** The UN/CEFACT code (Recommendation 20); ANSI X12 codes are translated where the header does not say UNUOM. */
export function unitIn(
  finding: Finding,
  { item, header }: { item: CatalogueItem; header: CatalogueHeader },
): string {
  const given = needed(finding, {
    field: 'Unit of Measure',
    value: item.unit,
    max: 32,
  }).toUpperCase();
  if (given === '') return '';
  const unit = header.units === 'ansi' ? (FROM_ANSI[given] ?? given) : given;
  if (/^[A-Z0-9]{2,3}$/.test(unit)) return unit;
  finding.error({
    field: 'Unit of Measure',
    code: 'catalogue.unit',
    message: {
      en: `“${item.unit}” is no unit code.`,
      fr: `« ${item.unit} » n’est pas un code d’unité.`,
    },
    fix: {
      en: 'Write a UN/CEFACT code such as EA, MTR or KGM, and UNUOM: TRUE in the header.',
      fr: 'Écrivez un code UN/CEFACT, par exemple EA, MTR ou KGM, et UNUOM: TRUE dans l’en-tête.',
    },
  });
  return '';
}

/** The UNSPSC commodity, whatever version the domain names. */
export function classIn(finding: Finding, item: CatalogueItem): string {
  const own = item.classifications.find(({ domain }) => /unspsc|^spsc$/i.test(domain));
  const code = own?.code.replace(/[.\s-]/g, '') ?? '';
  if (/^\d{8}$/.test(code)) return code;
  finding.error({
    field: 'SPSC Code',
    code: 'catalogue.class',
    message: own
      ? {
          en: `“${own.code}” is no UNSPSC commodity.`,
          fr: `« ${own.code} » n’est pas une classe UNSPSC.`,
        }
      : { en: 'There is no UNSPSC class.', fr: 'Il n’y a pas de classe UNSPSC.' },
    fix: {
      en: 'Write the eight digits of the UNSPSC commodity.',
      fr: 'Écrivez les huit chiffres de la classe UNSPSC.',
    },
  });
  return '';
}

/** An ISO 4217 code. */
export function currencyIn(finding: Finding, given: string): string {
  const currency = given.trim().toUpperCase();
  if (/^[A-Z]{3}$/.test(currency)) return currency;
  finding.error({
    field: 'Currency',
    code: 'catalogue.currency',
    message: {
      en: `“${given}” is no currency code.`,
      fr: `« ${given} » n’est pas un code de devise.`,
    },
    fix: {
      en: 'Write an ISO 4217 code such as EUR.',
      fr: 'Écrivez un code ISO 4217, par exemple EUR.',
    },
  });
  return '';
}

/** Whole days; anything else is a remark and leaves what there was. */
export function leadIn(finding: Finding, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d{1,3}(\.0+)?$/.test(value) && Number(value) <= LEAD_DAYS_MAX)
    return Math.trunc(Number(value));
  return finding.warning({
    field: 'Lead Time',
    code: 'catalogue.lead_time',
    message: {
      en: `“${value}” is no number of days; the lead time is left as it was.`,
      fr: `« ${value} » n’est pas un nombre de jours ; le délai reste inchangé.`,
    },
    fix: {
      en: `Write whole days from 0 to ${LEAD_DAYS_MAX}.`,
      fr: `Écrivez des jours entiers, de 0 à ${LEAD_DAYS_MAX}.`,
    },
  });
}

function dayOf(text: string | undefined): Temporal.PlainDate | undefined {
  const iso = /^(\d{4}-\d{2}-\d{2})/.exec(text ?? '')?.[1];
  if (!iso) return undefined;
  try {
    return Temporal.PlainDate.from(iso);
  } catch {
    return undefined;
  }
}

/** Prices hold from and to the day of the load: a row for another time is not for now. */
export function checkValidity(
  finding: Finding,
  { item, today }: { item: CatalogueItem; today: Temporal.PlainDate },
): void {
  const from = dayOf(item.effectiveDate);
  const until = dayOf(item.expirationDate);
  if (from && Temporal.PlainDate.compare(from, today) > 0)
    finding.error({
      field: 'Effective Date',
      code: 'catalogue.not_yet',
      message: {
        en: `The row takes effect on ${from.toString()}.`,
        fr: `La ligne prend effet le ${from.toString()}.`,
      },
      fix: { en: 'Send it on that day.', fr: 'Envoyez-la ce jour-là.' },
    });
  if (until && Temporal.PlainDate.compare(until, today) < 0)
    finding.error({
      field: 'Expiration Date',
      code: 'catalogue.expired',
      message: {
        en: `The row ended on ${until.toString()}.`,
        fr: `La ligne a pris fin le ${until.toString()}.`,
      },
      fix: {
        en: 'Give a later date, or write Delete to withdraw the item.',
        fr: 'Donnez une date ultérieure, ou écrivez Delete pour retirer l’article.',
      },
    });
}

/** A column of somebody's own, found by any of its usual names. */
export function other(item: CatalogueItem, names: RegExp): string | undefined {
  const found = Object.entries(item.others).find(([name]) =>
    names.test(name.replace(/[^a-z]/gi, '')),
  );
  return found?.[1];
}

/** A quantity of a column of somebody’s own; anything else is a remark. */
export function amountIn(
  finding: Finding,
  { field, value }: { field: string; value: string | undefined },
): Decimal | undefined {
  if (value === undefined) return undefined;
  const amount = Decimal.tryParse(value);
  if (amount && !amount.isNegative()) return amount;
  return finding.warning({
    field,
    code: 'catalogue.amount',
    message: {
      en: `“${value}” is no quantity; it is left as it was.`,
      fr: `« ${value} » n’est pas une quantité ; elle reste inchangée.`,
    },
    fix: {
      en: 'Write digits with a decimal point.',
      fr: 'Écrivez des chiffres avec un point décimal.',
    },
  });
}

/** Zero says nothing here: minimum and step are above it. */
export function above(amount: Decimal | undefined): Decimal | undefined {
  return amount?.isZero() ? undefined : amount;
}

/** `20`, `20.0`, `5.5 %` → basis points. */
export function rateIn(text: string | undefined): number | undefined {
  const rate = Decimal.tryParse(text?.replace(/\s*%$/, '') ?? '');
  if (!rate || rate.isNegative() || rate.compare(Decimal.of(100)) > 0) return undefined;
  return Number(rate.mul(Decimal.of(100)).round(0, 'half_up').toString());
}
