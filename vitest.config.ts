import { defineConfig } from 'vitest/config';

/** A test that takes so long hangs; a slow or busy machine fails none. */
const HUNG_MS = 120_000;

// Unit and contract tests need nothing but Node. Integration and security tests run against a real engine, one file at
// a time, because they measure and count what the engine holds.
export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['tests/unit/**/*.test.ts'], testTimeout: HUNG_MS } },
      { test: { name: 'contract', include: ['tests/contract/**/*.test.ts'], testTimeout: HUNG_MS } },
      {
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: HUNG_MS,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          name: 'security',
          include: ['tests/security/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: HUNG_MS,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
