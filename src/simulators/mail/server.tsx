import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

export type MailSimulator = {
  readonly url: string;
  readonly smtpUrl: string;
  readonly messages: () => readonly Received[];
  readonly stop: () => Promise<void>;
};
export type Received = { readonly id: number; readonly at: string; readonly email: Email };

const KEPT_MAX = 200;

function listen(
  server: {
    listen: (port: number, host: string, done: () => void) => unknown;
    on: (event: 'error', fail: (error: Error) => void) => unknown;
  },
  { port, host }: { port: number; host: string },
): Promise<void> {
  return new Promise((resolve, reject) => {
    server.on('error', reject);
    server.listen(port, host, resolve);
  });
}

function MailPage({ messages }: { messages: readonly Received[] }) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>Mail that was sent</title>
        <link rel="stylesheet" href="/style.css" />
      </head>
      <body>
        <h1>Mail that was sent</h1>
        <p>Comptoir's messages arrive here over SMTP instead of at real people.</p>
        {messages.length === 0 ? <p>Nothing yet.</p> : null}
        {messages.map(({ id, at, email }) => (
          <article>
            <h2>{email.subject}</h2>
            <p>
              To {email.to?.map((one) => one.address).join(', ')}, {at}
            </p>
            <pre>{email.text}</pre>
            <ul>
              {email.attachments.map((file, index) => (
                <li>
                  <a href={`/messages/${id}/attachments/${index}`}>
                    {file.filename ?? 'attachment'}
                  </a>
                </li>
              ))}
            </ul>
          </article>
        ))}
      </body>
    </html>
  );
}

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem;color:#12264a}
article{border:1px solid #d5dbe6;border-radius:.5rem;padding:1rem;margin:1rem 0}h1{font-size:1.5rem}h2{font-size:1.1rem;margin:0}
pre{white-space:pre-wrap;font:inherit}p{color:#44546f}a{color:#1d4ed8}`;

/**
 * A real SMTP server that keeps what it gets (the last 200) and shows it on a page: the outside world's
 * mailboxes in the demo and in tests.
 */
export async function startMailSimulator({
  host = '127.0.0.1',
  httpPort = 0,
  smtpPort = 0,
}: {
  host?: string;
  httpPort?: number;
  smtpPort?: number;
} = {}): Promise<MailSimulator> {
  const messages: Received[] = [];
  let count = 0;
  const keep = async (content: Buffer): Promise<void> => {
    const email = await PostalMime.parse(content);
    count += 1;
    messages.unshift({ id: count, at: new Date().toISOString(), email });
    messages.length = Math.min(messages.length, KEPT_MAX);
  };
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        void keep(Buffer.concat(chunks)).finally(() => done());
      });
    },
  });
  const app = new Hono();
  app.get('/', (c) => c.html(<MailPage messages={messages} />));
  app.get('/style.css', (c) => c.body(STYLE, 200, { 'content-type': 'text/css' }));
  app.get('/messages/:id/attachments/:index', (c) => {
    const file = messages.find((one) => one.id === Number(c.req.param('id')))?.email.attachments[
      Number(c.req.param('index'))
    ];
    if (!file) return c.notFound();
    const content =
      typeof file.content === 'string'
        ? Buffer.from(file.content)
        : Buffer.from(file.content as ArrayBuffer);
    return c.body(new Uint8Array(content), 200, { 'content-type': file.mimeType });
  });
  const http = createAdaptorServer({ fetch: app.fetch }) as Server;
  await listen(http, { port: httpPort, host });
  await listen(smtp, { port: smtpPort, host });
  const portOf = (server: { address: () => unknown }): number =>
    (server.address() as { port: number }).port;
  return {
    url: `http://${host}:${portOf(http)}`,
    smtpUrl: `smtp://${host}:${portOf(smtp.server)}`,
    messages: () => messages,
    stop: () =>
      new Promise((resolve) => {
        http.closeAllConnections();
        http.close(() => smtp.close(() => resolve()));
      }),
  };
}
