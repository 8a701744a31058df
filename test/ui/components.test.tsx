import { describe, expect, it } from 'vitest';
import { Decimal, money } from '../../src/base/index.ts';
import {
  Code,
  DataTable,
  DateText,
  DefinitionList,
  drawingOf,
  EmptyState,
  initialsOf,
  KeyFigures,
  MoneyText,
  Pager,
  ProductPicture,
  Progress,
  QuantityText,
  Search,
  SellerLogo,
  StateBadge,
  Steps,
  Tabs,
  Timeline,
  UnitPriceText,
} from '../../src/ui/index.ts';

const html = async (node: unknown): Promise<string> => String(await node);

type Order = { number: string; total: bigint };
const orders: Order[] = [
  { number: 'PO-1 <x>', total: 482350n },
  { number: 'PO-2', total: -4599n },
];

const table = (rows: readonly Order[], locale: 'en' | 'fr' = 'en') => (
  <DataTable
    locale={locale}
    caption="Orders"
    rows={rows}
    rowHref={(order) => `/orders/${encodeURIComponent(order.number)}`}
    rowTone={(order) => (order.total < 0n ? 'error' : undefined)}
    columns={[
      { key: 'number', label: 'Number', cell: (order) => order.number },
      { key: 'seller', label: 'Seller', cell: () => 'Lefèvre' },
      {
        key: 'total',
        label: 'Total',
        align: 'number',
        sort: { href: '?sort=total', current: 'descending' },
        cell: (order) => <MoneyText amount={money(order.total, 'EUR')} locale={locale} />,
      },
    ]}
    totals={[{ label: 'Sum', cells: { total: '€4,777.51' } }]}
    nextHref="?after=2"
  />
);

describe('a table of records', () => {
  it('names itself, its columns and its rows', async () => {
    const shown = await html(table(orders));
    expect(shown).toContain('<caption>Orders</caption>');
    expect(shown).toContain('<th scope="col">Number</th>');
    expect(shown).toContain('role="group" aria-label="Orders" tabindex="0"');
    expect(shown).toContain(
      '<th scope="row"><a class="row-link" href="/orders/PO-1%20%3Cx%3E">PO-1 &lt;x&gt;</a></th>',
    );
  });

  it('sets figures right-aligned, negative ones apart, and totals under their column', async () => {
    const shown = await html(table(orders));
    expect(shown).toContain('<td class="is-number"><span class="num">€4,823.50</span></td>');
    expect(shown).toContain('<span class="num num-negative">-€45.99</span>');
    expect(shown).toContain(
      '<tr><th scope="row" colspan="2">Sum</th><td class="is-number">€4,777.51</td></tr>',
    );
  });

  it('tells the order of sorting and leads to the next page in the reader’s language', async () => {
    expect(await html(table(orders))).toContain(
      '<th scope="col" class="is-number" aria-sort="descending"><a href="?sort=total">',
    );
    expect(await html(table(orders))).toContain('href="?after=2" rel="next">Next page');
    expect(await html(table(orders, 'fr'))).toContain('rel="next">Page suivante');
  });

  it('says that it is empty instead of showing a bare head', async () => {
    expect(await html(table([]))).toContain('<strong>Nothing here yet</strong>');
    expect(await html(table([], 'fr'))).toContain('<strong>Rien pour le moment</strong>');
    expect(await html(table([]))).not.toContain('<table');
  });

  it('has no pager when there is nowhere to go', async () => {
    expect(await html(<Pager locale="en" />)).toBe('');
  });
});

describe('values', () => {
  it('are written in the reader’s notation', async () => {
    const price = Decimal.parse('0.0385');
    expect(await html(<UnitPriceText price={price} currency="EUR" locale="en" />)).toBe(
      '<span class="num">€0.0385</span>',
    );
    const day = Temporal.PlainDate.from('2026-11-21');
    expect(await html(<DateText value={day} locale="fr" />)).toBe(
      '<time class="num" datetime="2026-11-21">21/11/2026</time>',
    );
    const length = Decimal.parse('1250.50');
    expect(await html(<QuantityText quantity={length} unit="m" locale="en" />)).toBe(
      '<span class="num">1,250.5<span class="muted"> m</span></span>',
    );
  });
});

describe('long work', () => {
  it('asks for itself again only while it runs', async () => {
    const running = await html(
      <Progress locale="en" id="w" label="Import" done={999} total={1000} pollHref="/w" />,
    );
    expect(running).toContain('hx-get="/w" hx-trigger="every 2s" hx-swap="outerHTML"');
    expect(running).toContain('<progress aria-labelledby="w-label" max="100" value="99">');
    expect(running).toContain('99%');
    const done = await html(
      <Progress locale="fr" id="w" label="Import" done={9} total={9} state="done" pollHref="/w" />,
    );
    expect(done).not.toContain('hx-');
    expect(done).toContain('Terminé');
  });

  it('shows no share while the total is unknown', async () => {
    const shown = await html(<Progress locale="en" id="w" label="Import" done={1200} />);
    expect(shown).toContain('<span class="num">1,200</span>');
    expect(shown).not.toContain('value=');
  });
});

