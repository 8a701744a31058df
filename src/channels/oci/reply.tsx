import type { OciCharset, OciField, OciNote } from '../../../punchout/index.ts';
import { type Locale, say } from '../../base/index.ts';
import { isPostable } from '../../domain/purchasing/index.ts';
import type { WebContext } from '../../platform/http/index.ts';
import type { Config, ExchangeNote } from '../../platform/index.ts';
import { Alert, Button, HiddenFields, PunchOutPage, Stack } from '../../ui/index.ts';

/** What is posted to HOOK_URL, and what a person reads beside it. */
export type OciReply = {
  readonly action: string;
  readonly fields: readonly OciField[];
  readonly charset: OciCharset;
  readonly target: string | undefined;
  /** Other origins of the suite, by the profile. */
  readonly ancestors: readonly string[];
  readonly locale: Locale;
  readonly buyerName: string;
  readonly items: number;
  /** Told to people and written to the exchange log: OCI has no place for it. */
  readonly notes: readonly ExchangeNote[];
};

/** The reply's own origin and those that the profile lists: they may frame the page and be posted to. */
function origins(
  { action, ancestors }: OciReply,
  config: Config,
): { frames: string; forms: string } {
  const url = URL.parse(action);
  // `SAPEVENT:` has no origin; only SAP's embedded browser follows it.
  const own = url && url.origin !== 'null' ? [url.origin] : [];
  return {
    frames: [...new Set([...own, ...ancestors])].join(' '),
    forms: [
      ...new Set([
        ...(own.length > 0 ? own : [url?.protocol ?? `'self'`]),
        ...ancestors.filter((one) => isPostable(one, config)),
      ]),
    ].join(' '),
  };
}

/** How a changed field reads in the exchange log. */
export function ociNote({ item, field, change, value, sent }: OciNote): ExchangeNote {
  const what = {
    cut: `cut to “${sent}”; the whole text is in LONGTEXT`,
    replaced: `sent as “${sent}”, for the form’s charset lacks some letters`,
    scaled: `stated as ${sent} units, for OCI takes three decimals`,
  }[change];
  return {
    code: `oci_${change}`,
    element: `NEW_ITEM-${field}[${item}]`,
    message: `“${value}” ${what}.`,
  };
}

/**
 * A reply that needs no shop: the form to HOOK_URL, which sends itself, with a button in sight for browsers
 * that do not. A caller that reads the page instead of showing it finds the same hidden fields.
 */
export function replyPage(c: WebContext, reply: OciReply): Response | Promise<Response> {
  const { locale, action, fields, charset, target, notes, items } = reply;
  const t = say(locale);
  const allowed = origins(reply, c.get('services').config);
  c.header('x-form-origins', allowed.forms);
  if (allowed.frames !== '') c.header('x-frame-origins', allowed.frames);
  return c.html(
    <PunchOutPage
      locale={locale}
      title={
        items === 0
          ? t('Nothing to send back', 'Rien à renvoyer')
          : t(
              `${items} ${items === 1 ? 'item goes' : 'items go'} back`,
              `${items} ${items === 1 ? 'article repart' : 'articles repartent'}`,
            )
      }
      buyerName={reply.buyerName}
      nonce={c.get('nonce')}
    >
      <Stack>
        {notes.map((note) => (
          <Alert tone="warning">{note.message}</Alert>
        ))}
        <p>
          {t(
            'Your browser is taking you back. If nothing happens, press the button.',
            'Votre navigateur vous ramène. Si rien ne se passe, appuyez sur le bouton.',
          )}
        </p>
        <form
          method="post"
          action={action}
          target={target ?? '_self'}
          accept-charset={charset}
          data-auto-submit
          id="return-form"
        >
          {fields.map((field) => (
            <HiddenFields values={{ [field.name]: field.value }} />
          ))}
          <Button kind="primary">
            {t('Back to my purchasing system', 'Revenir à mon outil d’achat')}
          </Button>
        </form>
      </Stack>
    </PunchOutPage>,
  );
}
