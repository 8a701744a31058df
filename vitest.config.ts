import { defineConfig } from 'vitest/config';

const pure = ['base', 'punchout', 'edi', 'conformance', 'ui', 'demo'];

/** `pure` needs nothing; `story` runs on a real PostgreSQL started by its set-up. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'pure',
          include: [...pure.map((room) => `test/${room}/**/*.test.{ts,tsx}`), 'test/*.test.ts'],
        },
      },
      {
        test: {
          name: 'story',
          include: [
            'test/{platform,domain,channels,simulators,scenarios,browser,cli}/**/*.test.{ts,tsx}',
          ],
          globalSetup: ['test/support/server.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          pool: 'forks',
          maxWorkers: 2,
        },
      },
    ],
  },
});
