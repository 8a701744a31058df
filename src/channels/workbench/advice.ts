import {
  type Advisory,
  type CxmlDocument,
  credentialKey,
  type SuiteProfile,
  secretsMatch,
  userOf,
  verifyMac,
} from '../../../punchout/index.ts';
import { formatInstant, Problem, type Text } from '../../base/index.ts';
import type { Finding } from './report.ts';

/** What this connection is, as far as a document can be held against it. */
export type Known = {
  readonly profile: SuiteProfile;
  /** The partner's names over this connection, and ours, as they are compared. */
  readonly theirs: readonly { readonly domain: string; readonly identity: string }[];
  readonly ours: readonly { readonly domain: string; readonly identity: string }[];
  readonly secrets: readonly string[];
  readonly deploymentMode: 'test' | 'production';
  readonly formPostOrigin: string | undefined;
  readonly allowLoopback: boolean;
  readonly now: Temporal.Instant;
  /** When this payloadID was received over this connection, if it was. */
  readonly receivedBefore: Temporal.Instant | undefined;
};

/** Whether a document proves itself as this connection. */
export type Proof = 'right' | 'wrong' | 'missing' | 'other';

const note = (
  severity: Finding['severity'],
  title: Text,
  more: { fix?: Text; line?: number; path?: string } = {},
): Finding => ({ severity, title, ...more });

function isAmong(
  names: Known['theirs'],
  credential: { readonly domain: string; readonly identity: string },
): boolean {
  const { domain, identity } = credentialKey(credential);
  return names.some((one) => one.domain === domain && one.identity === identity);
}

/**
 * Whether the Sender is this connection and its secret or MAC one of those in force. Another connection's
 * name is `other` whatever its secret: nothing is ever said of somebody else's.
 */
export function proofOf(document: CxmlDocument, known: Known): Proof {
  const { header } = document;
  const senders = (header?.sender.credentials ?? []).filter((one) => isAmong(known.theirs, one));
  const from = header?.from.credentials[0];
  if (senders.length === 0) return 'other';
  const given = senders.filter(({ sharedSecret, mac }) => sharedSecret !== undefined || mac);
  if (given.length === 0) return 'missing';
  const right = given.some(({ sharedSecret, mac, ...sender }) => {
    if (sharedSecret !== undefined && secretsMatch(sharedSecret.trim(), known.secrets)) return true;
    if (!mac || !from) return false;
    try {
      return verifyMac(mac, { from, sender, secrets: known.secrets, now: known.now }) === 'valid';
    } catch (error) {
      if (error instanceof Problem) return false;
      throw error;
    }
  });
  return right ? 'right' : 'wrong';
}

const PROOFS: Readonly<Record<Proof, Finding>> = {
  right: note('info', {
    en: 'The Sender is this connection and proves itself',
    fr: 'Le Sender est cette connexion et s’authentifie',
  }),
  wrong: note(
    'error',
    {
      en: 'The Sender is this connection, but its shared secret or MAC is not the one in force',
      fr: 'Le Sender est cette connexion, mais son secret partagé ou son MAC n’est pas celui en vigueur',
    },
    {
      path: 'cXML/Header/Sender/Credential/SharedSecret',
      fix: {
        en: 'Write the secret that was given to you; create a new one on the overview if it is lost.',
        fr: 'Écrivez le secret qui vous a été remis ; créez-en un nouveau dans la vue d’ensemble s’il est perdu.',
      },
    },
  ),
  missing: note(
    'warning',
    {
      en: 'The Sender is this connection, without a shared secret or MAC',
      fr: 'Le Sender est cette connexion, sans secret partagé ni MAC',
    },
    {
      path: 'cXML/Header/Sender/Credential',
      fix: {
        en: 'Fine for a trial here; at the door it would be refused with 401.',
        fr: 'Accepté pour un essai ici ; à la porte, la réponse serait 401.',
      },
    },
  ),
  other: note(
    'error',
    {
      en: 'The Sender’s credential is not one of this connection',
      fr: 'L’identifiant du Sender n’est pas de cette connexion',
    },
    {
      path: 'cXML/Header/Sender/Credential',
      fix: {
        en: 'Use the domain and identity shown on the overview, or ask the marketplace to add yours.',
        fr: 'Utilisez le domaine et l’identité de la vue d’ensemble, ou faites ajouter les vôtres par la place de marché.',
      },
    },
  ),
};

