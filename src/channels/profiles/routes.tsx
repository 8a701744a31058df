import { changedSettings, mergePatch, patchBetween, suiteFrom } from '../../../punchout/index.ts';
import { Problem, say } from '../../base/index.ts';
import { page } from '../../domain/parties/index.ts';
import {
  connectionsBySuite,
  profileRevision,
  profileRevisions,
  saveConnectionProfile,
  saveSuite,
} from '../../domain/service/index.ts';
import { formOf, signedIn, type Web, type WebContext, web } from '../../platform/http/index.ts';
import { type Ctx, read, type TxCtx } from '../../platform/index.ts';
import { type JsonObject, readJson, readSettings, refuseLength } from './form.ts';
import { HistoryView } from './history.tsx';
import { EditorPage, type EditorTab } from './pages.tsx';
import {
  asJson,
  changesIn,
  changesTo,
  checkProfile,
  connectionSubject,
  reservedSuites,
  type Subject,
  suiteChoices,
  suiteContent,
  suiteSubject,
  withChanges,
} from './subject.ts';
import { ShippedSuite, SuitesPage } from './suites.tsx';

type Loader = (tx: TxCtx, id: string) => Promise<Subject>;
type Fields = Readonly<Record<string, unknown>>;

function operator(c: WebContext): Ctx {
  const ctx = signedIn(c);
  if (ctx.actor.organisationKind !== 'operator')
    throw new Problem('access.denied', { permission: 'operator' });
  ctx.require('partner.manage');
  return ctx;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

function idOf(c: WebContext): string {
  return c.req.param('id') ?? '';
}

/** An id that is none names no connection. */
const connections: Loader = (tx, id) => {
  if (!UUID.test(id)) throw new Problem('not_found', { what: 'connection', id });
  return connectionSubject(tx, id);
};

function textOf(form: Fields, name: string): string {
  const value = form[name];
  return typeof value === 'string' ? value.trim() : '';
}

function numberOf(text: string): number {
  return /^\d{1,9}$/.test(text) ? Number(text) : -1;
}

function tabOf(text: string | undefined): EditorTab {
  return text === 'json' || text === 'history' ? text : 'settings';
}

function crumbs(subject: Subject, locale: 'en' | 'fr') {
  const t = say(locale);
  if (!subject.partner) {
    return [
      { label: t('Suites', 'Outils d’achat'), href: '/operator/suites' },
      { label: subject.title },
    ];
  }
  const { id, name } = subject.partner;
  return [
    { label: t('Partners', 'Partenaires'), href: '/operator/partners' },
    { label: name, href: `/operator/partners/${id}#${subject.key.replace(':', '-')}` },
    { label: `${t('Suite profile', 'Profil d’outil')} · ${subject.title}` },
  ];
}

async function historyOf(c: WebContext, ctx: Ctx, subject: Subject) {
  const locale = c.get('locale');
  const before = numberOf(c.req.query('before') ?? '');
  const other = numberOf(c.req.query('compare') ?? '');
  const { found, old } = await read(ctx, async (tx) => ({
    found: await profileRevisions(tx, {
      subject: subject.key,
      ...(before >= 0 ? { before } : {}),
    }),
    old:
      other >= 0 ? await profileRevision(tx, { subject: subject.key, revision: other }) : undefined,
  }));
  const compared = old && {
    revision: old.revision,
    changed: changedSettings(
      mergePatch(asJson(subject.base), old.content as JsonObject),
      asJson(subject.profile),
    ).filter(({ setting }) => setting !== 'id'),
  };
  const nextHref =
    found.next === undefined ? undefined : `${subject.href}?tab=history&before=${found.next}`;
  return (
    <HistoryView
      subject={subject}
      rows={found.rows}
      compared={compared}
      nextHref={nextHref}
      locale={locale}
    />
  );
}

type Shown = {
  readonly subject: Subject;
  readonly tab: EditorTab;
  readonly refusal?: string | undefined;
  readonly typed?: string | undefined;
};

async function editor(c: WebContext, ctx: Ctx, shown: Shown): Promise<Response> {
  const locale = c.get('locale');
  const { subject, tab } = shown;
  const suites = await read(ctx, suiteChoices);
  const t = say(locale);
  const isShipped = subject.kind === 'suite' && subject.revision === 0;
  const title =
    subject.kind === 'suite'
      ? subject.title
      : t(`How ${subject.profile.label} is spoken to`, `Comment parler à ${subject.profile.label}`);
  return page(
    c,
    { title, breadcrumbs: crumbs(subject, locale) },
    isShipped ? (
      <ShippedSuite subject={subject} suites={suites} locale={locale} />
    ) : (
      <EditorPage
        {...shown}
        locale={locale}
        suites={suites}
        history={tab === 'history' ? await historyOf(c, ctx, subject) : undefined}
      />
    ),
  );
}

async function show(c: WebContext, load: Loader): Promise<Response> {
  const ctx = operator(c);
  const subject = await read(ctx, (tx) => load(tx, idOf(c)));
  return editor(c, ctx, { subject, tab: tabOf(c.req.query('tab')) });
}

/** The settings as a file: the changes alone, or the whole profile to describe another suite with. */
async function exported(c: WebContext, load: Loader): Promise<Response> {
  const ctx = operator(c);
  const subject = await read(ctx, (tx) => load(tx, idOf(c)));
  const whole = c.req.query('what') === 'whole';
  const name = `${subject.suite}${whole ? '' : '-changes'}.json`;
  c.header('content-type', 'application/json; charset=UTF-8');
  c.header('content-disposition', `attachment; filename="${name}"`);
  return c.body(`${JSON.stringify(whole ? subject.profile : subject.changes, null, 2)}\n`);
}

/** What the form asks for, as changes over the base. */
async function asked(ctx: Ctx, subject: Subject, form: Fields): Promise<JsonObject> {
  if (form.do === 'restore') {
    const revision = numberOf(textOf(form, 'to'));
    const old = await read(ctx, (tx) => profileRevision(tx, { subject: subject.key, revision }));
    const { id: _id, label: _label, protocol: _protocol, ...content } = old.content as JsonObject;
    return subject.kind === 'suite' ? content : (old.content as JsonObject);
  }
  if (form.do === 'suite') return subject.changes;
  if (form.tab === 'json') return changesIn(subject, readJson(textOf(form, 'json'), 'JSON'));
  const { protocol } = subject.profile;
  return changesTo(subject, readSettings(asJson(subject.profile), { form, protocol }));
}

async function suiteAsked(ctx: Ctx, subject: Subject, form: Fields): Promise<string> {
  if (form.do === 'suite') return textOf(form, 'suite');
  if (form.do !== 'restore') return subject.suite;
  const revision = numberOf(textOf(form, 'to'));
  return (await read(ctx, (tx) => profileRevision(tx, { subject: subject.key, revision }))).suite;
}

function noteOf(form: Fields): string {
  const note = textOf(form, 'note').slice(0, 300);
  if (note !== '') return note;
  return form.do === 'restore' ? `= #${textOf(form, 'to')}` : '';
}

async function save(
  ctx: Ctx,
  { subject, changes, form }: { subject: Subject; changes: JsonObject; form: Fields },
): Promise<void> {
  const revision = numberOf(textOf(form, 'revision'));
  const note = noteOf(form);
  if (subject.kind === 'suite') {
    const { id, label, protocol } = subject.profile;
    const content = suiteContent(subject, changes);
    const input = { id, label, protocol, content, revision, note };
    await saveSuite(ctx, input, { check: checkProfile, reserved: reservedSuites });
    return;
  }
  const suite = await suiteAsked(ctx, subject, form);
  const connectionId = subject.key.slice('connection:'.length);
  const input = { connectionId, revision, suite, overlay: changes, note };
  await saveConnectionProfile(ctx, input, checkProfile);
}

/** A chosen file in the place of what was typed: it is looked at first and saved by a second press. */
async function withFile(form: Fields): Promise<Fields> {
  const { file } = form;
  if (!(file instanceof File) || file.size === 0) return form;
  refuseLength(file.size);
  return { ...form, json: await file.text(), do: 'preview' };
}

/** Tries or saves what a form says; a refusal is shown in place, with what was typed. */
async function change(c: WebContext, load: Loader): Promise<Response> {
  const ctx = operator(c);
  const posted: Fields = await formOf(c);
  const subject = await read(ctx, (tx) => load(tx, idOf(c)));
  const tab = tabOf(textOf(posted, 'tab'));
  let typed = tab === 'json' ? textOf(posted, 'json') : undefined;
  let form = posted;
  try {
    form = await withFile(posted);
    if (tab === 'json') typed = textOf(form, 'json');
    const changes = await asked(ctx, subject, form);
    // What a file says is shown as it will be kept.
    if (form !== posted) typed = JSON.stringify(changes, null, 2);
    if (form.do === 'preview')
      return await editor(c, ctx, { subject: withChanges(subject, changes), tab, typed });
    await save(ctx, { subject, changes, form });
    return c.redirect(`${subject.href}?done=saved&tab=${tab}`, 303);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    // A preview that is refused is an answer to look at; the script shows no other.
    if (form.do !== 'preview') c.status(error.entry.http as 422);
    return editor(c, ctx, { subject, tab, typed, refusal: error.text(c.get('locale')) });
  }
}

async function list(c: WebContext): Promise<Response> {
  const ctx = operator(c);
  const found = await read(ctx, async (tx) => ({
    suites: await suiteChoices(tx),
    used: await connectionsBySuite(tx),
  }));
  const locale = c.get('locale');
  const title = say(locale)('Purchasing suites', 'Outils d’achat');
  return page(c, { title }, <SuitesPage {...found} locale={locale} />);
}

/** A suite described as data: a clone, with the differences that the JSON says. */
async function create(c: WebContext): Promise<Response> {
  const ctx = operator(c);
  const form: Fields = await formOf(c);
  const from = await read(ctx, (tx) => suiteSubject(tx, textOf(form, 'from')));
  const [id, label] = [textOf(form, 'id'), textOf(form, 'label')];
  const json = textOf(form, 'json');
  const own = json === '' ? {} : readJson(json, 'JSON');
  const { id: _id, label: _label, ...document } = asJson(from.profile);
  const whole = mergePatch(document, own) as JsonObject;
  const protocol = whole.protocol === 'oci' ? 'oci' : 'cxml';
  const ground = asJson(suiteFrom({ id, label, protocol }));
  const content = { ...patchBetween(ground, { ...whole, id, label }), id, label, protocol };
  const input = { id, label, protocol, content, revision: 0, note: `= ${from.suite}` } as const;
  await saveSuite(ctx, input, { check: checkProfile, reserved: reservedSuites });
  return c.redirect(`/operator/suites/${id}?done=saved`, 303);
}

/** The operator's pages of suites and of connections' settings. */
export function profileRoutes(): Web {
  return web()
    .get('/operator/suites', list)
    .post('/operator/suites', create)
    .get('/operator/suites/:id', (c) => show(c, suiteSubject))
    .get('/operator/suites/:id/export', (c) => exported(c, suiteSubject))
    .post('/operator/suites/:id', (c) => change(c, suiteSubject))
    .get('/operator/connections/:id/profile', (c) => show(c, connections))
    .get('/operator/connections/:id/profile/export', (c) => exported(c, connections))
    .post('/operator/connections/:id/profile', (c) => change(c, connections));
}
