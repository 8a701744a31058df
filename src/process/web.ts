import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import { createApp } from '../app.tsx';
import { Problem } from '../base/index.ts';
import type { Web } from '../platform/http/index.ts';
import type { Services } from '../platform/index.ts';
import { buildAssets, loadAssets } from '../ui/index.ts';

export type WebServer = { readonly port: number; readonly stop: () => Promise<void> };

const STOP_MS = 5_000;

/**
 * Serves the product over HTTP. Refuses `start.port_taken` with a free port to try. `stop` lets requests
 * under way finish (five seconds), then closes.
 */
export async function startWeb(
  services: Services,
  options: { home?: Web } = {},
): Promise<WebServer> {
  await buildAssets();
  loadAssets();
  const { host, port } = services.config;
  const server = createAdaptorServer({ fetch: createApp(services, options).fetch }) as Server;
  server.requestTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new Problem('start.port_taken', { host, port, next: port + 1 })
          : error,
      );
    });
    server.listen(port, host, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : port,
    stop: () =>
      new Promise((resolve) => {
        const timer = setTimeout(() => server.closeAllConnections(), STOP_MS);
        server.close(() => {
          clearTimeout(timer);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}
