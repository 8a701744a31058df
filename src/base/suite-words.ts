import type { Locale, Text } from './locale.ts';

/** What purchasing suites usually call their own fields (cXML Extrinsic names, accounting segments), lower case, signs left out. */
const FIELDS: Readonly<Record<string, Text>> = {
  account: { en: 'Account', fr: 'Compte' },
  assetnumber: { en: 'Asset', fr: 'Immobilisation' },
  businessunit: { en: 'Business unit', fr: 'Unité opérationnelle' },
  buyer: { en: 'Buyer', fr: 'Acheteur' },
  buyervatid: { en: 'Buyer’s VAT number', fr: 'N° de TVA de l’acheteur' },
  chartofaccounts: { en: 'Chart of accounts', fr: 'Plan comptable' },
  company: { en: 'Company', fr: 'Société' },
  companycode: { en: 'Company code', fr: 'Code société' },
  contract: { en: 'Contract', fr: 'Contrat' },
  costcenter: { en: 'Cost centre', fr: 'Centre de coût' },
  costcentre: { en: 'Cost centre', fr: 'Centre de coût' },
  department: { en: 'Department', fr: 'Service' },
  distributioncharge: { en: 'Share', fr: 'Part' },
  firstname: { en: 'First name', fr: 'Prénom' },
  generalledger: { en: 'General ledger', fr: 'Compte général' },
  glaccount: { en: 'General ledger account', fr: 'Compte général' },
  gtin: { en: 'GTIN', fr: 'GTIN' },
  incoterm: { en: 'Terms of delivery', fr: 'Incoterm' },
  internalorder: { en: 'Internal order', fr: 'Ordre interne' },
  language: { en: 'Language', fr: 'Langue' },
  lastname: { en: 'Last name', fr: 'Nom' },
  phonenumber: { en: 'Telephone', fr: 'Téléphone' },
  plant: { en: 'Plant', fr: 'Site' },
  pricesource: { en: 'Price from', fr: 'Origine du prix' },
  project: { en: 'Project', fr: 'Projet' },
  purchasinggroup: { en: 'Purchasing group', fr: 'Groupe d’achat' },
  purchasingorganization: { en: 'Purchasing organisation', fr: 'Organisation d’achat' },
  purchasingunit: { en: 'Purchasing unit', fr: 'Unité d’achat' },
  region: { en: 'Region', fr: 'Région' },
  reqlinenumber: { en: 'Request line', fr: 'Ligne de la demande' },
  reqlineno: { en: 'Request line', fr: 'Ligne de la demande' },
  reqno: { en: 'Request number', fr: 'N° de demande' },
  requester: { en: 'Requester', fr: 'Demandeur' },
  requestername: { en: 'Requester', fr: 'Demandeur' },
  requisitionid: { en: 'Request number', fr: 'N° de demande' },
  requisitionno: { en: 'Request number', fr: 'N° de demande' },
  requisitionnumber: { en: 'Request number', fr: 'N° de demande' },
  returnframe: { en: 'Frame to return to', fr: 'Cadre de retour' },
  seller: { en: 'Seller', fr: 'Vendeur' },
  supplier: { en: 'Supplier', fr: 'Fournisseur' },
  supplierprice: { en: 'Supplier’s price', fr: 'Prix fournisseur' },
  suppliervatid: { en: 'Supplier’s VAT number', fr: 'N° de TVA du fournisseur' },
  taxable: { en: 'Taxable', fr: 'Taxable' },
  taxcode: { en: 'Tax code', fr: 'Code de taxe' },
  uniquename: { en: 'User name', fr: 'Identifiant' },
  user: { en: 'User', fr: 'Utilisateur' },
  useremail: { en: 'User’s e-mail', fr: 'E-mail de l’utilisateur' },
  userfullname: { en: 'User’s name', fr: 'Nom de l’utilisateur' },
  userid: { en: 'User ID', fr: 'Identifiant utilisateur' },
  userphonenumber: { en: 'User’s telephone', fr: 'Téléphone de l’utilisateur' },
  userprintablename: { en: 'User’s name', fr: 'Nom de l’utilisateur' },
  wbselement: { en: 'WBS element', fr: 'Élément d’OTP' },
};

/**
 * A suite's own field in words, or undefined where only the suite knows what it means. Capitals, blanks and signs of
 * the name make no difference.
 */
export function suiteFieldText(name: string, locale: Locale): string | undefined {
  return FIELDS[name.toLowerCase().replace(/[^a-z0-9]/g, '')]?.[locale];
}

const ORDER_TYPES: Readonly<Record<string, Text>> = {
  blanket: { en: 'blanket order', fr: 'commande ouverte' },
  regular: { en: 'regular order', fr: 'commande ordinaire' },
  release: { en: 'release', fr: 'appel de livraison' },
  stockTransport: { en: 'stock transport order', fr: 'ordre de transfert de stock' },
};

/** cXML `orderType` in words; an unknown one as it is. */
export function orderTypeText(type: string, locale: Locale): string {
  return ORDER_TYPES[type]?.[locale] ?? type;
}
