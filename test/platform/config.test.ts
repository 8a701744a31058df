import { describe, expect, it } from 'vitest';
import { Problem } from '../../src/base/index.ts';
import { readConfig } from '../../src/platform/index.ts';

const KEY = 'ab'.repeat(32);

/** The sentence with which settings are refused, in both languages. */
function refusal(env: Record<string, string>): { en: string; fr: string } {
  try {
    readConfig({ env });
  } catch (error) {
    if (error instanceof Problem && error.code === 'start.config')
      return { en: error.text('en'), fr: error.text('fr') };
    throw error;
  }
  throw new Error('these settings were accepted');
}

describe('the settings', () => {
  it('have defaults that keep to this machine', () => {
    const config = readConfig({ env: {} });
    expect(config).toMatchObject({
      host: '127.0.0.1',
      port: 3000,
      dataDir: '.data',
      mode: 'production',
      publicUrl: 'http://127.0.0.1:3000',
      databaseUrl: undefined,
      migratorUrl: undefined,
      poolMax: 10,
      smtpUrl: undefined,
      insurerUrl: undefined,
      registryUrl: undefined,
      logLevel: 'info',
      allowLoopbackHttp: false,
    });
  });

  it.each([
    ['PORT', '70000', 'Setting PORT: '],
    ['PORT', 'http', 'Setting PORT: '],
    ['PORT', '80.5', 'Setting PORT: '],
    ['COMPTOIR_MODE', 'staging', 'Setting COMPTOIR_MODE: '],
    ['COMPTOIR_PUBLIC_URL', 'market', 'Setting COMPTOIR_PUBLIC_URL: '],
    ['DATABASE_URL', 'localhost/comptoir', 'Setting DATABASE_URL: write postgresql://'],
    ['DATABASE_MIGRATOR_URL', 'postgresql://u:p@h:port/db', 'Setting DATABASE_MIGRATOR_URL: '],
    ['DATABASE_POOL_MAX', '0', 'Setting DATABASE_POOL_MAX: '],
    ['COMPTOIR_KEY', 'secret', 'Setting COMPTOIR_KEY: write 64 hex digits (openssl rand -hex 32)'],
    ['LOG_LEVEL', 'loud', 'Setting LOG_LEVEL: '],
    ['INSURER_URL', 'insurer', 'Setting INSURER_URL: '],
    ['COMPTOIR_ALLOW_LOOPBACK_HTTP', 'yes', 'Setting COMPTOIR_ALLOW_LOOPBACK_HTTP: '],
  ])('refuse %s=%s by name', (name, value, sentence) => {
    const { en, fr } = refusal({ [name]: value });
    expect(en.startsWith(sentence)).toBe(true);
    expect(fr.startsWith(`Paramètre ${name} : `)).toBe(true);
  });

  it('never repeat a wrong key', () => {
    expect(refusal({ COMPTOIR_KEY: 'my-wrong-secret' }).en).not.toContain('my-wrong-secret');
  });

  it('are as if absent when they are empty', () => {
    expect(readConfig({ env: { PORT: '', DATABASE_URL: '', COMPTOIR_KEY: '' } }).port).toBe(3000);
  });

  it('want a key of their own in production with a database, and none in demo mode', () => {
    const DATABASE_URL = 'postgresql://app@db/comptoir';
    expect(refusal({ DATABASE_URL }).en).toBe(
      'Setting COMPTOIR_KEY: is required outside demo mode (openssl rand -hex 32)',
    );
    expect(readConfig({ env: { DATABASE_URL, COMPTOIR_KEY: KEY } }).key.toString('hex')).toBe(KEY);
    const demo = readConfig({ env: { DATABASE_URL, COMPTOIR_MODE: 'demo' } });
    expect(demo.key).toHaveLength(32);
    expect(demo.allowLoopbackHttp).toBe(true);
  });

  it('give a demo the same key at each start, and production without database a new one', () => {
    const demo = () => readConfig({ env: {}, mode: 'demo' }).key.toString('hex');
    const production = () => readConfig({ env: {} }).key.toString('hex');
    expect(demo()).toBe(demo());
    expect(production()).not.toBe(production());
    expect(production()).not.toBe(demo());
  });

  it('let the command decide the mode whatever the environment says', () => {
    expect(readConfig({ env: { COMPTOIR_MODE: 'production' }, mode: 'demo' }).mode).toBe('demo');
  });

  it('drop the slash at the end of the public address, and migrate with their own login', () => {
    const config = readConfig({
      env: {
        COMPTOIR_PUBLIC_URL: 'https://market.example/',
        DATABASE_URL: 'postgresql://app@db/comptoir',
        DATABASE_MIGRATOR_URL: 'postgresql://owner@db/comptoir',
        COMPTOIR_KEY: KEY,
      },
    });
    expect(config.publicUrl).toBe('https://market.example');
    expect(config.migratorUrl).toBe('postgresql://owner@db/comptoir');
  });
});
