import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildCamt053 } from '../../edi/bank/index.ts';
import { money } from '../../src/base/index.ts';
import { testDatabase } from '../support/database.ts';
import { id, smallWorld } from '../support/world.ts';
import { comptoir } from './process-support.ts';

const folder = mkdtempSync(join(tmpdir(), 'comptoir-process-'));
const saved = (name: string, content: string): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const db = testDatabase();
const KEY = 'ab'.repeat(32);
const production = (over: Record<string, string> = {}) => ({
  DATABASE_URL: db.appUrl(),
  DATABASE_MIGRATOR_URL: db.adminUrl(),
  COMPTOIR_KEY: KEY,
  COMPTOIR_DATA: folder,
  PORT: '0',
  ...over,
});

const statement = (): string =>
  Buffer.from(
    buildCamt053({
      messageId: 'M1',
      id: 'S1',
      sequence: 1,
      createdAt: Temporal.Instant.from('2026-03-02T09:00:00Z'),
      account: { iban: 'FR7630006000011234567890189', currency: 'EUR' },
      from: Temporal.PlainDate.from('2026-03-02'),
      to: Temporal.PlainDate.from('2026-03-02'),
      opening: money(0n, 'EUR'),
      entries: [],
    }),
  ).toString('utf8');

describe('comptoir inspect', () => {
  it('ends with 0 for files that were read, one JSON line each', async () => {
    const file = saved('statement.xml', statement());
    const { code, out, err } = await comptoir(['inspect', file, file, '--json']).ended;
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const lines = out.trimEnd().split('\n');
    expect(lines).toHaveLength(2);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ file, format: 'camt', errors: [] });
  });

  it('ends with 1 when one of the files is refused', async () => {
    const good = saved('good.xml', statement());
    const bad = saved('bad.xml', '<cXML><Header>');
    const { code, out } = await comptoir(['inspect', good, bad, join(folder, 'none.xml'), '--json'])
      .ended;
    expect(code).toBe(1);
    expect(out.trimEnd().split('\n')).toHaveLength(3);
  });

  it.each([
    [['inspect'], "error: missing required argument 'file'\n"],
    [['inspect', 'x.xml', '--yaml'], "error: unknown option '--yaml'\n"],
    [['inspekt'], "error: unknown command 'inspekt'\n"],
    [
      ['worker', 'now'],
      "error: too many arguments for 'worker'. Expected 0 arguments but got 1: now.\n",
    ],
  ])('%j is a usage error: 2, with the reason', async (args, reason) => {
    const { code, out, err } = await comptoir(args).ended;
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err.startsWith(reason.trimEnd())).toBe(true);
  });

  it('--help is no error', async () => {
    const { code, out } = await comptoir(['--help']).ended;
    expect(code).toBe(0);
    for (const name of [
      'demo',
      'serve',
      'worker',
      'migrate',
      'inspect',
      'validate-invoice',
      'bench',
    ]) {
      expect(out).toContain(`  ${name}`);
    }
  });
});

describe('a process that cannot start', () => {
  const dead = 'postgresql://nobody@127.0.0.1:1/none';
  it.each([
    [
      'serve without a database',
      ['serve'],
      {},
      'Setting DATABASE_URL: is needed here; `comptoir demo` brings its own database',
    ],
    [
      'worker without a database',
      ['worker'],
      {},
      'Setting DATABASE_URL: is needed here; `comptoir demo` brings its own database',
    ],
    [
      'a wrong PORT',
      ['serve'],
      { PORT: 'banana' },
      'Setting PORT: write a port number, 0 to 65535',
    ],
    [
      'production without a key',
      ['serve'],
      { DATABASE_URL: dead },
      'Setting COMPTOIR_KEY: is required outside demo mode (openssl rand -hex 32)',
    ],
    [
      'serve while the database is down',
      ['serve'],
      { DATABASE_URL: dead, COMPTOIR_KEY: KEY },
      'The database does not open: connect ECONNREFUSED 127.0.0.1:1. Check DATABASE_URL and that PostgreSQL is running.',
    ],
    [
      'migrate while the database is down',
      ['migrate'],
      { DATABASE_URL: dead, COMPTOIR_KEY: KEY },
      'The database does not open: connect ECONNREFUSED 127.0.0.1:1. Check DATABASE_URL and that PostgreSQL is running.',
    ],
  ] as [string, string[], Record<string, string>, string][])(
    'says why in one line: %s',
    async (_, args, env, sentence) => {
      expect(await comptoir(args, env).ended).toEqual({
        code: 1,
        out: '',
        err: `comptoir: ${sentence}\n`,
      });
    },
  );

  it('says it in French where the terminal speaks French', async () => {
    const { code, err } = await comptoir(['serve'], { PORT: '-1', LANG: 'fr_FR.UTF-8' }).ended;
    expect(code).toBe(1);
    expect(err).toMatch(/^comptoir: Paramètre PORT : [^\n]+\n$/);
  });

  it('never prints the key it refuses', async () => {
    const { code, err } = await comptoir(['serve'], production({ COMPTOIR_KEY: 'too-short-key' }))
      .ended;
    expect(code).toBe(1);
    expect(err).toContain('Setting COMPTOIR_KEY');
    expect(err).not.toContain('too-short-key');
  });
});

