import { formatMoney, type Locale, money, type Problem, say } from '../../../base/index.ts';
import { Alert, Button, HiddenFields, Panel, TextField } from '../../../ui/index.ts';
import type { Requisition } from '../entities.ts';

/** The approver's form. Above the approver's limit it says so in place of the button; rejecting stays. */
export function DecisionForms({
  request,
  aboveLimit,
  locale,
}: {
  request: Requisition;
  aboveLimit: Problem | undefined;
  locale: Locale;
}) {
  const t = say(locale);
  const amount = formatMoney(money(request.netMinor + request.vatMinor, request.currency), locale);
  return (
    <Panel title={t('Your decision', 'Votre décision')}>
      <form method="post" action={`/buyer/requisitions/${request.id}/decision`} class="grid gap-3">
        <HiddenFields values={{ contentHash: request.contentHash }} />
        {aboveLimit ? <Alert tone="info">{aboveLimit.text(locale)}</Alert> : null}
        <TextField
          locale={locale}
          name="comment"
          label={t('Comment', 'Commentaire')}
          rows={2}
          maxlength={500}
        />
        <div class="flex flex-wrap gap-2">
          {aboveLimit ? null : (
            <Button kind="primary" name="decision" value="approved" icon="check">
              {t(`Approve ${amount}`, `Approuver ${amount}`)}
            </Button>
          )}
          <Button kind="danger" name="decision" value="rejected">
            {t('Reject', 'Refuser')}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
