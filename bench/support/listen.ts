import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';

export type Listening = { readonly origin: string; readonly server: Server };

/** A handler on a free port of loopback, by the server that the product uses. */
export async function listen(fetch: Parameters<typeof getRequestListener>[0]): Promise<Listening> {
  const listener = getRequestListener(fetch);
  const server = createServer((incoming, outgoing) => void listener(incoming, outgoing));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return { origin: `http://127.0.0.1:${port}`, server };
}
