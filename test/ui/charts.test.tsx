import { describe, expect, it } from 'vitest';
import { Decimal } from '../../src/base/index.ts';
import { BarChart, type ChartProps, chartSvg, chartValueText } from '../../src/ui/index.ts';

const html = async (node: unknown): Promise<string> => String(await node);

const spend: ChartProps = {
  locale: 'fr',
  kind: 'bar',
  title: 'Dépenses <2026>',
  description: 'Par mois & site',
  categories: ['Oct', 'Nov & Déc'],
  series: [
    { name: '2025', values: [Decimal.parse('41200'), undefined] },
    { name: '2026', values: [Decimal.parse('44600.05'), Decimal.parse('48235.05')] },
  ],
  unit: { kind: 'money', currency: 'EUR' },
};

describe('a chart drawn on the server', () => {
  it.each(['bar', 'bar-horizontal', 'stacked', 'line'] as const)(
    'of kind %s passes a policy without inline style or script',
    (kind) => {
      const svg = chartSvg({ ...spend, kind });
      expect(svg).toMatch(/^<svg width="640" height="260"/);
      expect(svg).not.toMatch(/ style=|<style|<script| class=|ecmeta| on\w+=/);
      expect(svg).toContain('fill="#1c3d72"');
    },
  );

  it('says its title and description to those who do not see it', () => {
    const svg = chartSvg(spend);
    expect(svg).toMatch(/role="img" aria-labelledby="chart-(\w{8})-title chart-\1-desc"/);
    expect(svg).toContain('>Dépenses &lt;2026&gt;</title>');
    expect(svg).toContain('>Par mois &amp; site</desc>');
    expect(svg).toContain('Nov &amp; Déc');
  });

  it('shares no id with another chart on the page', () => {
    const ids = (svg: string) => [...svg.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]);
    const line = { ...spend, kind: 'line' as const };
    const both = [...ids(chartSvg(line)), ...ids(chartSvg({ ...line, title: 'Autre' }))];
    expect(new Set(both).size).toBe(both.length);
  });

  it('keeps the exact figures in a table, gaps included', async () => {
    const { kind: _, ...props } = spend;
    const shown = await html(<BarChart {...props} />);
    expect(shown).toContain('<summary>Afficher les chiffres</summary>');
    expect(shown).toContain('44\u202f600,05\u00a0€');
    expect(shown).toContain('<td class="is-number">–</td>');
  });

  it.each([
    ['12.5', { kind: 'percent' }, '12,5\u202f%'],
    ['41', { kind: 'days' }, '41 j'],
    ['1200', { kind: 'count' }, '1\u202f200'],
    ['0.125', { kind: 'money', currency: 'EUR' }, '0,13\u00a0€'],
  ] as const)('writes %s as %o: %s', (text, unit, want) => {
    expect(chartValueText({ value: Decimal.parse(text), unit, locale: 'fr' })).toBe(want);
  });
});
