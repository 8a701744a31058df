import type { Child } from 'hono/jsx';
import type { Locale } from '../../../base/index.ts';
import type { WebContext } from '../../../platform/http/index.ts';
import type { Ctx } from '../../../platform/index.ts';
import type { Crumb } from '../../../ui/index.ts';

/**
 * Where one shops: a punch-out visit (`/p/<session>`) or a signed-in buyer's own area (`/buyer`). The same
 * pages serve both; only the frame around them and the way out of the basket differ.
 */
export type ShopPlace = {
  readonly base: string;
  /** Path and query of the page being shown, to come back to: visits send no referrer. */
  readonly here: string;
  readonly kind: 'visit' | 'desk';
  readonly ctx: Ctx;
  readonly locale: Locale;
  readonly buyerId: string;
  readonly basketId: string;
  readonly basketLines: number;
  /** An inspect visit: everything can be seen, nothing changed. */
  readonly readOnly: boolean;
  readonly render: (
    c: WebContext,
    frame: {
      title: string;
      query?: string;
      breadcrumbs?: readonly Crumb[];
      current: 'shop' | 'basket';
      notice?: { tone: 'success' | 'error' | 'info' | 'warning'; text: string };
    },
    body: Child,
  ) => Response | Promise<Response>;
};
