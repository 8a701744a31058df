import { type Locale, say, type Text } from '../../../base/index.ts';
import { isPlaying, type WorkbenchRun } from '../../../domain/parties/index.ts';
import {
  Alert,
  Button,
  Columns,
  DataTable,
  DateText,
  Icon,
  Panel,
  Progress,
  Stack,
  StateBadge,
  type Tone,
} from '../../../ui/index.ts';
import type { StepRecord } from '../buyer/stage.ts';
import type { Place } from './frame.tsx';

const SCENES: Readonly<Record<string, Text & { readonly steps: number }>> = {
  ping: { en: 'Ping and profile', fr: 'Ping et profil', steps: 2 },
  create: {
    en: 'Set-up, shop, basket back',
    fr: 'Ouverture, boutique, retour du panier',
    steps: 4,
  },
  edit: { en: 'Edit the basket', fr: 'Modifier le panier', steps: 3 },
  inspect: { en: 'Inspect it', fr: 'Le consulter', steps: 3 },
  cancel: { en: 'Cancel an edit', fr: 'Annuler une modification', steps: 2 },
  order: { en: 'Order', fr: 'Commander', steps: 2 },
  change: { en: 'Change and cancel the order', fr: 'Modifier et annuler la commande', steps: 4 },
  later: { en: 'Status update and receipt', fr: 'Statut et réception', steps: 3 },
  errors: { en: 'Errors and repeats', fr: 'Erreurs et répétitions', steps: 4 },
  callup: { en: 'Call-up, shop, basket back', fr: 'Appel, boutique, retour du panier', steps: 3 },
  functions: { en: 'OCI functions', fr: 'Fonctions OCI', steps: 4 },
  start: { en: 'Start', fr: 'Départ', steps: 1 },
};

const OUTCOMES: Readonly<Record<StepRecord['outcome'], Text & { readonly tone: Tone }>> = {
  passed: { en: 'passed', fr: 'réussi', tone: 'success' },
  noticed: { en: 'passed, with notes', fr: 'réussi, avec remarques', tone: 'warning' },
  failed: { en: 'failed', fr: 'échoué', tone: 'error' },
};

function stepsOf(run: WorkbenchRun): readonly StepRecord[] {
  return run.steps as unknown as readonly StepRecord[];
}

function planned(run: WorkbenchRun): number {
  return run.plan.reduce((sum, name) => sum + (SCENES[name]?.steps ?? 1), 0);
}

function Played({ one, locale }: { one: StepRecord; locale: Locale }) {
  const t = say(locale);
  const outcome = OUTCOMES[one.outcome];
  return (
    <li class="border-b border-base-300 py-2 last:border-0">
      <div class="flex flex-wrap items-center gap-x-2">
        <span class={one.outcome === 'failed' ? 'text-error' : 'text-success'} aria-hidden="true">
          <Icon name={one.outcome === 'failed' ? 'cross' : 'check'} />
        </span>
        <strong>{one.title[locale]}</strong>
        <StateBadge text={outcome[locale]} tone={outcome.tone} />
        <span class="muted num ms-auto text-[0.8125rem]">{one.ms} ms</span>
      </div>
      <p class="field-hint">{one.verdict[locale]}</p>
      {one.sent || one.got ? (
        <details>
          <summary class="link cursor-pointer text-[0.8125rem]">
            {t('Request and answer', 'Requête et réponse')}
          </summary>
          {one.sent ? <Raw title={t('Sent', 'Envoyé')} text={one.sent} /> : null}
          {one.got ? <Raw title={t('Answered', 'Reçu')} text={one.got} /> : null}
        </details>
      ) : null}
    </li>
  );
}

function Raw({ title, text }: { title: string; text: string }) {
  const broken = text.replace(/></g, '>\n<');
  return (
    <figure class="code-box mt-2">
      <figcaption class="code-head">
        <span>{title}</span>
      </figcaption>
      <pre tabindex={0} aria-label={title} class="max-h-80 overflow-auto">
        {broken.split('\n').map((line, at) => (
          <span class="code-line" data-line={at + 1}>
            {line}
          </span>
        ))}
      </pre>
    </figure>
  );
}

function Scene(props: { name: string; steps: readonly StepRecord[]; locale: Locale }) {
  const { name, steps, locale } = props;
  const title = SCENES[name]?.[locale] ?? name;
  return (
    <Panel id={`scene-${name}`} title={title}>
      <ol>
        {steps.map((one) => (
          <Played one={one} locale={locale} />
        ))}
      </ol>
    </Panel>
  );
}

