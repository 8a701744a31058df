import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { Problem } from '../base/index.ts';

const bool = z
  .enum(['true', 'false', '1', '0'])
  .transform((text) => text === 'true' || text === '1');

/** A user's mark before an empty host means the socket, which node-postgres understands and URL does not. */
const databaseAddress = z
  .string()
  .refine(
    (text) => /^postgres(ql)?:\/\//.test(text) && URL.canParse(text.replace('@/', '@socket/')),
    'write postgresql://login:password@host:5432/database, signs such as @ or / in the password as %40, %2F',
  );

const schema = z.object({
  /** Address and port of the web process. */
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number('write a port number, 0 to 65535').int().min(0).max(65535).default(3000),
  /** Folder of the embedded database and of generated files. */
  COMPTOIR_DATA: z.string().default('.data'),
  /** `production` or `demo`; the published demo identities exist in demo mode only. */
  COMPTOIR_MODE: z.enum(['production', 'demo']).default('production'),
  /** The address buyers' suites and browsers reach us at; default http://HOST:PORT. */
  COMPTOIR_PUBLIC_URL: z.url().optional(),
  /** PostgreSQL for web and worker. Empty: the demo starts an embedded server. */
  DATABASE_URL: databaseAddress.optional(),
  /** PostgreSQL login that owns the schema, for `comptoir migrate`; default DATABASE_URL. */
  DATABASE_MIGRATOR_URL: databaseAddress.optional(),
  DATABASE_POOL_MAX: z.coerce.number().int().min(1).max(200).default(10),
  /** 32 bytes in hex: encrypts partner secrets at rest and signs auxiliary ids. */
  COMPTOIR_KEY: z
    .string()
    .regex(/^[0-9a-f]{64}$/i, 'write 64 hex digits (openssl rand -hex 32)')
    .optional(),
  /** smtp://user:password@host:port; empty: mail waits in the outbox. */
  SMTP_URL: z.string().optional(),
  MAIL_FROM: z.string().default('Comptoir <no-reply@comptoir.example>'),
  /** Base addresses of the outside providers. Empty: not connected; decisions say so. */
  INSURER_URL: z.url().optional(),
  REGISTRY_URL: z.url().optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  /** A proxy of yours stands in front and writes X-Forwarded-For; otherwise anybody could write it. */
  COMPTOIR_TRUST_PROXY: bool.default(false),
  /** Plain http BrowserFormPost on loopback and test-mode shortcuts. Never in production. */
  /** Set by npm for what it runs. */
  npm_lifecycle_event: z.string().optional(),
  COMPTOIR_ALLOW_LOOPBACK_HTTP: bool.default(false),
});

export type Config = {
  readonly host: string;
  readonly port: number;
  readonly dataDir: string;
  readonly mode: 'production' | 'demo';
  readonly publicUrl: string;
  readonly databaseUrl: string | undefined;
  readonly migratorUrl: string | undefined;
  readonly poolMax: number;
  readonly key: Buffer;
  readonly smtpUrl: string | undefined;
  readonly mailFrom: string;
  readonly insurerUrl: string | undefined;
  readonly registryUrl: string | undefined;
  readonly logLevel: z.infer<typeof schema>['LOG_LEVEL'];
  readonly allowLoopbackHttp: boolean;
  readonly trustProxy: boolean;
  /** Started by npm, which passes no signal on. */
  readonly underNpm: boolean;
};

/** The published key of demo mode: stable across restarts, worthless as a secret. */
const DEMO_KEY = createHash('sha256').update('comptoir demo key').digest();

/**
 * Reads the settings once, from the environment given. Refuses a wrong value by name with
 * `start.config`, and a production process without COMPTOIR_KEY. The only reader of `process.env`.
 */
export function readConfig({
  env = process.env,
  mode,
}: {
  env?: Readonly<Record<string, string | undefined>>;
  /** What the command decides whatever the environment says (`comptoir demo`). */
  mode?: 'demo';
} = {}): Config {
  const filled = Object.fromEntries(
    Object.entries<string | undefined>({ ...env, ...(mode ? { COMPTOIR_MODE: mode } : {}) }).filter(
      ([, value]) => value !== '',
    ),
  );
  const parsed = schema.safeParse(filled);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new Problem('start.config', {
      name: issue?.path.join('.') ?? '?',
      reason: issue?.message ?? '?',
    });
  }
  const value = parsed.data;
  const demo = value.COMPTOIR_MODE === 'demo';
  if (!demo && value.DATABASE_URL && !value.COMPTOIR_KEY) {
    throw new Problem('start.config', {
      name: 'COMPTOIR_KEY',
      reason: 'is required outside demo mode (openssl rand -hex 32)',
    });
  }
  const key = value.COMPTOIR_KEY
    ? Buffer.from(value.COMPTOIR_KEY, 'hex')
    : demo
      ? DEMO_KEY
      : randomBytes(32);
  return {
    host: value.HOST,
    port: value.PORT,
    dataDir: value.COMPTOIR_DATA,
    mode: value.COMPTOIR_MODE,
    publicUrl: (value.COMPTOIR_PUBLIC_URL ?? `http://${value.HOST}:${value.PORT}`).replace(
      /\/$/,
      '',
    ),
    databaseUrl: value.DATABASE_URL,
    migratorUrl: value.DATABASE_MIGRATOR_URL ?? value.DATABASE_URL,
    poolMax: value.DATABASE_POOL_MAX,
    key,
    smtpUrl: value.SMTP_URL,
    mailFrom: value.MAIL_FROM,
    insurerUrl: value.INSURER_URL,
    registryUrl: value.REGISTRY_URL,
    logLevel: value.LOG_LEVEL,
    underNpm: value.npm_lifecycle_event !== undefined,
    trustProxy: value.COMPTOIR_TRUST_PROXY,
    allowLoopbackHttp: value.COMPTOIR_ALLOW_LOOPBACK_HTTP || demo,
  };
}
