import { Decimal, uuidFromName } from '../../src/base/index.ts';
import {
  AssortmentRule,
  Category,
  ContractPrice,
  Offer,
  Product,
} from '../../src/domain/catalogue/index.ts';
import { CreditAccount } from '../../src/domain/credit/index.ts';
import { BillingMandate } from '../../src/domain/invoicing/index.ts';
import {
  CostCentre,
  DeliveryAddress,
  Organisation,
  PartnerCredential,
  TradingConnection,
  UserAccount,
} from '../../src/domain/parties/index.ts';
import {
  hashPassword,
  lookupHash,
  type Services,
  sealSecret,
  systemContext,
  type TxCtx,
  write,
} from '../../src/platform/index.ts';

/** Stable ids of the small world, so that stories can name things. */
export const id = (name: string): string => uuidFromName(`test/${name}`);

const address = (city: string, country = 'FR') => ({
  street: '1 rue du Test',
  postalCode: '69001',
  city,
  country,
});

type Party = {
  key: string;
  kind: 'operator' | 'buyer' | 'seller';
  name: string;
  siren: string;
  extra?: Record<string, unknown>;
};

/** Sellers A (EDIFACT), B (cXML), C (page); buyer `acme` (Ariba-style cXML), buyer `petit` (no suite). */
const parties: Party[] = [
  {
    key: 'comptoir',
    kind: 'operator',
    name: 'Comptoir',
    siren: '732829320',
    extra: { iban: 'FR7630006000011234567890189', bic: 'AGRIFRPP', vatId: 'FR44732829320' },
  },
  {
    key: 'acme',
    kind: 'buyer',
    name: 'Acme Industrie',
    siren: '552100554',
    extra: { vatId: 'FR96552100554', paymentDays: 45, gln: '3014531200102' },
  },
  {
    key: 'petit',
    kind: 'buyer',
    name: 'Petit & Fils',
    siren: '775670417',
    extra: { vatId: 'FR63775670417' },
  },
  {
    key: 'seller-a',
    kind: 'seller',
    name: 'Visserie Alpha',
    siren: '404833048',
    extra: {
      vatId: 'FR83404833048',
      gln: '3012345678902',
      commissionBp: 1000,
      iban: 'FR1420041010050500013M02606',
      bic: 'PSSTFRPP',
    },
  },
  {
    key: 'seller-b',
    kind: 'seller',
    name: 'Bureau Beta',
    siren: '542051180',
    extra: {
      vatId: 'FR27542051180',
      commissionBp: 1200,
      iban: 'FR7630004000031234567890143',
      bic: 'BNPAFRPP',
    },
  },
  {
    key: 'seller-c',
    kind: 'seller',
    name: 'Gants Gamma',
    siren: '380129866',
    extra: {
      vatId: 'FR89380129866',
      commissionBp: 1500,
      iban: 'DE89370400440532013000',
      bic: 'COBADEFF',
    },
  },
];

const people = [
  { key: 'acme-buyer', org: 'acme', email: 'buyer@acme.test', roles: ['requester'] },
  { key: 'petit-buyer', org: 'petit', email: 'buyer@petit.test', roles: ['requester'] },
  {
    key: 'petit-approver',
    org: 'petit',
    email: 'approver@petit.test',
    roles: ['approver', 'buyer_admin'],
  },
  {
    key: 'gamma-desk',
    org: 'seller-c',
    email: 'desk@gamma.test',
    roles: ['order_desk', 'seller_finance'],
  },
  {
    key: 'finance',
    org: 'comptoir',
    email: 'finance@comptoir.test',
    roles: ['finance', 'credit_manager'],
  },
  { key: 'operator', org: 'comptoir', email: 'operator@comptoir.test', roles: ['operator'] },
];

