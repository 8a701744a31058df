import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'pure',
          include: [
            'test/base/**/*.test.ts',
            'test/punchout/**/*.test.ts',
            'test/edi/**/*.test.ts',
            'test/conformance/**/*.test.ts',
            'test/ui/**/*.test.{ts,tsx}',
            'test/*.test.ts',
          ],
        },
      },
    ],
  },
});