describe('a process', () => {
  it('says in words what colour shows', async () => {
    const shown = await html(
      <Steps
        locale="fr"
        label="Vie"
        steps={[
          { label: 'Panier', state: 'done' },
          { label: 'Commande', state: 'current', note: '2 sur 3' },
          { label: 'Payé', state: 'todo' },
        ]}
      />,
    );
    expect(shown).toContain('Panier</span><span class="sr-only"> (fait)</span>');
    expect(shown).toContain('<li data-state="current" aria-current="step">');
    expect(shown).toContain('<span class="steps-note">2 sur 3</span>');
  });

  it('lists what happened', async () => {
    const entries = [{ when: '10:04', title: 'Shipped', detail: 'DHL', tone: 'success' as const }];
    expect(await html(<Timeline label="History" entries={entries} />)).toContain(
      '<li class="tone-success"><strong>Shipped</strong> <span class="muted">10:04</span><div>DHL</div></li>',
    );
  });
});

describe('a raw document', () => {
  const text = 'UNB+UNOC:3\r\nBGM+<x>\nUNZ+1\n';

  it('keeps its line numbers and shows where it is wrong', async () => {
    const shown = await html(
      <Code locale="en" id="d" title="ORDERS" text={text} mark={{ line: 2, note: 'Empty' }} />,
    );
    expect(shown.match(/data-line/g)).toHaveLength(3);
    expect(shown).toContain(
      '<span class="code-line" data-line="2" data-marked="">BGM+&lt;x&gt;</span><span class="code-note">Empty</span>',
    );
    expect(shown).toContain('hidden="" data-copy="d"');
  });

  it('of any length shows the lines around the fault', async () => {
    const long = Array.from({ length: 5000 }, (_, n) => `line ${n + 1}`).join('\n');
    const shown = await html(
      <Code locale="fr" id="d" title="x" text={long} linesMax={11} mark={{ line: 4000 }} />,
    );
    expect(shown.match(/data-line=/g)).toHaveLength(11);
    expect(shown).toContain('Lignes 3995 à 4005 sur 5000');
    expect(shown).toContain('data-marked="">line 4000<');
  });
});

describe('pictures', () => {
  it.each([
    ['46181504', 'glove'],
    ['46.18.17.02', 'helmet'],
    ['46', 'helmet'],
    ['31161504', 'bolt'],
    ['44121701', 'pen'],
    ['72101500', 'service'],
    ['99999999', 'tag'],
    [undefined, 'tag'],
  ] as const)('of UNSPSC %s show a %s', (code, drawing) => {
    expect(drawingOf(code)).toBe(drawing);
  });

  it('are the same for the same article and silent beside its name', async () => {
    const picture = () => <ProductPicture id="sku-1" unspsc="46181504" />;
    expect(await html(picture())).toBe(await html(picture()));
    expect(await html(picture())).toContain('aria-hidden="true"');
    expect(await html(<ProductPicture id="sku-1" label="Gant" />)).toContain(
      'role="img" aria-label="Gant"',
    );
  });

  it('give way to the article’s own', async () => {
    expect(await html(<ProductPicture id="a" src="/files/1" size="md" />)).toContain(
      '<img class="product-picture picture-md object-contain" src="/files/1" alt=""',
    );
  });

  it('of sellers show their initials, legal form left out', async () => {
    expect(initialsOf('Quincaillerie Lefèvre SAS')).toBe('QL');
    expect(initialsOf('électro')).toBe('É');
    expect(initialsOf('')).toBe('?');
    expect(await html(<SellerLogo id="s" name="Labo & Mesure" />)).toContain('>LM</text>');
  });
});

describe('the rest of the page', () => {
  it('says states, figures, empty places and searches in plain markup', async () => {
    expect(await html(<StateBadge text="Livré" tone="success" />)).toBe(
      '<span class="state tone-success"><span>Livré</span></span>',
    );
    expect(await html(<KeyFigures figures={[{ label: 'Late', value: '2', href: '/l' }]} />)).toBe(
      '<dl class="figures"><div class="figure"><dt>Late</dt><dd><a href="/l">2</a></dd></div></dl>',
    );
    expect(await html(<DefinitionList items={[{ term: 'Ref', value: '' }]} />)).toContain(
      '<dt>Ref</dt><dd>–</dd>',
    );
    expect(
      await html(<EmptyState title="Empty" action={{ href: '/new', label: 'Start' }} />),
    ).toContain('<a class="btn btn-primary" href="/new">Start</a>');
    expect(await html(<Search locale="fr" action="/s" value={'"'} />)).toContain('value="&quot;"');
    expect(
      await html(
        <Tabs label="Views" items={[{ href: '/a', label: 'A', count: 0, current: true }]} />,
      ),
    ).toContain('<a href="/a" aria-current="page">A<span class="tab-count">0</span></a>');
  });
});
