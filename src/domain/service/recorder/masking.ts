import { isIban } from '../../../base/index.ts';
import { maskSecrets } from '../../../platform/index.ts';

const MASK = '••••';

/**
 * An account number in running text, with or without blanks; its check digits tell it from other codes. A creditor
 * reference (RF, ISO 11649) has check digits of the same sort and is no account: it is what a payment is found by.
 */
const IBAN = /\b(?!RF)[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b/g;

/** The IBAN that a run of letters and digits begins with; words may follow it without a sign between. */
function ibanIn(bare: string): string | undefined {
  for (let length = bare.length; length >= 15; length -= 1)
    if (isIban(bare.slice(0, length))) return bare.slice(0, length);
  return undefined;
}

/** Account numbers down to country and last four characters, and secrets as `maskSecrets` does. */
export function maskAccounts(text: string): string {
  return maskSecrets(text).replace(IBAN, (found) => {
    const bare = found.replaceAll(' ', '');
    const iban = ibanIn(bare);
    return iban ? `${iban.slice(0, 2)}${MASK}${iban.slice(-4)}${bare.slice(iban.length)}` : found;
  });
}

/** Elements that name or place a person or office: cXML, UBL and CII, camt and pain, openTRANS. */
const ELEMENTS = [
  'Name|DeliverTo|Street|Email|TelephoneNumber|AreaOrCityCode|Number|Comments|PostalCode',
  'RegistrationName|StreetName|AdditionalStreetName|ElectronicMail|Telephone|Telefax|PostalZone',
  'PersonName|LineOne|LineTwo|LineThree|PostcodeCode|CompleteNumber|URIID',
  'Nm|AdrLine|StrtNm|BldgNb|PstCd|EmailAdr|PhneNb',
  'NAME|NAME2|STREET|EMAIL|PHONE|CONTACT_NAME|FIRST_NAME',
].join('|');
/** What an element holds up to the next tag: text, or a section of CDATA up to its end. No part is read twice. */
const CONTENT = String.raw`(\s*<!\[CDATA\[(?:(?!\]\]>|<!\[CDATA\[)[\s\S])*|[^<]+)`;
const ELEMENT = new RegExp(
  String.raw`(<(?:[\w.-]{1,40}:)?(?:${ELEMENTS})(?:\s[^<>]{0,500})?>)${CONTENT}`,
  'g',
);
/** Comments go on after the attachments that they name. */
const AFTER_ATTACHMENT = new RegExp(
  String.raw`(<\/Attachment\s{0,9}>|<Attachment\s{0,9}\/>)${CONTENT}`,
  'g',
);
const PERSONAL = 'user|email|e-mail|name|phone|login|requester|employee|contact';
const EXTRINSIC = new RegExp(
  String.raw`(<Extrinsic\s[^<>]{0,200}?name\s{0,3}=\s{0,3}["'][^"'<>]{0,100}(?:${PERSONAL})[^"'<>]{0,100}["'][^<>]{0,200}>)${CONTENT}`,
  'gi',
);
const ATTRIBUTE =
  /(<(?:PostalAddress|Email)\s[^<>]{0,200}?\bname\s{0,3}=\s{0,3}["'])([^"'<>]{1,1000})/g;
const EMAIL = /[\w.+'-]{1,64}(?:@|%40)[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}/g;
const JSON_FIELD = new RegExp(
  String.raw`("[\w-]{0,30}(?:${PERSONAL})[\w-]{0,30}"\s{0,9}:\s{0,9}")((?:[^"\\]|\\.)+)`,
  'gi',
);
const FORM_FIELD = new RegExp(
  String.raw`((?:^|[&?])[\w-]{0,30}(?:${PERSONAL})[\w-]{0,30}=)([^&\s]+)`,
  'gi',
);
/** Parties and contacts of an EDIFACT message: qualifier and code stay, names and places go; `?'` is no end. */
const PARTY = /(^|')(\s{0,4})(NAD\+[^+']{0,3}\+[^+']{0,80})\+(?:\?[\s\S]|[^'?])*/g;
const CONTACT = /(^|')(\s{0,4})((?:CTA|COM)\+)(?:\?[\s\S]|[^'?])*/g;
/** The same of an X12 message. */
const X12_PARTY = /(^|~)(\s{0,4})((?:N1\*[^*~]{0,3}|N2|N3|N4|PER)\*)[^~]*/g;

/**
 * A text for readers without a login: secrets and account numbers masked, and besides every name, address,
 * e-mail and telephone number that the formats we exchange can hold. Line breaks stay where they are.
 */
export function maskStrictly(text: string): string {
  const hidden = (_: string, before: string, content: string): string =>
    content.trim() === '' ? before + content : before + MASK + content.replace(/[^\r\n]+/g, '');
  return maskAccounts(text)
    .replace(EXTRINSIC, hidden)
    .replace(ELEMENT, hidden)
    .replace(AFTER_ATTACHMENT, hidden)
    .replace(ATTRIBUTE, hidden)
    .replace(JSON_FIELD, hidden)
    .replace(FORM_FIELD, hidden)
    .replace(PARTY, `$1$2$3+${MASK}`)
    .replace(CONTACT, `$1$2$3${MASK}`)
    .replace(X12_PARTY, `$1$2$3${MASK}`)
    .replace(EMAIL, MASK);
}