/** Offers: key, seller, product, price, and what differs from the usual. */
const goods = [
  {
    key: 'bolt',
    seller: 'seller-a',
    sku: 'A-BOLT-M8',
    price: '0.1250',
    unspsc: '31161500',
    en: 'Hex bolt M8 x 40',
    fr: 'Vis hexagonale M8 x 40',
    extra: {
      minimumQuantity: '100',
      quantityStep: '100',
      priceBreaks: [{ from: '1000', unitPrice: '0.1100' }],
    },
  },
  {
    key: 'cable',
    seller: 'seller-a',
    sku: 'A-CABLE-3G',
    price: '1.2345',
    unspsc: '26121600',
    en: 'Cable 3G1.5 by the metre',
    fr: 'Câble 3G1,5 au mètre',
    extra: { unit: 'MTR', quantityStep: '0.1', minimumQuantity: '0.1' },
  },
  {
    key: 'paper',
    seller: 'seller-b',
    sku: 'B-PAPER-A4',
    price: '4.90',
    unspsc: '14111507',
    en: 'Paper A4 80 g, ream',
    fr: 'Papier A4 80 g, ramette',
    extra: { unit: 'RM' },
  },
  {
    key: 'pen',
    seller: 'seller-b',
    sku: 'B-PEN-BLUE',
    price: '0.35',
    unspsc: '44121704',
    en: 'Ball pen, blue',
    fr: 'Stylo à bille, bleu',
    extra: {},
  },
  {
    key: 'glove',
    seller: 'seller-c',
    sku: 'C-GLOVE-9',
    price: '2.40',
    unspsc: '46181504',
    en: 'Work glove size 9',
    fr: 'Gant de travail taille 9',
    extra: { unit: 'PR' },
  },
  {
    key: 'book',
    seller: 'seller-c',
    sku: 'C-BOOK-EPI',
    price: '18.00',
    unspsc: '55101500',
    en: 'Handbook of PPE',
    fr: 'Manuel des EPI',
    extra: { vatRateBp: 550 },
  },
];

/** Small list of GTINs with right check digits, one for each of the goods. */
const gtins = [
  '4006381333931',
  '3012345678917',
  '5901234123457',
  '4012345678901',
  '2012345678900',
  '9783161484100',
];

async function addParties(tx: TxCtx): Promise<void> {
  for (const party of parties) {
    tx.em.create(Organisation, {
      id: id(party.key),
      kind: party.kind,
      legalName: `${party.name} SAS`,
      tradingName: party.name,
      registrationNumber: party.siren,
      establishmentNumber: `${party.siren}00012`,
      country: 'FR',
      currency: 'EUR',
      locale: 'fr',
      email: `contact@${party.key}.test`,
      legalForm: 'SAS au capital de 100 000 €',
      register: `RCS Lyon ${party.siren}`,
      address: address('Lyon'),
      createdAt: tx.now(),
      ...party.extra,
    });
  }
  await tx.em.flush();
  const passwordHash = await hashPassword('demo');
  for (const person of people) {
    tx.em.create(UserAccount, {
      id: id(person.key),
      organisationId: id(person.org),
      email: person.email,
      name: person.email.split('@')[0] ?? '',
      passwordHash,
      roles: person.roles,
      locale: 'en',
      approvalLimitMinor: 1_000_000n,
      createdAt: tx.now(),
    });
  }
  for (const buyer of ['acme', 'petit']) {
    tx.em.create(CostCentre, {
      id: id(`${buyer}-cc`),
      organisationId: id(buyer),
      code: 'CC-100',
      nameEn: 'Maintenance',
      nameFr: 'Maintenance',
    });
    tx.em.create(DeliveryAddress, {
      id: id(`${buyer}-dock`),
      organisationId: id(buyer),
      code: 'DOCK-1',
      address: { name: 'Quai 1', ...address('Villeurbanne') },
    });
    tx.em.create(CreditAccount, {
      id: id(`${buyer}-credit`),
      buyerId: id(buyer),
      currency: 'EUR',
      limitMinor: 5_000_000n,
      coverMinor: 4_000_000n,
      coverBp: 9000,
      coverAsOf: tx.now(),
      grade: 3,
      companySince: Temporal.PlainDate.from('2010-01-01'),
    });
  }
  await tx.em.flush();
}