describe('comptoir serve', () => {
  let taken: Server;
  let port = 0;
  beforeAll(async () => {
    await smallWorld(db.services());
    taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', () => resolve()));
    port = (taken.address() as { port: number }).port;
  });
  afterAll(async () => {
    await new Promise((resolve) => taken.close(resolve));
  });

  it('on a taken port says which, and one to try', async () => {
    const { code, err } = await comptoir(['serve'], production({ PORT: String(port) })).ended;
    expect({ code, err }).toEqual({
      code: 1,
      err: `comptoir: Port ${port} on 127.0.0.1 is taken by another program. Stop it or choose another: PORT=${port + 1} npm start\n`,
    });
  });

  it('refuses in production a database that holds the published demo accounts', async () => {
    await db.query('update user_account set email = ? where id = ?', [
      'operator@demo.test',
      id('operator'),
    ]);
    try {
      for (const command of ['serve', 'worker']) {
        const { code, err } = await comptoir([command], production()).ended;
        expect({ command, code, err }).toEqual({
          command,
          code: 1,
          err: 'comptoir: This database holds the published demo accounts and secrets (operator@demo.test). They are for `comptoir demo` only: use another database, or remove them.\n',
        });
      }
    } finally {
      await db.query('update user_account set email = ? where id = ?', [
        'operator@comptoir.test',
        id('operator'),
      ]);
    }
  });
});

describe('a new installation', () => {
  const name = `p_${crypto.randomUUID().replaceAll('-', '')}`;
  const login = `login_${name.slice(2, 14)}`;
  const at = (user: string) => {
    const url = new URL(db.adminUrl());
    url.username = user;
    url.pathname = `/${name}`;
    return url.href;
  };
  const env = () => production({ DATABASE_URL: at(login), DATABASE_MIGRATOR_URL: at('postgres') });
  beforeAll(async () => {
    await db.query(`create database ${name}`);
    await db.query(`create role ${login} login noinherit`);
  });
  afterAll(async () => {
    await db.query(`drop database if exists ${name} with (force)`);
    await db.query(`drop role if exists ${login}`);
  });

  it('is told to migrate before it can serve', async () => {
    const { code, err } = await comptoir(['serve'], env()).ended;
    expect(code).toBe(1);
    expect(err).toMatch(
      /^comptoir: This database is not ready for Comptoir: [^\n]+ Run `comptoir migrate` with a login that owns it \(DATABASE_MIGRATOR_URL\)\.\n$/,
    );
  });

  it('migrates, and a second time finds nothing to do', async () => {
    const first = await comptoir(['migrate'], env()).ended;
    expect({ code: first.code, err: first.err }).toEqual({ code: 0, err: '' });
    expect(first.out).toMatch(/^Applied: Migration\d+(, Migration\d+)*\n$/);
    const second = await comptoir(['migrate'], env()).ended;
    expect(second).toEqual({ code: 0, out: 'The database is up to date.\n', err: '' });
  });

  it('serves, answers its health addresses, and ends with 0 on SIGTERM', async () => {
    const server = comptoir(['serve'], env());
    const ready = JSON.parse(await server.line(/web process ready/)) as {
      port: number;
      host: string;
    };
    expect(ready.host).toBe('127.0.0.1');
    const base = `http://127.0.0.1:${ready.port}`;
    const health = await fetch(`${base}/healthz`);
    expect([health.status, await health.json()]).toEqual([200, { status: 'ok' }]);
    const ready2 = await fetch(`${base}/readyz`);
    expect([ready2.status, await ready2.json()]).toEqual([200, { status: 'ready' }]);
    const metrics = await (await fetch(`${base}/metrics`)).text();
    expect(metrics).toContain('http_requests_total{method="GET",route="health",status="200"} 2');
    expect(metrics).toContain('database_up 1');
    expect((await fetch(`${base}/login`)).status).toBe(200);
    server.signal('SIGTERM');
    const { code, out } = await server.ended;
    expect({ code, out }).toEqual({ code: 0, out: '' });
    await expect(fetch(`${base}/healthz`)).rejects.toThrow();
  });

  it('works off its jobs once, and waits for more until SIGTERM', async () => {
    const once = await comptoir(['worker', '--once'], env()).ended;
    expect(once.code).toBe(0);
    const worker = comptoir(['worker'], env());
    await worker.line(/worker ready/);
    worker.signal('SIGTERM');
    expect((await worker.ended).code).toBe(0);
  });
});