function aboutNames({ header }: CxmlDocument, known: Known): Finding[] {
  if (!header) return [];
  const found: Finding[] = [];
  if (!header.from.credentials.some((one) => isAmong(known.theirs, one))) {
    found.push(
      note(
        'warning',
        {
          en: 'From names nobody of this connection',
          fr: 'From ne désigne personne de cette connexion',
        },
        {
          path: 'cXML/Header/From/Credential',
          fix: {
            en: 'From is your company, under the identity agreed here; Sender may be a network.',
            fr: 'From est votre entreprise, sous l’identité convenue ici ; Sender peut être un réseau.',
          },
        },
      ),
    );
  }
  if (known.ours.length > 0 && !header.to.credentials.some((one) => isAmong(known.ours, one))) {
    const [own] = known.ours;
    found.push(
      note(
        'warning',
        { en: 'To does not name this marketplace', fr: 'To ne désigne pas cette place de marché' },
        {
          path: 'cXML/Header/To/Credential',
          fix: {
            en: `Write domain ${own?.domain ?? ''}, identity ${own?.identity ?? ''}.`,
            fr: `Écrivez le domaine ${own?.domain ?? ''}, l’identité ${own?.identity ?? ''}.`,
          },
        },
      ),
    );
  }
  return found;
}

function aboutMode({ deploymentMode }: CxmlDocument, known: Known): Finding[] {
  if (deploymentMode === known.deploymentMode) return [];
  const fix =
    known.deploymentMode === 'test'
      ? {
          en: 'The connection is in test: whatever the document says is treated as a test.',
          fr: 'La connexion est en test : le document est traité comme un test, quoi qu’il dise.',
        }
      : {
          en: 'The connection is in production. Leave deploymentMode out, or write production.',
          fr: 'La connexion est en production. Omettez deploymentMode, ou écrivez production.',
        };
  return [
    note(
      'warning',
      {
        en: `deploymentMode is ${deploymentMode}, the connection is in ${known.deploymentMode}`,
        fr: `deploymentMode vaut ${deploymentMode}, la connexion est en ${known.deploymentMode}`,
      },
      { path: 'cXML/Request/@deploymentMode', fix },
    ),
  ];
}

const SETUP = 'cXML/Request/PunchOutSetupRequest';

function aboutReturn(url: string | undefined, known: Known): Finding[] {
  const path = `${SETUP}/BrowserFormPost/URL`;
  const wrong = (severity: Finding['severity'], title: Text, fix: Text): Finding[] => [
    note(severity, title, { path, fix }),
  ];
  if (url === undefined || url.trim() === '') {
    return wrong(
      'error',
      { en: 'BrowserFormPost is missing', fr: 'BrowserFormPost manque' },
      {
        en: 'Without it the basket has nowhere to return to: give the https address of your return page.',
        fr: 'Sans elle, le panier ne peut revenir nulle part : donnez l’adresse https de votre page de retour.',
      },
    );
  }
  const parsed = URL.parse(url.trim());
  const loopback = parsed && ['127.0.0.1', 'localhost', '[::1]'].includes(parsed.hostname);
  if (!parsed || (parsed.protocol !== 'https:' && !(loopback && known.allowLoopback))) {
    return wrong(
      known.deploymentMode === 'production' || !parsed ? 'error' : 'warning',
      {
        en: `BrowserFormPost “${url.trim().slice(0, 200)}” is not an https address`,
        fr: `BrowserFormPost « ${url.trim().slice(0, 200)} » n’est pas une adresse https`,
      },
      {
        en: 'In test the visit opens but no basket is posted there; production refuses it. Write https.',
        fr: 'En test la visite s’ouvre mais aucun panier n’y est envoyé ; la production la refuse. Écrivez https.',
      },
    );
  }
  if (known.formPostOrigin && parsed.origin !== known.formPostOrigin) {
    return wrong(
      'error',
      {
        en: `BrowserFormPost goes to ${parsed.origin}, the connection returns to ${known.formPostOrigin} only`,
        fr: `BrowserFormPost mène à ${parsed.origin}, la connexion ne renvoie qu’à ${known.formPostOrigin}`,
      },
      {
        en: 'Use the address that was learnt, or ask the marketplace to forget it.',
        fr: 'Utilisez l’adresse apprise, ou demandez à la place de marché de l’oublier.',
      },
    );
  }
  return [];
}

