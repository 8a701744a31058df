import { buildSetupRequest, type SuiteProfile } from '../../../punchout/index.ts';
import { cxmlTimestamp, say } from '../../base/index.ts';
import type { Workbench } from '../../domain/parties/index.ts';
import { pinnedVersion } from './content.ts';

type Names = readonly { readonly domain: string; readonly identity: string }[];

const SECRET = 'YOUR-SHARED-SECRET';

function setup(
  { ctx, connection }: Workbench,
  { theirs, ours, profile }: { theirs: Names; ours: Names; profile: SuiteProfile },
): string {
  const own = theirs[0] ?? { domain: 'DUNS', identity: 'your-identity' };
  const to = ours[0] ?? { domain: 'DUNS', identity: 'comptoir' };
  const [email = 'UserEmail'] = profile.identity.email;
  const bytes = buildSetupRequest(
    {
      payloadId: `1.${ctx.now().epochMilliseconds}@your-system.example`,
      timestamp: cxmlTimestamp(ctx.now()),
      lang: ctx.locale,
      deploymentMode: connection.deploymentMode,
      header: {
        from: { credentials: [{ ...own }] },
        to: { credentials: [{ ...to }] },
        sender: {
          credentials: [{ ...own, sharedSecret: SECRET }],
          userAgent: 'Your system',
        },
      },
    },
    {
      operation: 'create',
      buyerCookie: 'your-session-1',
      browserFormPost: `${connection.formPostOrigin ?? 'https://your-system.example'}/punchout/return`,
      extrinsics: [{ name: email, value: 'jane.doe@your-company.example' }],
      contacts: [],
      items: [],
    },
    { version: pinnedVersion(profile, 'PunchOutSetupRequest') },
  );
  // One element a line, so that it can be read and edited.
  return Buffer.from(bytes).toString('utf8').replace(/></g, '>\n<');
}

/** A document to start from, with this connection's own names and never its secret; none for sellers. */
export function exampleOf(
  workbench: Workbench,
  known: { theirs: Names; ours: Names; profile: SuiteProfile },
): { title: string; text: string } | undefined {
  const { connection, organisation, ctx } = workbench;
  const t = say(ctx.locale);
  if (organisation.kind !== 'buyer') return undefined;
  if (connection.protocol === 'oci') {
    const rules = known.profile.oci;
    const query = [
      `${rules?.usernameField ?? 'USERNAME'}=${encodeURIComponent(connection.name)}`,
      `${rules?.passwordField ?? 'PASSWORD'}=${SECRET}`,
      `HOOK_URL=${encodeURIComponent('https://your-sap.example/return?session=1')}`,
      '~OkCode=ADDI',
      '~TARGET=_top',
      '~CALLER=CTLG',
    ];
    const address = `${ctx.services.config.publicUrl}/oci/${connection.name}`;
    return {
      title: t('A call-up to start from', 'Un appel pour commencer'),
      text: `${address}?${query.join('&')}`,
    };
  }
  return {
    title: t(
      'A set-up request to start from (put your secret in)',
      'Une demande d’ouverture pour commencer (ajoutez votre secret)',
    ),
    text: setup(workbench, known),
  };
}
