import { BarChart as EchartsBar, LineChart as EchartsLine } from 'echarts/charts';
import { GridComponent, LegendComponent } from 'echarts/components';
import { type EChartsCoreOption, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { raw } from 'hono/html';
import {
  type Decimal,
  formatMoney,
  formatQuantity,
  fromDecimal,
  type Locale,
  say,
  sha256Hex,
} from '../base/index.ts';
import { DataTable } from './components/table.tsx';

use([EchartsBar, EchartsLine, GridComponent, LegendComponent, SVGRenderer]);

/** What the numbers are. Percent values are whole percent: 12.5 means 12.5 %. */
export type ChartUnit =
  | { readonly kind: 'count' }
  | { readonly kind: 'percent' }
  | { readonly kind: 'days' }
  | { readonly kind: 'money'; readonly currency: string };

/** `undefined` is a gap: not known, which is not zero. */
export type ChartSeries = {
  readonly name: string;
  readonly values: readonly (Decimal | undefined)[];
};

export type ChartKind = 'bar' | 'bar-horizontal' | 'stacked' | 'line';

export type ChartProps = {
  locale: Locale;
  kind: ChartKind;
  title: string;
  /** What the chart shows, in a sentence, for those who do not see it. */
  description: string;
  categories: readonly string[];
  series: readonly ChartSeries[];
  unit: ChartUnit;
  /** Pixels of the drawing before it is scaled to its column: 640 × 260. */
  width?: number;
  height?: number;
};

const COLOURS = ['#1c3d72', '#c2692d', '#3b8c7d', '#7d68bf', '#a67c12', '#6b7a94'] as const;
const TEXT = '#566278';
const GRID = '#dfe4ec';

/** Exact text of one value, for the table. */
export function chartValueText(at: { value: Decimal; unit: ChartUnit; locale: Locale }): string {
  const { value, unit, locale } = at;
  if (unit.kind === 'money') {
    return formatMoney(fromDecimal(value, unit.currency, 'half_up'), locale);
  }
  const number = formatQuantity(value, locale);
  if (unit.kind === 'percent') return locale === 'fr' ? `${number}\u202f%` : `${number}%`;
  return unit.kind === 'days' ? `${number} ${say(locale)('d', 'j')}` : number;
}

function axisText(unit: ChartUnit, locale: Locale): (value: number) => string {
  const number = new Intl.NumberFormat(locale, {
    notation: 'compact',
    maximumFractionDigits: 1,
    ...(unit.kind === 'money' ? { style: 'currency', currency: unit.currency } : {}),
  });
  const suffix = { percent: '\u202f%', days: say(locale)(' d', ' j'), count: '', money: '' }[
    unit.kind
  ];
  return (value) => number.format(value) + suffix;
}

/**
 * One chart as an SVG string without inline style, class or script. The geometry is drawn from floats;
 * the figures themselves stay exact in the table beside it. The chart is disposed before this returns,
 * or its timers would keep the process alive.
 */
export function chartSvg(props: ChartProps): string {
  const width = props.width ?? 640;
  const height = props.height ?? 260;
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption(optionOf(props));
    return plainSvg(chart.renderToSVGString(), props);
  } finally {
    chart.dispose();
  }
}

