import type { MiddlewareHandler } from 'hono';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Services } from '../context.ts';
import { backlog } from './health.ts';
import type { WebEnv } from './web.ts';

/** First part of a path → the class it is counted under. Paths carry tokens and ids: never a label. */
const ROUTES: Readonly<Record<string, string>> = {
  cxml: 'cxml',
  edi: 'edi',
  as2: 'as2',
  oci: 'oci',
  p: 'visit',
  workbench: 'workbench',
  api: 'api',
  buyer: 'buyer',
  seller: 'seller',
  operator: 'operator',
  assets: 'assets',
  healthz: 'health',
  readyz: 'health',
  metrics: 'metrics',
};
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
const JOB_STATES = ['waiting', 'running', 'failed'];
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** The class of a path, out of a fixed list, so that the number of series stays small. */
function routeClass(path: string): string {
  return ROUTES[path.split('/')[1] ?? ''] ?? 'page';
}

let ofProcess: Registry | undefined;

/** Memory, CPU, event loop and garbage collection: one set of collectors for each process. */
function processRegistry(): Registry {
  if (!ofProcess) {
    ofProcess = new Registry();
    collectDefaultMetrics({ register: ofProcess });
  }
  return ofProcess;
}

/** The counters of an answer; each combination of labels is looked up once, there are few of them. */
function httpMetrics(registry: Registry) {
  const labelNames = ['method', 'route', 'status'] as const;
  const requests = new Counter({
    name: 'http_requests_total',
    help: 'Answers given, by method, class of route and status.',
    labelNames,
    registers: [registry],
  });
  const duration = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from request to answer.',
    labelNames,
    buckets: SECONDS,
    registers: [registry],
  });
  const known = new Map<
    string,
    { answers: Counter.Internal; seconds: Histogram.Internal<string> }
  >();
  return (method: string, route: string, status: number) => {
    const key = `${method} ${route} ${status}`;
    const series = known.get(key) ?? {
      answers: requests.labels(method, route, String(status)),
      seconds: duration.labels(method, route, String(status)),
    };
    known.set(key, series);
    return series;
  };
}

/** Gauges read from the database at each scrape; without a database there is only `database_up 0`. */
function backlogMetrics(services: Services, registry: Registry) {
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name, help, labelNames, registers: [registry] });
  const up = gauge('database_up', 'Whether the database answered this scrape within a second.');
  const jobs = gauge('jobs', 'Jobs by state; failed ones have used up their attempts.', ['state']);
  const waiting = gauge('exchanges_waiting', 'Documents received or queued, by channel.', [
    'channel',
  ]);
  return async (): Promise<void> => {
    const found = await backlog(services);
    up.set(found ? 1 : 0);
    jobs.reset();
    waiting.reset();
    if (!found) return;
    for (const state of JOB_STATES) jobs.set({ state }, 0);
    for (const { state, count } of found.jobs) jobs.set({ state }, count);
    for (const { channel, count } of found.exchanges) waiting.set({ channel }, count);
  };
}

/**
 * `count` measures every request, `page` answers Prometheus in its text format. The page names no partner,
 * document or amount; it is served to whoever reaches it, so the proxy in front keeps it to the inside.
 */
export function metrics(services: Services): {
  count: MiddlewareHandler<WebEnv>;
  page: () => Promise<Response>;
} {
  const own = new Registry();
  const seriesOf = httpMetrics(own);
  const readBacklog = backlogMetrics(services, own);
  return {
    count: async (c, next) => {
      const start = performance.now();
      await next();
      const method = METHODS.has(c.req.method) ? c.req.method : 'other';
      const { answers, seconds } = seriesOf(method, routeClass(c.req.path), c.res.status);
      answers.inc();
      seconds.observe((performance.now() - start) / 1000);
    },
    page: async () => {
      await readBacklog();
      const all = Registry.merge([processRegistry(), own]);
      return new Response(await all.metrics(), {
        headers: { 'content-type': all.contentType, 'cache-control': 'no-store' },
      });
    },
  };
}
