/** The digit that completes 12 digits to a GTIN-13 or GLN (GS1 General Specifications, section 7.9). */
export function gs1CheckDigit(twelve: string): string {
  let sum = 0;
  for (let at = 0; at < 12; at += 1) {
    const digit = twelve.charCodeAt(at) - 48;
    sum += at % 2 === 0 ? digit : digit * 3;
  }
  return String((10 - (sum % 10)) % 10);
}

/**
 * A GTIN-13 or GLN under prefix 952, which GS1 keeps for demonstrations and examples: it can never
 * be a real article or place.
 */
export function demoGs1(nine: number): string {
  const twelve = `952${String(nine).padStart(9, '0')}`;
  return twelve + gs1CheckDigit(twelve);
}

/** The Luhn digit (ISO/IEC 7812-1) that completes the given digits. */
export function luhnDigit(digits: string): string {
  let sum = 0;
  for (let at = 0; at < digits.length; at += 1) {
    let digit = digits.charCodeAt(digits.length - 1 - at) - 48;
    if (at % 2 === 0) {
      digit *= 2;
      if (digit > 9) digit -= 9;
    }
    sum += digit;
  }
  return String((10 - (sum % 10)) % 10);
}

/** A SIREN from its first eight digits. */
export function siren(eight: string): string {
  return eight + luhnDigit(eight);
}

/** A SIRET: the SIREN, the establishment's four digits, and a Luhn digit over the whole. */
export function siret({ siren, office }: { siren: string; office: string }): string {
  return siren + office + luhnDigit(siren + office);
}

/** The French VAT number: key (12 + 3 × (SIREN mod 97)) mod 97. */
export function frenchVatId(siren: string): string {
  const key = (12 + 3 * (Number(siren) % 97)) % 97;
  return `FR${String(key).padStart(2, '0')}${siren}`;
}

/** The German VAT number: ISO 7064 MOD 11,10 over eight digits. */
export function germanVatId(eight: string): string {
  let product = 10;
  for (const digit of eight) {
    const sum = (Number(digit) + product) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return `DE${eight}${(11 - product) % 10}`;
}

/** The Belgian VAT number: eight digits beginning with 0 or 1, and 97 minus their remainder by 97. */
export function belgianVatId(eight: string): string {
  return `BE${eight}${String(97 - (Number(eight) % 97)).padStart(2, '0')}`;
}

function mod97(text: string): number {
  let rest = 0;
  for (const sign of text) {
    const value = Number.parseInt(sign, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest;
}

/** An IBAN from country and national account number (ISO 13616, MOD 97-10). */
export function iban({ country, account }: { country: string; account: string }): string {
  const check = 98 - mod97(`${account}${country}00`);
  return `${country}${String(check).padStart(2, '0')}${account}`;
}

/** A French IBAN with its RIB key: 97 − (89·bank + 15·branch + 3·account) mod 97. */
export function frenchIban(rib: { bank: string; branch: string; account: string }): string {
  const sum = 89n * BigInt(rib.bank) + 15n * BigInt(rib.branch) + 3n * BigInt(rib.account);
  const key = String(97n - (sum % 97n)).padStart(2, '0');
  return iban({ country: 'FR', account: rib.bank + rib.branch + rib.account + key });
}

/** A Belgian IBAN: ten digits and their remainder by 97 (97 when there is none). */
export function belgianIban(ten: string): string {
  const check = String(Number(ten) % 97 || 97).padStart(2, '0');
  return iban({ country: 'BE', account: ten + check });
}

/** A German IBAN: eight digits of the bank, ten of the account. */
export function germanIban({ bank, account }: { bank: string; account: string }): string {
  return iban({ country: 'DE', account: bank + account });
}
