import { type Locale, say } from '../../../base/index.ts';
import {
  Alert,
  DataTable,
  EmptyState,
  Panel,
  Stack,
  StateBadge,
  type Tone,
} from '../../../ui/index.ts';
import {
  type Answer,
  type Finding,
  type ModelVerdict,
  markedLines,
  type OrderLineVerdict,
  outcomeOf,
  type Report,
} from '../report.ts';
import { MarkedSource } from './source.tsx';

const TONES: Readonly<Record<Finding['severity'], Tone>> = {
  error: 'error',
  warning: 'warning',
  info: 'info',
};

function severityWords(severity: Finding['severity'], locale: Locale): string {
  const t = say(locale);
  return {
    error: t('to correct', 'à corriger'),
    warning: t('advice', 'conseil'),
    info: t('note', 'remarque'),
  }[severity];
}

function LineLink({ line, column }: { line: number | undefined; column?: number | undefined }) {
  if (line === undefined) return <>–</>;
  return (
    <a class="link num" href={`#source-${line}`}>
      {column === undefined ? line : `${line}:${column}`}
    </a>
  );
}

function Findings(props: { locale: Locale; caption: string; findings: readonly Finding[] }) {
  const { locale, caption, findings } = props;
  const t = say(locale);
  return (
    <DataTable
      locale={locale}
      caption={caption}
      captionView="hidden"
      rows={findings}
      rowTone={(row) => TONES[row.severity]}
      columns={[
        {
          key: 'line',
          label: t('Line', 'Ligne'),
          align: 'number',
          width: 'narrow',
          cell: (row) => <LineLink line={row.line} column={row.column} />,
        },
        {
          key: 'what',
          label: t('What', 'Constat'),
          cell: (row) => (
            <div class="min-w-0">
              <StateBadge text={severityWords(row.severity, locale)} tone={TONES[row.severity]} />{' '}
              <strong>{row.title[locale]}</strong>
              {row.path ? (
                <div>
                  <code class="break-all text-[0.75rem]">{row.path}</code>
                </div>
              ) : null}
            </div>
          ),
        },
        {
          key: 'fix',
          label: t('What to do', 'Que faire'),
          cell: (row) => row.fix?.[locale] ?? '–',
        },
      ]}
    />
  );
}

function modelTitle(verdict: ModelVerdict, locale: Locale): string {
  const t = say(locale);
  const why = {
    named: t('the version the document names', 'la version citée par le document'),
    pinned: t('the version this profile pins', 'la version fixée par ce profil'),
    both: t(
      'the version that the document names and this profile pins',
      'la version que cite le document et que fixe ce profil',
    ),
  }[verdict.why];
  return `${verdict.dtd}.dtd ${verdict.version}${t(': ', ' : ')}${why}`;
}

function Model(props: { locale: Locale; verdict: ModelVerdict; before: ModelVerdict | undefined }) {
  const { locale, verdict, before } = props;
  const t = say(locale);
  const near =
    verdict.used === verdict.version
      ? ''
      : t(
          ` Held against ${verdict.used}, the nearest content model.`,
          ` Comparé à ${verdict.used}, le modèle de contenu le plus proche.`,
        );
  if (verdict.violations === 0) {
    return (
      <Alert tone="success" title={modelTitle(verdict, locale)}>
        {t('Valid: no departure from the content model.', 'Valide : aucun écart au modèle.')}
        {near}
      </Alert>
    );
  }
  if (before && JSON.stringify(before.findings) === JSON.stringify(verdict.findings)) {
    return (
      <Alert tone="warning" title={modelTitle(verdict, locale)}>
        {t('The same departures as above.', 'Les mêmes écarts que ci-dessus.')}
        {near}
      </Alert>
    );
  }
  return (
    <Stack>
      <Alert tone="warning" title={modelTitle(verdict, locale)}>
        {t(
          `${verdict.violations} departure${verdict.violations > 1 ? 's' : ''} from the content model. The door is tolerant, and its answer stands above; other systems refuse such documents.`,
          `${verdict.violations} écart${verdict.violations > 1 ? 's' : ''} au modèle de contenu. La porte est tolérante, sa réponse est ci-dessus ; d’autres systèmes refusent de tels documents.`,
        )}
        {near}
      </Alert>
      <Findings locale={locale} caption={modelTitle(verdict, locale)} findings={verdict.findings} />
    </Stack>
  );
}

function answerTone({ code }: Answer): 'success' | 'error' {
  return code < 400 ? 'success' : 'error';
}

function Answers({ locale, report }: { locale: Locale; report: Report }) {
  const t = say(locale);
  const { answer, answerProved } = report;
  if (!answer) return null;
  return (
    <Panel id="answer" title={t('What we would answer', 'Ce que nous répondrions')}>
      <Stack>
        <Alert tone={answerTone(answer)} title={`Status ${answer.code}`}>
          <span lang="en">{answer.text}</span>
        </Alert>
        {answerProved ? (
          <Alert
            tone={answerTone(answerProved)}
            title={t(
              `With the right secret: Status ${answerProved.code}`,
              `Avec le bon secret : Status ${answerProved.code}`,
            )}
          >
            <span lang="en">{answerProved.text}</span>
          </Alert>
        ) : null}
        <p class="field-hint">
          {t(
            'Nothing was carried out: no visit, no order, nothing was kept as a business document.',
            'Rien n’a été exécuté : aucune visite, aucune commande, rien n’est conservé comme document commercial.',
          )}
        </p>
      </Stack>
    </Panel>
  );
}

