import type { Hono } from 'hono';
import { formText, Page } from './page.tsx';

/** How a provider behaves: answers, answers after `slow` milliseconds, or breaks off. */
export type Mode = 'up' | 'slow' | 'down';

const MODES: readonly { mode: Mode; label: string }[] = [
  { mode: 'up', label: 'Answer at once' },
  { mode: 'slow', label: 'Be slow' },
  { mode: 'down', label: 'Be down' },
];

export type Switch = {
  readonly mode: () => Mode;
  readonly switchTo: (mode: Mode) => Promise<void>;
  readonly stop: () => void;
};

/**
 * Puts the three switches and a page with the last questions on a provider's app. Middleware for `path`
 * waits or fails as the switch says; waiting ends when the simulator stops.
 */
export function withSwitch(
  app: Hono,
  {
    name,
    path,
    slowMs,
    log,
  }: { name: string; path: string; slowMs: number; log: readonly string[] },
): Switch {
  let mode: Mode = 'up';
  const waiting = new Set<() => void>();
  app.use(path, async (c, next) => {
    if (mode === 'down') return c.text('Service unavailable', 503);
    if (mode === 'slow') {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, slowMs);
        waiting.add(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
    return next();
  });
  app.post('/switch', async (c) => {
    const field = await formText(c.req);
    mode = MODES.find((one) => one.mode === field('mode'))?.mode ?? mode;
    return c.redirect('/', 303);
  });
  app.get('/', (c) =>
    c.html(
      <Page simulator={name} title={name}>
        <section>
          <h2>Behaviour</h2>
          <form method="post" action="/switch" class="row">
            {MODES.map((one) => (
              <button
                name="mode"
                value={one.mode}
                class={one.mode === mode ? 'main' : ''}
                aria-pressed={one.mode === mode ? 'true' : 'false'}
              >
                {one.label}
              </button>
            ))}
          </form>
        </section>
        <section>
          <h2>Last questions</h2>
          {log.length === 0 ? (
            <p class="empty">Nobody has asked yet.</p>
          ) : (
            <pre tabindex={0}>{log.slice(-50).toReversed().join('\n')}</pre>
          )}
        </section>
      </Page>,
    ),
  );
  return {
    mode: () => mode,
    switchTo: async (wanted) => {
      mode = wanted;
    },
    stop: () => {
      for (const release of waiting) release();
    },
  };
}
