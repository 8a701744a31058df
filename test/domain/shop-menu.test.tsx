import { describe, expect, it } from 'vitest';
import type { SearchResult } from '../../src/domain/catalogue/index.ts';
import type { ShopPlace } from '../../src/domain/purchasing/pages/place.ts';
import { ShopPage } from '../../src/domain/purchasing/pages/shop.tsx';

/** Thirty categories of cleaning, the n-th with n articles. */
const CATEGORIES = Array.from({ length: 30 }, (_, at) => ({
  unspsc: `471318${String(at + 1).padStart(2, '0')}`,
  name: `Category ${String(at + 1).padStart(2, '0')}`,
  count: at + 1,
}));

function menu({ category, locale = 'en' }: { category?: string; locale?: 'en' | 'fr' }): {
  first: string[];
  folded: string;
} {
  const place = { base: '/p/token', locale, here: '/p/token/shop', readOnly: false };
  const result = { hits: [], categories: CATEGORIES, mode: 'browse' };
  const page: unknown = (
    <ShopPage
      place={place as unknown as ShopPlace}
      result={result as unknown as SearchResult}
      query=""
      category={category}
    />
  );
  const [shown = '', folded = ''] = String(page).split('<details');
  return { first: shown.match(/Category \d+/g) ?? [], folded: folded.split('</details>')[0] ?? '' };
}

describe('the category menu of the shop', () => {
  it('begins with the twelve fullest categories by name and folds the others away by department', () => {
    const { first, folded } = menu({});
    expect(first).toEqual(CATEGORIES.slice(18).map(({ name }) => name));
    expect(folded.match(/Category \d+/g)).toHaveLength(18);
    expect(folded).toContain('18 more categories');
  });

  it('keeps the category that is looked at in sight, however few articles it has', () => {
    const { first, folded } = menu({ category: '47131803', locale: 'fr' });
    expect(first).toContain('Category 03');
    expect(first).toHaveLength(13);
    expect(folded).not.toContain('Category 03');
    expect(folded).toContain('17 autres catégories');
  });
});