function aboutSetup({ payload }: CxmlDocument, known: Known): Finding[] {
  if (payload.kind !== 'PunchOutSetupRequest') return [];
  const found = aboutReturn(payload.browserFormPost, known);
  if (payload.buyerCookie === '') {
    found.push(
      note(
        'error',
        { en: 'BuyerCookie is empty', fr: 'BuyerCookie est vide' },
        {
          path: `${SETUP}/BuyerCookie`,
          fix: {
            en: 'Write the value by which you recognise the returned basket: it comes back byte for byte.',
            fr: 'Écrivez la valeur qui vous fait reconnaître le panier au retour : elle revient à l’octet près.',
          },
        },
      ),
    );
  }
  const user = userOf(payload, known.profile.identity);
  if (!user.key) {
    const names = known.profile.identity.email.join(', ');
    found.push(
      note(
        'warning',
        { en: 'Nobody is named as the user', fr: 'Aucun utilisateur n’est nommé' },
        {
          path: `${SETUP}/Extrinsic`,
          fix: {
            en: `Without a name all your people share one account. Send an e-mail address as Extrinsic (${names}) or Contact.`,
            fr: `Sans nom, tous vos utilisateurs partagent un compte. Envoyez une adresse e-mail en Extrinsic (${names}) ou en Contact.`,
          },
        },
      ),
    );
  }
  if (payload.operation !== 'create' && payload.items.length === 0) {
    found.push(
      note(
        'warning',
        {
          en: `operation="${payload.operation}" brings no ItemOut`,
          fr: `operation="${payload.operation}" n’apporte aucun ItemOut`,
        },
        {
          path: SETUP,
          fix: {
            en: 'Send the lines of the returned basket with their SupplierPartAuxiliaryID, else an empty basket opens.',
            fr: 'Envoyez les lignes du panier renvoyé avec leur SupplierPartAuxiliaryID, sinon un panier vide s’ouvre.',
          },
        },
      ),
    );
  }
  return found;
}

const READER: Readonly<Record<Advisory['code'], Text>> = {
  encoding: {
    en: 'Send UTF-8 with an XML declaration as the first bytes, and the same charset in Content-Type.',
    fr: 'Envoyez de l’UTF-8 avec une déclaration XML en tête, et le même charset dans Content-Type.',
  },
  deployment_mode: { en: 'Write production or test.', fr: 'Écrivez production ou test.' },
  missing: {
    en: 'Add what the cXML DTD asks for at this place.',
    fr: 'Ajoutez ce que la DTD cXML demande à cet endroit.',
  },
  value: {
    en: 'Write the value as the cXML DTD has it.',
    fr: 'Écrivez la valeur comme la DTD cXML la définit.',
  },
  money_empty: {
    en: 'Write the amount, or leave the element out.',
    fr: 'Écrivez le montant, ou supprimez l’élément.',
  },
  order: {
    en: 'Put the elements in the order of the cXML DTD.',
    fr: 'Placez les éléments dans l’ordre de la DTD cXML.',
  },
  placement: {
    en: 'Move the element to where the cXML DTD has it.',
    fr: 'Déplacez l’élément à sa place dans la DTD cXML.',
  },
  secret_in_browser_message: {
    en: 'Leave SharedSecret out of messages that pass through a browser, and change the secret.',
    fr: 'Ne mettez pas SharedSecret dans un message qui passe par un navigateur, et changez le secret.',
  },
  ignored: {
    en: 'Nothing, unless the value matters: then agree on where to put it.',
    fr: 'Rien, sauf si la valeur compte : convenez alors de sa place.',
  },
  timestamp: {
    en: 'Write ISO 8601 with a numeric offset, such as 2026-11-21T10:00:00+01:00.',
    fr: 'Écrivez de l’ISO 8601 avec un décalage numérique, par exemple 2026-11-21T10:00:00+01:00.',
  },
  unknown_element: {
    en: 'Nothing, unless the element matters: then agree on an Extrinsic.',
    fr: 'Rien, sauf si l’élément compte : convenez alors d’un Extrinsic.',
  },
};

function fromReader({ code, line, element, message }: Advisory): Finding {
  const fix = READER[code];
  return {
    severity: code === 'ignored' || code === 'unknown_element' ? 'info' : 'warning',
    // The reader speaks English, as the exchange log does.
    title: { en: `${element}: ${message}`, fr: `${element} : ${message}` },
    line,
    ...(fix ? { fix } : {}),
  };
}

function aboutRepeat({ payloadId }: CxmlDocument, { receivedBefore }: Known): Finding[] {
  if (!receivedBefore) return [];
  return [
    note(
      'info',
      {
        en: `payloadID ${payloadId} was received on ${formatInstant(receivedBefore, 'en')}`,
        fr: `Le payloadID ${payloadId} a été reçu le ${formatInstant(receivedBefore, 'fr')}`,
      },
      {
        path: 'cXML/@payloadID',
        fix: {
          en: 'The same bytes again get the same answer; other bytes under the same payloadID get 409.',
          fr: 'Les mêmes octets reçoivent la même réponse ; d’autres octets sous ce payloadID reçoivent 409.',
        },
      },
    ),
  ];
}

/** Everything that is worth saying of a document beside its DTD, held against this partner's live profile. */
export function advise(document: CxmlDocument, known: Known, proof: Proof): Finding[] {
  return [
    ...(document.header ? [PROOFS[proof]] : []),
    ...aboutNames(document, known),
    ...aboutMode(document, known),
    ...aboutSetup(document, known),
    ...aboutRepeat(document, known),
    ...document.advisories.map(fromReader),
  ];
}
