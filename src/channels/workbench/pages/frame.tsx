import type { Child } from 'hono/jsx';
import { type Locale, say } from '../../../base/index.ts';
import type { Workbench } from '../../../domain/parties/index.ts';
import type { WebContext } from '../../../platform/http/index.ts';
import { type Flash, Page, Stack, StateBadge, Tabs } from '../../../ui/index.ts';

export type Tab = 'overview' | 'tester' | 'buyer' | 'checklist' | 'documents';

/** The tabs a connection has something on: a seller is nobody whom a virtual buyer could play. */
export function tabsOf({ organisation }: Pick<Workbench, 'organisation'>): readonly Tab[] {
  const all: readonly Tab[] = ['overview', 'tester', 'buyer', 'checklist', 'documents'];
  return organisation.kind === 'buyer' ? all : all.filter((tab) => tab !== 'buyer');
}

export function tabWords(tab: Tab, locale: Locale): string {
  const t = say(locale);
  return {
    overview: t('Overview', 'Vue d’ensemble'),
    tester: t('Tester', 'Testeur'),
    buyer: t('Virtual buyer', 'Acheteur virtuel'),
    checklist: t('Go-live checklist', 'Liste de mise en service'),
    documents: t('Recent documents', 'Documents récents'),
  }[tab];
}

/** The address of a tab; the overview is the link itself. */
export function tabHref(base: string, tab: Tab): string {
  return tab === 'overview' ? base : `${base}/${tab}`;
}

/** Where an integrator stands: the link's own address, and what it opens. */
export type Place = {
  readonly workbench: Workbench;
  /** `/workbench/<token>` */
  readonly base: string;
  readonly locale: Locale;
};

/**
 * A page of the workbench: the connection's name, its tabs, the other language, and no way to anywhere else.
 */
export function workbenchPage(
  c: WebContext,
  {
    place,
    tab,
    title,
    flash = [],
    actions,
  }: { place: Place; tab: Tab; title?: string; flash?: readonly Flash[]; actions?: Child },
  body: Child,
): Response | Promise<Response> {
  const { workbench, base, locale } = place;
  const { connection, organisation } = workbench;
  const t = say(locale);
  const other = locale === 'fr' ? 'en' : 'fr';
  const here = c.req.path.slice(base.length);
  return c.html(
    <Page
      locale={locale}
      audience="public"
      title={title ?? `${organisation.tradingName} · ${connection.name}`}
      titleBadge={
        <StateBadge
          text={
            connection.deploymentMode === 'test' ? t('Test', 'Test') : t('Production', 'Production')
          }
          tone={connection.deploymentMode === 'test' ? 'warning' : 'success'}
        />
      }
      subtitle={t(
        `Connection workbench of ${organisation.tradingName}, connection ${connection.name}`,
        `Atelier de connexion de ${organisation.tradingName}, connexion ${connection.name}`,
      )}
      homeHref={base}
      languageHref={`${base}/language?to=${other}&at=${encodeURIComponent(here)}`}
      nonce={c.get('nonce')}
      flash={flash}
      actions={actions}
    >
      <Stack>
        <Tabs
          label={t('Workbench', 'Atelier')}
          items={tabsOf(workbench).map((one) => ({
            href: tabHref(base, one),
            label: tabWords(one, locale),
            current: one === tab,
          }))}
        />
        {body}
      </Stack>
    </Page>,
  );
}
