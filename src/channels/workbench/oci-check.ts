import { type OciField, parseOciCallUp, secretsMatch } from '../../../punchout/index.ts';
import { Problem } from '../../base/index.ts';
import { checkFormPost } from '../cxml/setup.ts';
import type { Known } from './advice.ts';
import { refusal } from './rehearse.ts';
import type { Answer, Finding } from './report.ts';

/** CHAR lengths of OCI 4.0 / 5.0, NEW_ITEM fields. */
const LENGTHS: Readonly<Record<string, number>> = {
  DESCRIPTION: 40,
  MATNR: 40,
  MATGROUP: 10,
  QUANTITY: 15,
  UNIT: 3,
  PRICE: 15,
  PRICEUNIT: 5,
  CURRENCY: 5,
  LEADTIME: 5,
  VENDOR: 10,
  VENDORMAT: 40,
  MANUFACTCODE: 10,
  MANUFACTMAT: 40,
  CONTRACT: 10,
  CONTRACT_ITEM: 5,
  SERVICE: 1,
  EXT_QUOTE_ID: 35,
  EXT_QUOTE_ITEM: 10,
  EXT_PRODUCT_ID: 40,
  EXT_SCHEMA_TYPE: 10,
  EXT_CATEGORY_ID: 60,
  EXT_CATEGORY: 40,
  SLD_SYS_NAME: 60,
  ATTACHMENT: 255,
  ATTACHMENT_TITLE: 255,
  ATTACHMENT_PURPOSE: 1,
  ITEM_TYPE: 1,
  PARENT_ID: 5,
  CUST_FIELD1: 10,
  CUST_FIELD2: 10,
  CUST_FIELD3: 10,
  CUST_FIELD4: 20,
  CUST_FIELD5: 50,
};
const NUMBERS = new Set(['QUANTITY', 'PRICE', 'PRICEUNIT']);

type Item = { readonly number: string; readonly fields: Map<string, string> };

function finding(
  severity: Finding['severity'],
  path: string,
  texts: { en: string; fr: string; fixEn: string; fixFr: string },
): Finding {
  return {
    severity,
    path,
    title: { en: texts.en, fr: texts.fr },
    fix: { en: texts.fixEn, fr: texts.fixFr },
  };
}

function itemsOf(fields: readonly OciField[]): { items: Item[]; faults: Finding[] } {
  const items = new Map<string, Item>();
  const faults: Finding[] = [];
  for (const { name, value } of fields) {
    if (!/^NEW_ITEM-/i.test(name)) continue;
    const plain = /^NEW_ITEM-([A-Z0-9_]+)\[(\d+)\]$/i.exec(name);
    const long = /^NEW_ITEM-LONGTEXT_(\d+):132\[\]$/i.exec(name);
    const number = plain?.[2] ?? long?.[1];
    if (number === undefined) {
      faults.push(
        finding('error', name, {
          en: `${name} is not the name of an OCI field`,
          fr: `${name} n’est pas le nom d’un champ OCI`,
          fixEn: 'Write NEW_ITEM-FIELD[n], n from 1; the long text is NEW_ITEM-LONGTEXT_n:132[].',
          fixFr:
            'Écrivez NEW_ITEM-CHAMP[n], n à partir de 1 ; le texte long est NEW_ITEM-LONGTEXT_n:132[].',
        }),
      );
      continue;
    }
    const item = items.get(number) ?? { number, fields: new Map<string, string>() };
    item.fields.set(plain?.[1]?.toUpperCase() ?? 'LONGTEXT', value);
    items.set(number, item);
  }
  return { items: [...items.values()], faults };
}

function missing({ number, fields }: Item): Finding[] {
  const has = (name: string): boolean => (fields.get(name) ?? '') !== '';
  const gone = [
    ...(has('DESCRIPTION') || has('MATNR') ? [] : ['DESCRIPTION']),
    ...(has('QUANTITY') ? [] : ['QUANTITY']),
    ...(has('UNIT') || has('MATNR') ? [] : ['UNIT']),
    ...(has('PRICE') ? [] : ['PRICE']),
    ...(has('CURRENCY') ? [] : ['CURRENCY']),
  ];
  return gone.map((name) =>
    finding('error', `NEW_ITEM-${name}[${number}]`, {
      en: `Item ${number} has no ${name}`,
      fr: `L’article ${number} n’a pas de ${name}`,
      fixEn: 'Add it: SAP drops the line without a word otherwise.',
      fixFr: 'Ajoutez-le : sinon SAP abandonne la ligne sans rien dire.',
    }),
  );
}