/** A run as far as it is; while it plays it asks for itself again. */
export function RunView({ place, run }: { place: Place; run: WorkbenchRun }) {
  const { locale, base } = place;
  const t = say(locale);
  const steps = stepsOf(run);
  const going = isPlaying(run, place.workbench.ctx.now());
  const failures = steps.filter(({ outcome }) => outcome === 'failed').length;
  const scenes = [...Map.groupBy(steps, ({ scene }) => scene)];
  const here = `${base}/buyer/runs/${run.id}`;
  return (
    <div
      id="run"
      class="grid gap-4"
      hx-get={going ? `${here}/progress` : undefined}
      hx-trigger={going ? 'every 1s' : undefined}
      hx-swap={going ? 'outerHTML' : undefined}
    >
      <Progress
        locale={locale}
        id="run-progress"
        label={t('The virtual buyer', 'L’acheteur virtuel')}
        done={steps.length}
        total={going ? Math.max(planned(run), steps.length) : steps.length}
        state={going ? 'running' : failures > 0 ? 'failed' : 'done'}
      />
      {going ? (
        <noscript>
          <a href={here}>{t('Refresh', 'Actualiser')}</a>
        </noscript>
      ) : (
        <Alert
          tone={failures > 0 ? 'error' : 'success'}
          title={
            failures > 0
              ? t(
                  `${failures} of ${steps.length} steps failed`,
                  `${failures} étape${failures > 1 ? 's' : ''} sur ${steps.length} en échec`,
                )
              : t(`All ${steps.length} steps passed`, `Les ${steps.length} étapes ont réussi`)
          }
        />
      )}
      {scenes.map(([name, own]) => (
        <Scene name={name} steps={own} locale={locale} />
      ))}
    </div>
  );
}

function PlanForm({ place, scenes }: { place: Place; scenes: readonly string[] }) {
  const { base, locale, workbench } = place;
  const t = say(locale);
  const production = workbench.connection.deploymentMode === 'production';
  return (
    <form method="post" action={`${base}/buyer/run`} class="panel form-stack">
      <fieldset class="field">
        <legend class="field-label">{t('What to play', 'Que jouer')}</legend>
        <div class="grid gap-1.5 sm:grid-cols-2">
          {scenes.map((name) => (
            <label class="flex items-center gap-2">
              <input
                type="checkbox"
                class="checkbox checkbox-sm"
                name="scene"
                value={name}
                checked
              />
              {SCENES[name]?.[locale] ?? name}
            </label>
          ))}
        </div>
      </fieldset>
      {production ? (
        <Alert tone="warning">
          {t(
            'This connection is in production. The virtual buyer plays in test mode only.',
            'Cette connexion est en production. L’acheteur virtuel ne joue qu’en mode test.',
          )}
        </Alert>
      ) : null}
      <div class="form-actions">
        <Button kind="primary" disabled={production}>
          {t('Start the virtual buyer', 'Lancer l’acheteur virtuel')}
        </Button>
      </div>
    </form>
  );
}

/** What to play, and what was played. */
export function BuyerPage(props: {
  place: Place;
  scenes: readonly string[];
  runs: readonly WorkbenchRun[];
}) {
  const { place, scenes, runs } = props;
  const { base, locale } = place;
  const t = say(locale);
  return (
    <Stack>
      <Columns layout="main-side">
        <PlanForm place={place} scenes={scenes} />
        <Panel id="about" title={t('What it does', 'Ce qu’il fait')}>
          <p>
            {t(
              'It plays your system against our real addresses, with your identity and secret: what passes here passes for you too. Its orders are judged against their baskets and then let fall: no seller hears of them, nothing is booked.',
              'Il joue votre système face à nos adresses réelles, avec votre identité et votre secret : ce qui passe ici passera pour vous. Ses commandes sont comparées à leur panier puis abandonnées : aucun vendeur n’en entend parler, rien n’est comptabilisé.',
            )}
          </p>
        </Panel>
      </Columns>
      <DataTable
        locale={locale}
        caption={t('Earlier runs', 'Exécutions précédentes')}
        rows={runs}
        rowHref={(run) => `${base}/buyer/runs/${run.id}`}
        empty={{
          title: t('Nothing played yet', 'Rien de joué pour l’instant'),
          text: t('Start it: it takes a few seconds.', 'Lancez-le : quelques secondes suffisent.'),
        }}
        columns={[
          {
            key: 'at',
            label: t('When', 'Date'),
            cell: (run) => <DateText value={run.createdAt} locale={locale} />,
          },
          {
            key: 'state',
            label: t('State', 'État'),
            cell: (run) => <RunState run={run} place={place} />,
          },
          {
            key: 'steps',
            label: t('Steps', 'Étapes'),
            align: 'number',
            cell: (run) => stepsOf(run).length,
          },
        ]}
      />
    </Stack>
  );
}

function RunState({ run, place }: { run: WorkbenchRun; place: Place }) {
  const { locale } = place;
  const t = say(locale);
  const failures = stepsOf(run).filter(({ outcome }) => outcome === 'failed').length;
  const going = isPlaying(run, place.workbench.ctx.now());
  if (!going && (run.state === 'queued' || run.state === 'running'))
    return <StateBadge text={t('interrupted', 'interrompu')} tone="warning" />;
  if (run.state === 'queued') return <StateBadge text={t('waiting', 'en attente')} />;
  if (run.state === 'running') return <StateBadge text={t('playing', 'en cours')} tone="info" />;
  return failures > 0 ? (
    <StateBadge text={t(`${failures} failed`, `${failures} en échec`)} tone="error" />
  ) : (
    <StateBadge text={t('all passed', 'tout réussi')} tone="success" />
  );
}
