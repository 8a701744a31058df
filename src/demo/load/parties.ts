import { uuidFromName } from '../../base/index.ts';
import { AssortmentRule } from '../../domain/catalogue/index.ts';
import { BillingMandate } from '../../domain/invoicing/index.ts';
import {
  CostCentre,
  DeliveryAddress,
  Organisation,
  PartnerCredential,
  TradingConnection,
  UserAccount,
} from '../../domain/parties/index.ts';
import { hashPassword, lookupHash, sealSecret, type TxCtx } from '../../platform/index.ts';
import {
  type DemoData,
  type DemoOrganisation,
  type DemoRole,
  operatorCredential,
} from '../generate/index.ts';

const ROLES: Readonly<Record<DemoRole, readonly string[]>> = {
  requester: ['requester'],
  approver: ['approver'],
  purchasing_admin: ['buyer_admin'],
  integrator: ['buyer_admin'],
  seller_catalogue: ['order_desk'],
  seller_orders: ['order_desk'],
  seller_accounting: ['seller_finance'],
  seller_manager: ['order_desk', 'seller_finance'],
  finance: ['finance'],
  credit: ['credit_manager'],
  service: ['operator'],
  compliance: ['operator'],
  admin: ['operator'],
};

function addOrganisation(
  tx: TxCtx,
  { party, demo }: { party: DemoOrganisation; demo: DemoData },
): void {
  const terms = demo.sellerTerms.find((one) => one.sellerId === party.id);
  const credit = demo.creditAccounts.find((one) => one.buyerId === party.id);
  const { name, street, extra, postalCode, city, country } = party.address;
  tx.em.create(Organisation, {
    id: party.id,
    kind: party.kind,
    legalName: party.legalName,
    tradingName: party.tradingName,
    registrationNumber: party.siren ?? null,
    establishmentNumber: party.siret ?? null,
    vatId: party.vatId ?? null,
    vatRegime: terms?.vatRegime ?? 'standard',
    legalForm: party.capitalText,
    register: party.registerText,
    gln: party.gln,
    address: { name, street: extra ? `${street}, ${extra}` : street, postalCode, city, country },
    country: party.country,
    currency: party.currency,
    locale: party.locale,
    email: party.email,
    iban: party.accounts[0]?.iban ?? null,
    bic: party.accounts[0]?.bic ?? null,
    commissionBp: terms?.commissionBp ?? 0,
    paymentDays: Math.min(credit?.terms.days ?? 30, 60),
    createdAt: tx.now(),
  });
}

async function addPeople(tx: TxCtx, demo: DemoData): Promise<void> {
  // One published password for all: hashed once.
  const passwordHash = await hashPassword('demo');
  for (const user of demo.users) {
    tx.em.create(UserAccount, {
      id: user.id,
      organisationId: user.organisationId,
      email: user.email,
      name: user.name,
      passwordHash,
      roles: [...new Set(user.roles.flatMap((role) => ROLES[role]))],
      locale: user.locale,
      approvalLimitMinor: user.approvalLimitMinor ?? null,
      createdAt: tx.now(),
    });
  }
  for (const centre of demo.costCentres) {
    tx.em.create(CostCentre, {
      id: uuidFromName(`demo/cc/${centre.buyerId}/${centre.code}`),
      organisationId: centre.buyerId,
      code: centre.code,
      nameEn: centre.name.en,
      nameFr: centre.name.fr,
    });
  }
  for (const place of demo.deliveryAddresses) {
    const { name, street, postalCode, city, country } = place.address;
    tx.em.create(DeliveryAddress, {
      id: place.id,
      organisationId: place.buyerId,
      code: place.code,
      address: { name, street, postalCode, city, country, code: place.code },
    });
  }
}

function connection(
  tx: TxCtx,
  row: Partial<TradingConnection> & Pick<TradingConnection, 'organisationId' | 'protocol' | 'name'>,
): string {
  const id = uuidFromName(`demo/connection/${row.protocol}/${row.name}`);
  tx.em.create(TradingConnection, {
    id,
    deploymentMode: 'test',
    createdAt: tx.now(),
    ...row,
  } as TradingConnection);
  return id;
}

function credential(
  tx: TxCtx,
  row: { connectionId: string; organisationId: string; domain: string; identity: string },
): void {
  tx.em.create(PartnerCredential, { id: tx.newId(), ...row, domain: row.domain.toLowerCase() });
}

async function addConnections(tx: TxCtx, demo: DemoData): Promise<void> {
  const { key } = tx.services.config;
  const credentials: {
    connectionId: string;
    organisationId: string;
    domain: string;
    identity: string;
  }[] = [];
  const operator = demo.organisations.find((one) => one.kind === 'operator');
  if (operator) {
    const connectionId = connection(tx, {
      organisationId: operator.id,
      protocol: 'cxml',
      name: 'comptoir',
      profile: 'generic',
      apiKeyHash: lookupHash(key, 'demo-bank'),
    });
    credentials.push({ connectionId, organisationId: operator.id, ...operatorCredential });
  }
  for (const one of demo.buyerConnections) {
    if (one.protocol === 'cxml') {
      const connectionId = connection(tx, {
        organisationId: one.buyerId,
        protocol: 'cxml',
        name: one.profile,
        profile: one.profile,
        secretSealed: sealSecret(key, one.sharedSecret),
      });
      credentials.push({ connectionId, organisationId: one.buyerId, ...one.credential });
    } else {
      connection(tx, {
        organisationId: one.buyerId,
        protocol: 'oci',
        name: one.path.replace(/^.*\//, ''),
        profile: 'sap-oci',
        secretSealed: sealSecret(key, one.password),
      });
    }
  }
  for (const [at, one] of demo.sellerConnections.entries()) {
    const connectionId = connection(tx, {
      organisationId: one.sellerId,
      protocol: one.format,
      name: `seller-${at + 1}`,
      profile: 'generic',
      apiKeyHash: lookupHash(key, one.apiKey),
      ediIdentity: one.gln,
      ediQualifier: '14',
      ...(one.sharedSecret ? { secretSealed: sealSecret(key, one.sharedSecret) } : {}),
    });
    if (one.credential)
      credentials.push({ connectionId, organisationId: one.sellerId, ...one.credential });
  }
  await tx.em.flush();
  for (const row of credentials) credential(tx, row);
}

/** Organisations, people, places, connections, mandates and what each buyer may see. */
export async function loadParties(tx: TxCtx, demo: DemoData): Promise<void> {
  for (const party of demo.organisations) addOrganisation(tx, { party, demo });
  await tx.em.flush();
  await addPeople(tx, demo);
  await addConnections(tx, demo);
  const start = demo.today.subtract({ years: 1 });
  for (const { sellerId, number } of demo.sellerTerms) {
    tx.em.create(BillingMandate, {
      id: uuidFromName(`demo/mandate/${sellerId}`),
      sellerId,
      state: 'active',
      signedOn: start,
      activeFrom: start,
      series: `C${number}`,
    });
  }
  for (const rule of demo.assortments) {
    for (const sellerId of rule.sellerIds) {
      const prefixes = rule.departments
        ? [
            ...new Set(
              demo.categories
                .filter(
                  (one) =>
                    rule.departments?.includes(one.department) &&
                    !rule.excludedCategories.includes(one.unspsc),
                )
                .map((one) => one.unspsc),
            ),
          ]
        : [''];
      for (const unspscPrefix of prefixes)
        tx.em.create(AssortmentRule, {
          id: tx.newId(),
          buyerId: rule.buyerId,
          sellerId,
          unspscPrefix,
        });
    }
  }
  await tx.em.flush();
}
