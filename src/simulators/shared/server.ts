import { readFileSync } from 'node:fs';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';

const BODY_MAX = 20_000_000;
const TIMEOUT_MS = 20_000;

/** A running simulator. `stop` ends its timers and waits until its port is free again. */
export type Simulator = { readonly url: string; readonly stop: () => Promise<void> };
export type Listening = { readonly port: number; readonly host?: string | undefined };

const style = new URL('./simulators.css', import.meta.url);

/** An app with the simulators' stylesheet and a cap on bodies. */
export function simulatorApp(): Hono {
  const app = new Hono();
  app.use(bodyLimit({ maxSize: BODY_MAX }));
  app.get('/healthz', (c) => c.text('ok'));
  app.get('/simulators.css', (c) =>
    c.body(readFileSync(style, 'utf8'), 200, { 'content-type': 'text/css; charset=utf-8' }),
  );
  return app;
}

/** Listens; port 0 takes a free one. The promise is refused when the port is taken. */
export async function listen(
  app: Hono,
  { port, host = '127.0.0.1' }: Listening,
  onStop: () => void = () => {},
): Promise<Simulator> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, port, hostname: host }, (info) => {
      const stop = (): Promise<void> =>
        new Promise((done) => {
          onStop();
          server.close(() => done());
          if ('closeAllConnections' in server) server.closeAllConnections();
        });
      resolve({ url: `http://${host}:${info.port}`, stop });
    });
    server.on('error', reject);
  });
}

export type Posted = { readonly status: number; readonly text: string };

/** A POST whose failure is an answer of status 0, for the page to show. */
export async function postTo(
  url: string,
  { body, headers }: { body: Uint8Array | string; headers: Record<string, string> },
): Promise<Posted> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers,
      body: typeof body === 'string' ? body : Buffer.from(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return { status: response.status, text: await response.text() };
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    return {
      status: 0,
      text: cause instanceof Error && cause.message ? cause.message : String(error),
    };
  }
}