function optionOf(props: ChartProps): EChartsCoreOption {
  const { kind, categories, series, unit, locale } = props;
  const horizontal = kind === 'bar-horizontal';
  const label = { color: TEXT, fontSize: 12 };
  const categoryAxis = {
    type: 'category',
    data: [...categories],
    axisLabel: { ...label, hideOverlap: true },
    axisTick: { show: false },
    axisLine: { lineStyle: { color: '#9aa5b8' } },
    inverse: horizontal,
    boundaryGap: kind !== 'line',
  };
  const valueAxis = {
    type: 'value',
    axisLabel: { ...label, formatter: axisText(unit, locale), hideOverlap: true },
    splitLine: { lineStyle: { color: GRID } },
    splitNumber: 4,
    ...(unit.kind === 'count' ? { minInterval: 1 } : {}),
  };
  return {
    animation: false,
    color: [...COLOURS],
    textStyle: { fontFamily: 'inherit' },
    legend: {
      show: series.length > 1,
      top: 0,
      left: 0,
      itemWidth: 12,
      itemHeight: 12,
      itemGap: 16,
      icon: 'roundRect',
      textStyle: label,
    },
    grid: {
      left: horizontal ? 10 : 4,
      right: 16,
      top: series.length > 1 ? 34 : 12,
      bottom: 4,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    xAxis: horizontal ? valueAxis : categoryAxis,
    yAxis: horizontal ? categoryAxis : valueAxis,
    series: series.map((one) => seriesOption(one, kind)),
  };
}

function seriesOption(series: ChartSeries, kind: ChartKind): Record<string, unknown> {
  const data = series.values.map((value) => (value === undefined ? '-' : Number(value.toString())));
  const common = { name: series.name, data, silent: true };
  if (kind === 'line') {
    return { ...common, type: 'line', symbol: 'circle', symbolSize: 6, lineStyle: { width: 2.2 } };
  }
  const corner = kind === 'bar-horizontal' ? [0, 3, 3, 0] : [3, 3, 0, 0];
  return {
    ...common,
    type: 'bar',
    barMaxWidth: kind === 'bar-horizontal' ? 18 : 34,
    barGap: '12%',
    barCategoryGap: '36%',
    ...(kind === 'stacked'
      ? { stack: 'all', itemStyle: { borderColor: '#ffffff', borderWidth: 1 } }
      : { itemStyle: { borderRadius: corner } }),
  };
}

/** ECharts' SVG under our content policy: attributes for style, no classes, ids of this chart alone. */
function plainSvg(svg: string, { title, description, categories, series }: ChartProps): string {
  const key = sha256Hex(JSON.stringify([title, categories, series])).slice(0, 8);
  const body = svg
    .replace(/<style[\s\S]*?<\/style>/g, '')
    .replace(/ (?:class|ecmeta_\w+|pointer-events)="[^"]*"/g, '')
    .replace(/ style="([^"]*)"/g, (_, style: string) => styleAttributes(style))
    .replace(/zr\d+-/g, `chart-${key}-`)
    .replace(/\n/g, '');
  return body.replace(
    /^<svg width="(\d+)" height="(\d+)"([^>]*)>/,
    `<svg width="$1" height="$2"$3 role="img" aria-labelledby="chart-${key}-title chart-${key}-desc">` +
      `<title id="chart-${key}-title">${escapeXml(title)}</title>` +
      `<desc id="chart-${key}-desc">${escapeXml(description)}</desc>`,
  );
}

function styleAttributes(style: string): string {
  return style
    .split(';')
    .map((part) => part.split(':'))
    .filter(
      ([name = '', value = '']) => /^font-(size|weight|style)$/.test(name.trim()) && value !== '',
    )
    .map(([name = '', value = '']) => ` ${name.trim()}="${value.trim().replace(/px$/, '')}"`)
    .join('');
}

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** A chart with its title, and the same figures as a table that anyone can open. */
export function Chart(props: ChartProps) {
  const { locale, categories, series, unit } = props;
  const t = say(locale);
  return (
    <figure class="chart">
      <figcaption>{props.title}</figcaption>
      {raw(chartSvg(props))}
      <details>
        <summary>{t('Show the figures', 'Afficher les chiffres')}</summary>
        <DataTable
          locale={locale}
          caption={props.title}
          captionView="hidden"
          columns={[
            {
              key: 'category',
              label: t('Category', 'Catégorie'),
              cell: (at: number) => categories[at],
            },
            ...series.map((one, n) => ({
              key: `series-${n}`,
              label: one.name,
              align: 'number' as const,
              cell: (at: number) => {
                const value = one.values[at];
                return value === undefined ? '–' : chartValueText({ value, unit, locale });
              },
            })),
          ]}
          rows={categories.map((_, at) => at)}
        />
      </details>
    </figure>
  );
}

type NamedChartProps = Omit<ChartProps, 'kind'>;

/** Values side by side; `orientation: 'horizontal'` for rankings with long names. */
export function BarChart(props: NamedChartProps & { orientation?: 'vertical' | 'horizontal' }) {
  const { orientation, ...chart } = props;
  return <Chart {...chart} kind={orientation === 'horizontal' ? 'bar-horizontal' : 'bar'} />;
}

/** A course over time. */
export function LineChart(props: NamedChartProps) {
  return <Chart {...props} kind="line" />;
}

/** Parts of a whole, one bar for each category. */
export function StackedBarChart(props: NamedChartProps) {
  return <Chart {...props} kind="stacked" />;
}
