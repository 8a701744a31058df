import { Agent, request } from 'node:http';
import type { LoadOrder, LoadResult } from './load.ts';

const run = `${Date.now()}-${process.pid}`;
let sent = 0;

function once(
  order: LoadOrder,
  { agent, given }: { agent: Agent; given: string | undefined },
): Promise<void> {
  sent += 1;
  const body = (given ?? order.body)?.replaceAll('{n}', `${run}-${sent}`);
  const headers =
    body === undefined
      ? {}
      : { 'content-type': 'text/xml; charset=UTF-8', 'content-length': Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const outgoing = request(
      order.url,
      { method: body === undefined ? 'GET' : 'POST', agent, headers },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (chunk: string) => {
          text += chunk;
        });
        answer.on('end', () => {
          if (answer.statusCode === 200 && text.includes(order.expected)) resolve();
          else reject(new Error(`answer ${answer.statusCode}: ${text.slice(0, 400)}`));
        });
        answer.on('error', reject);
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** Closed loop: each connection sends its next request when the answer is there. */
async function load(order: LoadOrder): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: order.connections });
  const latenciesMs: number[] = [];
  const start = performance.now();
  const end = start + order.seconds * 1000;
  const bodies = order.bodies?.values();
  const connection = async (): Promise<void> => {
    while (performance.now() < end) {
      const next = bodies?.next();
      if (next?.done) return;
      const from = performance.now();
      await once(order, { agent, given: next?.value });
      latenciesMs.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: order.connections }, connection));
  agent.destroy();
  return { requests: latenciesMs.length, seconds: (performance.now() - start) / 1000, latenciesMs };
}

process.on('message', (order: LoadOrder) => {
  load(order).then(
    (result) => process.send?.({ result }),
    (error: unknown) => process.send?.({ failure: String(error) }),
  );
});
