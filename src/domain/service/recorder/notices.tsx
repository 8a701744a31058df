import type { Child } from 'hono/jsx';
import { type Locale, say } from '../../../base/index.ts';
import { type Ctx, read } from '../../../platform/index.ts';
import { Alert, LinkButton } from '../../../ui/index.ts';
import { comparisonsOf } from '../../purchasing/index.ts';

/**
 * What stands over an order's page: how it came back beside its basket and, for updates, beside the version
 * before; a warning while differences wait for a person. Nothing for orders that no suite sent.
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
  const shown = found.filter(({ counts }) => counts.changed + counts.missing + counts.added > 0);
  return (
    <>
      {shown.slice(-5).map((one) => {
        const open = one.alerts > 0 && !one.acknowledgedBy;
        const basis =
          one.basis === 'basket'
            ? t('the basket that went back', 'le panier renvoyé')
            : t('the version before', 'la version précédente');
        return (
          <Alert
            tone={open ? 'warning' : 'info'}
            title={t(
              `The order beside ${basis}: ${one.counts.changed} changed, ${one.counts.missing} missing, ${one.counts.added} added`,
              `La commande et ${basis} : ${one.counts.changed} modifié(s), ${one.counts.missing} manquant(s), ${one.counts.added} ajouté(s)`,
            )}
            action={
              <LinkButton size="sm" href={`/${audience}/differences/${one.id}`}>
                {t('Compare side by side', 'Comparer côte à côte')}
              </LinkButton>
            }
          >
            {one.acknowledgedBy
              ? t(` Seen by ${one.acknowledgedBy}.`, ` Vu par ${one.acknowledgedBy}.`)
              : null}
          </Alert>
        );
      })}
    </>
  );
}