function misfits({ number, fields }: Item, known: Known): Finding[] {
  return [...fields].flatMap(([name, value]): Finding[] => {
    const path = `NEW_ITEM-${name}[${number}]`;
    const most = LENGTHS[name];
    if (most !== undefined && value.length > most) {
      return [
        finding('error', path, {
          en: `${name} of item ${number} has ${value.length} characters, OCI has ${most}`,
          fr: `${name} de l’article ${number} a ${value.length} caractères, OCI en a ${most}`,
          fixEn: 'Shorten it; a longer description belongs in LONGTEXT.',
          fixFr: 'Raccourcissez-le ; une description plus longue va dans LONGTEXT.',
        }),
      ];
    }
    if (NUMBERS.has(name) && value !== '' && !/^\d{1,11}(\.\d{1,3})?$/.test(value)) {
      return [
        finding('error', path, {
          en: `${name} “${value.slice(0, 40)}” of item ${number} is not a number of the form 11.3`,
          fr: `${name} « ${value.slice(0, 40)} » de l’article ${number} n’est pas un nombre de forme 11.3`,
          fixEn: 'Write at most 11 digits, a point, and at most 3 decimals; no comma, no blank.',
          fixFr:
            'Écrivez au plus 11 chiffres, un point et 3 décimales au plus ; ni virgule ni espace.',
        }),
      ];
    }
    const { units } = known.profile;
    const unknownUnit =
      name === 'UNIT' &&
      units.accepted.length > 0 &&
      !units.accepted.includes(value) &&
      !Object.values(units.map).includes(value);
    return unknownUnit
      ? [
          finding('warning', path, {
            en: `Unit ${value} of item ${number} is not one this system accepts`,
            fr: `L’unité ${value} de l’article ${number} n’est pas acceptée par ce système`,
            fixEn: 'Map it in the profile, or write one of the accepted units.',
            fixFr: 'Traduisez-la dans le profil, ou écrivez une des unités acceptées.',
          }),
        ]
      : [];
  });
}

/** An OCI basket's fields, each against its length and form, and against this system's units. */
export function checkOciBasket(fields: readonly OciField[], known: Known): Finding[] {
  const { items, faults } = itemsOf(fields);
  return [...faults, ...items.flatMap((item) => [...missing(item), ...misfits(item, known)])];
}

/** An OCI call-up: its credentials, its return address, and what the door would answer. Opens no visit. */
export function checkCallUp(
  fields: readonly OciField[],
  known: Known & { readonly name: string },
): { advisories: Finding[]; answer: Answer; answerProved?: Answer } {
  const rules = known.profile.oci;
  const pairs = fields.map(({ name, value }): [string, string] => [name, value]);
  const schemes = rules?.schemes ?? ['https'];
  try {
    const callUp = parseOciCallUp(pairs, {
      schemes: known.allowLoopback ? [...schemes, 'http'] : schemes,
      usernameField: rules?.usernameField ?? 'USERNAME',
      passwordField: rules?.passwordField ?? 'PASSWORD',
    });
    if (!/^sapevent:/i.test(callUp.hook.action)) {
      checkFormPost(callUp.hook.action, {
        lockedOrigin: known.formPostOrigin,
        allowLoopback: known.allowLoopback,
        deploymentMode: known.deploymentMode,
        code: 'oci.hook_url',
      });
    }
    const opens: Answer = { code: 303, text: 'The shop opens.' };
    const right = callUp.username === known.name && secretsMatch(callUp.password, known.secrets);
    if (right) return { advisories: [], answer: opens };
    const advisories = [
      finding(
        'error',
        `${rules?.usernameField ?? 'USERNAME'}, ${rules?.passwordField ?? 'PASSWORD'}`,
        {
          en: 'User name or password is not this connection’s',
          fr: 'L’utilisateur ou le mot de passe n’est pas celui de cette connexion',
          fixEn: `The user name is ${known.name}; the password is the shared secret.`,
          fixFr: `L’utilisateur est ${known.name} ; le mot de passe est le secret partagé.`,
        },
      ),
    ];
    return { advisories, answer: refusal(new Problem('cxml.unauthorized')), answerProved: opens };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const title = { en: error.text('en'), fr: error.text('fr') };
    return { advisories: [{ severity: 'error', title }], answer: refusal(error) };
  }
}
