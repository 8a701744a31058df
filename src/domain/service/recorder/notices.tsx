import type { Child } from 'hono/jsx';
import { type Locale, say } from '../../../base/index.ts';
import { type Ctx, read } from '../../../platform/index.ts';
import { Alert, DateText, Disclosure, LinkButton } from '../../../ui/index.ts';
import { comparisonsOf } from '../../purchasing/index.ts';

type Notice = Awaited<ReturnType<typeof comparisonsOf>>[number];

/** `2 changed, 1 missing`; only what there is. */
function countsText({ counts }: Notice, locale: Locale): string {
  const t = say(locale);
  const many = (count: number): string => (count > 1 ? 's' : '');
  const parts = [
    { count: counts.changed, text: t('changed', `modifié${many(counts.changed)}`) },
    { count: counts.missing, text: t('missing', `manquant${many(counts.missing)}`) },
    { count: counts.added, text: t('added', `ajouté${many(counts.added)}`) },
  ];
  return parts
    .filter(({ count }) => count > 0)
    .map(({ count, text }) => `${count} ${text}`)
    .join(', ');
}

function basisText({ basis }: Notice, locale: Locale): { from: string; beside: string } {
  const t = say(locale);
  return basis === 'basket'
    ? {
        from: t('from the basket that went back', 'du panier renvoyé'),
        beside: t('beside the basket that went back', 'face au panier renvoyé'),
      }
    : {
        from: t('from the version before', 'de la version précédente'),
        beside: t('beside the version before', 'face à la version précédente'),
      };
}

/**
 * What stands over an order's page: a warning for each comparison whose differences wait for a person; the
 * others (the order beside its basket, an update beside the version before) folded below. Nothing for orders
 * that no suite sent.
 */
export async function orderNotices(
  ctx: Ctx,
  {
    purchaseOrderId,
    audience,
    locale,
  }: { purchaseOrderId: string; audience: 'buyer' | 'operator'; locale: Locale },
): Promise<Child> {
  const t = say(locale);
  const found = await read(ctx, (tx) => comparisonsOf(tx, { purchaseOrderIds: [purchaseOrderId] }));
  const shown = found
    .filter(({ counts }) => counts.changed + counts.missing + counts.added > 0)
    .slice(-5);
  const isOpen = (one: Notice): boolean => one.alerts > 0 && !one.acknowledgedBy;
  const quiet = shown.filter((one) => !isOpen(one));
  return (
    <>
      {shown.filter(isOpen).map((one) => (
        <Alert
          tone="warning"
          title={t(
            `The order differs ${basisText(one, locale).from}`,
            `La commande diffère ${basisText(one, locale).from}`,
          )}
          action={
            <LinkButton size="sm" href={`/${audience}/differences/${one.id}`}>
              {t('Compare side by side', 'Comparer côte à côte')}
            </LinkButton>
          }
        >
          {t('Fields: ', 'Champs : ')}
          {countsText(one, locale)}
        </Alert>
      ))}
      {quiet.length > 0 ? (
        <Disclosure summary={t('Compared with its basket', 'Comparaisons avec le panier')}>
          <ul class="list-disc ps-5">
            {quiet.map((one) => (
              <li>
                <a class="link" href={`/${audience}/differences/${one.id}`}>
                  <DateText value={one.at} locale={locale} /> {basisText(one, locale).beside}
                </a>
                {t(': ', ' : ')}
                {countsText(one, locale)}
                {one.acknowledgedBy
                  ? t(`, seen by ${one.acknowledgedBy}`, `, vu par ${one.acknowledgedBy}`)
                  : null}
              </li>
            ))}
          </ul>
        </Disclosure>
      ) : null}
    </>
  );
}