async function addConnections(tx: TxCtx): Promise<void> {
  const { key } = tx.services.config;
  const secret = (text: string): string => sealSecret(key, text);
  const rows = [
    {
      key: 'acme-cxml',
      org: 'acme',
      protocol: 'cxml' as const,
      profile: 'ariba',
      secretSealed: secret('acme-secret'),
    },
    {
      key: 'acme-oci',
      org: 'acme',
      protocol: 'oci' as const,
      profile: 'sap-oci',
      secretSealed: secret('oci-secret'),
    },
    {
      key: 'seller-a-edi',
      org: 'seller-a',
      protocol: 'edifact' as const,
      profile: 'edifact-d96a',
      apiKeyHash: lookupHash(key, 'key-a'),
      ediIdentity: '3012345678902',
      ediQualifier: '14',
    },
    {
      key: 'seller-b-cxml',
      org: 'seller-b',
      protocol: 'cxml' as const,
      profile: 'generic',
      secretSealed: secret('beta-secret'),
      apiKeyHash: lookupHash(key, 'key-b'),
    },
    {
      key: 'seller-c-page',
      org: 'seller-c',
      protocol: 'page' as const,
      profile: 'page',
      apiKeyHash: lookupHash(key, 'key-c'),
    },
  ];
  for (const row of rows) {
    const { key: name, org, ...rest } = row;
    tx.em.create(TradingConnection, {
      id: id(name),
      organisationId: id(org),
      name,
      deploymentMode: 'test',
      createdAt: tx.now(),
      ...rest,
    });
  }
  await tx.em.flush();
  const credentials = [
    ['acme-cxml', 'acme', 'networkid', 'AN02000000002-T'],
    ['seller-b-cxml', 'seller-b', 'duns', '123456789'],
  ] as const;
  for (const [connection, org, domain, identity] of credentials) {
    tx.em.create(PartnerCredential, {
      id: tx.newId(),
      connectionId: id(connection),
      organisationId: id(org),
      domain,
      identity,
    });
  }
}

async function addGoods(tx: TxCtx): Promise<void> {
  for (const [at, item] of goods.entries()) {
    tx.em.create(Category, {
      unspsc: item.unspsc,
      nameEn: item.en,
      nameFr: item.fr,
      spendClass: 'C',
    });
    tx.em.create(Product, {
      id: id(`product-${item.key}`),
      gtin: gtins[at] ?? null,
      manufacturer: 'Exempla',
      manufacturerPartId: `MPN-${item.key}`,
      unspsc: item.unspsc,
      nameEn: item.en,
      nameFr: item.fr,
      descriptionEn: item.en,
      descriptionFr: item.fr,
      searchText: `${item.en} ${item.fr} ${item.sku} MPN-${item.key} ${gtins[at]}`
        .toLowerCase()
        .normalize('NFD')
        .replace(/\p{M}/gu, ''),
      createdAt: tx.now(),
    });
    const extra = item.extra as Record<string, string>;
    tx.em.create(Offer, {
      id: id(`offer-${item.key}`),
      productId: id(`product-${item.key}`),
      sellerId: id(item.seller),
      sku: item.sku,
      unitPrice: Decimal.parse(item.price),
      currency: 'EUR',
      packQuantity: Decimal.one,
      stock: Decimal.of(10_000),
      leadDays: 2,
      vatCategory: 'S',
      vatRateBp: 2000,
      updatedAt: tx.now(),
      ...item.extra,
      unit: extra.unit ?? 'C62',
      minimumQuantity: Decimal.parse(extra.minimumQuantity ?? '1'),
      quantityStep: Decimal.parse(extra.quantityStep ?? '1'),
    });
  }
  await tx.em.flush();
  for (const buyer of ['acme', 'petit']) {
    for (const seller of ['seller-a', 'seller-b', 'seller-c']) {
      tx.em.create(AssortmentRule, {
        id: id(`${buyer}-${seller}`),
        buyerId: id(buyer),
        sellerId: id(seller),
      });
    }
  }
  const validFrom = Temporal.PlainDate.from('2026-01-01');
  tx.em.create(ContractPrice, {
    id: id('contract-paper'),
    buyerId: id('acme'),
    sellerId: id('seller-b'),
    offerId: id('offer-paper'),
    unitPrice: Decimal.parse('4.20'),
    validFrom,
    acceptedAt: tx.now(),
    reference: 'C-2026-01',
  });
  tx.em.create(ContractPrice, {
    id: id('contract-glove'),
    buyerId: id('acme'),
    sellerId: id('seller-c'),
    unspscPrefix: '4618',
    discountBp: 1000,
    validFrom,
    acceptedAt: null,
    reference: 'C-2026-02',
  });
  for (const seller of ['seller-a', 'seller-b', 'seller-c']) {
    tx.em.create(BillingMandate, {
      id: id(`mandate-${seller}`),
      sellerId: id(seller),
      state: 'active',
      signedOn: validFrom,
      activeFrom: validFrom,
      series: seller.slice(-1).toUpperCase().repeat(3),
    });
  }
}

/** Puts the small world into an empty database. */
export async function smallWorld(services: Services): Promise<void> {
  await write(systemContext(services, 'test world'), async (tx) => {
    await addParties(tx);
    await addConnections(tx);
    await addGoods(tx);
  });
}