const LINE_TONES: Readonly<Record<OrderLineVerdict['outcome'], Tone>> = {
  equal: 'success',
  noticed: 'warning',
  refused: 'error',
};

function pairText([quoted, ordered]: readonly [string, string]) {
  if (quoted === ordered) return <span class="num">{quoted}</span>;
  return (
    <span class="num">
      {quoted} → <strong>{ordered}</strong>
    </span>
  );
}

function OrderLines(props: { locale: Locale; lines: readonly OrderLineVerdict[] }) {
  const { locale, lines } = props;
  const t = say(locale);
  const words = {
    equal: t('as in the basket', 'comme au panier'),
    noticed: t('accepted, noticed', 'accepté, signalé'),
    refused: t('refused', 'refusé'),
  };
  return (
    <Panel id="order" title={t('The order beside its basket', 'La commande face à son panier')}>
      <DataTable
        locale={locale}
        caption={t('Order lines', 'Lignes de la commande')}
        captionView="hidden"
        rows={lines}
        rowTone={(row) => LINE_TONES[row.outcome]}
        columns={[
          {
            key: 'line',
            label: t('Line', 'Ligne'),
            align: 'number',
            cell: (row) => row.lineNumber,
          },
          { key: 'sku', label: t('Part', 'Article'), cell: (row) => <code>{row.sku}</code> },
          { key: 'qty', label: t('Quantity', 'Quantité'), cell: (row) => pairText(row.quantity) },
          { key: 'unit', label: t('Unit', 'Unité'), cell: (row) => pairText(row.unit) },
          { key: 'price', label: t('Price', 'Prix'), cell: (row) => pairText(row.unitPrice) },
          {
            key: 'verdict',
            label: t('Verdict', 'Verdict'),
            cell: (row) => (
              <div>
                <StateBadge text={words[row.outcome]} tone={LINE_TONES[row.outcome]} />
                {row.notes.map((one) => (
                  <div class="field-hint">
                    {t('in the answer: ', 'dans la réponse : ')}
                    <q lang="en">{one}</q>
                  </div>
                ))}
              </div>
            ),
          },
        ]}
      />
    </Panel>
  );
}

export function outcomeWords(
  outcome: ReturnType<typeof outcomeOf>,
  locale: Locale,
): { text: string; tone: Tone } {
  const t = say(locale);
  return {
    valid: { text: t('Valid', 'Valide'), tone: 'success' as const },
    departs: { text: t('To correct', 'À corriger'), tone: 'warning' as const },
    unreadable: { text: t('Unreadable', 'Illisible'), tone: 'error' as const },
  }[outcome];
}

/** The tester's whole answer: gate, content model, advisories apart, the answer, and the marked source. */
export function ReportView(props: { locale: Locale; report: Report; source: string }) {
  const { locale, report, source } = props;
  const t = say(locale);
  return (
    <Stack>
      {report.gate.length === 0 ? (
        <Alert
          tone="success"
          title={t('The gate lets it through', 'Le contrôle d’entrée l’accepte')}
        >
          {t(
            `Well-formed${report.encoding ? `, read as ${report.encoding.toUpperCase()}` : ''}.`,
            `Bien formé${report.encoding ? `, lu en ${report.encoding.toUpperCase()}` : ''}.`,
          )}
        </Alert>
      ) : (
        <Panel id="gate" title={t('Refused at the gate', 'Refusé au contrôle d’entrée')}>
          <Findings locale={locale} caption={t('Gate', 'Contrôle')} findings={report.gate} />
        </Panel>
      )}
      <Answers locale={locale} report={report} />
      {report.models.length > 0 ? (
        <Panel id="model" title={t('Content model', 'Modèle de contenu')}>
          <Stack>
            {report.models.map((verdict, at) => (
              <Model locale={locale} verdict={verdict} before={report.models[at - 1]} />
            ))}
          </Stack>
        </Panel>
      ) : null}
      {report.gate.length > 0 && report.advisories.length === 0 ? null : (
        <Panel
          id="advice"
          title={t(
            'Advice from this connection’s profile',
            'Conseils du profil de cette connexion',
          )}
        >
          {report.advisories.length === 0 ? (
            <EmptyState
              title={t('Nothing to say', 'Rien à signaler')}
              text={t(
                'Nothing of this document departs from the live profile.',
                'Rien dans ce document ne s’écarte du profil en vigueur.',
              )}
            />
          ) : (
            <Findings
              locale={locale}
              caption={t('Advice', 'Conseils')}
              findings={report.advisories}
            />
          )}
        </Panel>
      )}
      {report.order ? <OrderLines locale={locale} lines={report.order} /> : null}
      <MarkedSource
        locale={locale}
        id="source"
        title={t('The document, secrets masked', 'Le document, secrets masqués')}
        text={source}
        marks={markedLines(report)}
      />
    </Stack>
  );
}
