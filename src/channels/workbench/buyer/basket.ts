import {
  type CxmlDocument,
  type PunchOutOrderMessage,
  readBrowserPost,
} from '../../../../punchout/index.ts';
import { randomToken, type Text } from '../../../base/index.ts';
import { readXml } from '../../../base/xml/index.ts';
import type { WorkbenchField } from '../../../domain/parties/index.ts';
import { modelVerdicts } from '../content.ts';
import { adviseFields } from '../fields.ts';
import { setupDocument, trialEnvelope } from './documents.ts';
import { type Stage, Stopped, step } from './stage.ts';
import { post, read, statusOf } from './talk.ts';

/** Sends a set-up and gives the start page back, as a step. */
export async function setUp(
  stage: Stage,
  {
    scene,
    operation,
    cookie,
    returnUrl,
  }: {
    scene: string;
    operation: 'create' | 'edit' | 'inspect';
    cookie: string;
    returnUrl: string;
  },
): Promise<{ startPage: string; payloadId: string }> {
  const title = {
    en: `PunchOutSetupRequest ${operation}`,
    fr: `PunchOutSetupRequest ${operation}`,
  };
  return step(stage, { scene, title }, async () => {
    const envelope = trialEnvelope(stage);
    const exchanged = await post(
      stage,
      setupDocument(stage, { operation, cookie, returnUrl, envelope }),
    );
    const { payload, sent, got } = exchanged;
    if (payload.kind !== 'PunchOutSetupResponse') {
      const { code, text } = statusOf(exchanged);
      throw new Stopped(
        { en: `Status ${code}: ${text}`, fr: `Status ${code} : ${text}` },
        { sent, got },
      );
    }
    const verdict = {
      en: 'Status 200 with a start page, good for one use',
      fr: 'Status 200 avec une page d’accueil, à usage unique',
    };
    return {
      verdict,
      sent,
      got,
      value: { startPage: payload.startPage, payloadId: envelope.payloadId },
    };
  });
}

function faultsOf(
  stage: Stage,
  {
    document,
    bytes,
    cookie,
    payloadId,
  }: {
    document: CxmlDocument;
    bytes: Uint8Array;
    cookie: string;
    payloadId: string;
  },
): string[] {
  const { payload } = document;
  const tree = readXml(bytes);
  const models = modelVerdicts(tree, stage.profile).filter(({ violations }) => violations > 0);
  const fields = adviseFields(tree.root, stage.profile);
  return [
    ...(payload.kind === 'PunchOutOrderMessage' && payload.buyerCookie !== cookie
      ? ['BuyerCookie is not the one that was sent']
      : []),
    ...(document.inReplyTo === payloadId ? [] : ['inReplyTo does not name the set-up']),
    ...models.map(
      ({ dtd, version, violations }) => `${violations} departures from ${dtd} ${version}`,
    ),
    ...fields.map(({ title }) => title.en),
  ];
}

type Basket = { readonly cart: PunchOutOrderMessage; readonly code: number | undefined };

/** Reads what came back at the return address and holds it against the profile, as a step. */
export async function readBasket(
  stage: Stage,
  {
    scene,
    title,
    fields,
    cookie,
    payloadId,
    wanted,
  }: {
    scene: string;
    title: Text;
    fields: readonly WorkbenchField[];
    cookie: string;
    payloadId: string;
    wanted: 'lines' | 'status 204';
  },
): Promise<Basket> {
  return step(stage, { scene, title }, async () => {
    const bytes = readBrowserPost(fields.map(({ name, value }): [string, string] => [name, value]));
    const got = Buffer.from(bytes).toString('utf8');
    const document = read(got);
    const { payload, messageStatus } = document;
    if (payload.kind !== 'PunchOutOrderMessage')
      throw new Stopped({ en: `It is a ${payload.kind}`, fr: `C’est un ${payload.kind}` }, { got });
    const code = messageStatus?.code;
    const lines = payload.items.length;
    const right = wanted === 'lines' ? lines > 0 && code !== 204 : lines === 0 && code === 204;
    if (!right) {
      throw new Stopped(
        {
          en: `${lines} lines, Message Status ${code ?? '–'}: not what this operation returns`,
          fr: `${lines} lignes, Message Status ${code ?? '–'} : ce n’est pas le retour de cette opération`,
        },
        { got },
      );
    }
    const faults = faultsOf(stage, { document, bytes, cookie, payloadId });
    const what =
      wanted === 'lines'
        ? { en: `${lines} lines came back`, fr: `${lines} lignes sont revenues` }
        : {
            en: 'Message Status 204: your system changes nothing',
            fr: 'Message Status 204 : votre système ne change rien',
          };
    const verdict = {
      en: [what.en, ...faults].join('; '),
      fr: [what.fr, ...faults].join(' ; '),
    };
    return {
      verdict,
      outcome: faults.length > 0 ? 'noticed' : 'passed',
      got,
      value: { cart: payload, code },
    };
  });
}

/** A BuyerCookie that says whose document it is. */
export function cookieFor(scene: string): string {
  return `trial-${scene}-${randomToken(64)}`;
}

/** The basket that the create operation brought back. */
export function needCart(stage: Stage): PunchOutOrderMessage {
  if (stage.cart) return stage.cart;
  throw new Stopped({
    en: 'There is no basket: the create operation comes first.',
    fr: 'Il n’y a pas de panier : l’opération create vient d’abord.',
  });
}
