import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { clock, Page } from '../shared/page.tsx';
import { simulatorApp } from '../shared/server.ts';

export type MailSimulator = {
  readonly url: string;
  readonly smtpUrl: string;
  readonly messages: () => readonly Received[];
  readonly stop: () => Promise<void>;
};
export type Received = {
  readonly id: number;
  readonly at: Temporal.Instant;
  readonly email: Email;
};

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

function Message({ message, open }: { message: Received; open: boolean }) {
  const { id, at, email } = message;
  return (
    <section>
      <details open={open}>
        <summary>
          <strong>{email.subject}</strong>{' '}
          <span class="quiet">
            to {email.to?.map((one) => one.address).join(', ')} at {clock(at)}
          </span>
        </summary>
        <p class="letter">{email.text}</p>
        <ul>
          {email.attachments.map((file, index) => (
            <li>
              <a href={`/messages/${id}/attachments/${index}`}>{file.filename ?? 'attachment'}</a>
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}

function MailPage({ messages }: { messages: readonly Received[] }) {
  return (
    <Page simulator="Mail" title="Mail that was sent">
      <p class="quiet">
        Comptoir’s messages arrive here over SMTP instead of at real people; the newest is first.
      </p>
      {messages.length === 0 ? (
        <p class="empty">
          Nothing yet: a statement that the operator issues is sent with its invoices.
        </p>
      ) : null}
      {messages.map((message, at) => (
        <Message message={message} open={at === 0} />
      ))}
    </Page>
  );
}

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
    messages.unshift({ id: count, at: Temporal.Now.instant(), email });
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
  const app = simulatorApp();
  app.get('/', (c) => c.html(<MailPage messages={messages} />));
  app.get('/messages/:id/attachments/:index', (c) => {
    const file = messages.find((one) => one.id === Number(c.req.param('id')))?.email.attachments[
      Number(c.req.param('index'))
    ];
    if (!file) return c.notFound();
    const content =
      typeof file.content === 'string'
        ? Buffer.from(file.content)
        : Buffer.from(file.content as ArrayBuffer);
    return c.body(new Uint8Array(content), 200, {
      'content-type': file.mimeType,
      'content-disposition': `inline; filename="${(file.filename ?? 'attachment').replace(/[^\w.-]/g, '_')}"`,
    });
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
