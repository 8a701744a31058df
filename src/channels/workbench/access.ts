import { Problem } from '../../base/index.ts';
import { openWorkbench } from '../../domain/parties/index.ts';
import type { WebContext } from '../../platform/http/index.ts';
import type { Place } from './pages/frame.tsx';

/** What a request costs of its link's 240 a minute. */
export const COSTS = { page: 1, test: 10, secret: 20, run: 40 } as const;

/** The address of a link, whole. */
export function workbenchUrl(publicUrl: string, token: string): string {
  return `${publicUrl}/workbench/${token}`;
}

/**
 * Opens the link in the path and writes its use down. `use` is undefined for a page that only asks for its own
 * progress. Refusals as `openWorkbench`.
 */
export async function placeOf(
  c: WebContext,
  { cost = COSTS.page, use }: { cost?: number; use: string | undefined },
): Promise<Place> {
  const token = c.req.param('token') ?? '';
  const locale = c.get('locale');
  const workbench = await openWorkbench(c.get('services'), {
    token,
    requestId: c.get('requestId'),
    locale,
    cost,
    use,
  });
  return { workbench, base: `/workbench/${token}`, locale };
}

/** Where a tab does not exist for this kind of partner, it is no page. */
export function refuseUnlessBuyer({ workbench }: Place): void {
  if (workbench.organisation.kind !== 'buyer')
    throw new Problem('not_found', { what: 'page', id: 'buyer' });
}
