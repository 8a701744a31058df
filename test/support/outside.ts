import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';

export type Received = {
  readonly path: string;
  readonly contentType: string;
  readonly bytes: Buffer;
};

/** A partner's server for stories: keeps what it gets, answers what it is told. Real HTTP on a free port. */
export async function startPartner(
  answer: (received: Received) => { status: number; body: string; contentType: string },
): Promise<{
  url: string;
  received: Received[];
  stop: () => Promise<void>;
}> {
  const received: Received[] = [];
  const app = new Hono();
  app.all('*', async (c) => {
    const one = {
      path: c.req.path,
      contentType: c.req.header('content-type') ?? '',
      bytes: Buffer.from(await c.req.arrayBuffer()),
    };
    received.push(one);
    const { status, body, contentType } = answer(one);
    return new Response(body, { status, headers: { 'content-type': contentType } });
  });
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
