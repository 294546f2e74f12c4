import { defineConfig } from 'vitest/config';

const everywhere = { exclude: ['**/node_modules/**', '**/dist/**', '**/.data/**'] };

export default defineConfig({
  test: {
    // Integration tests share one database server and two cores with each other.
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          ...everywhere,
          name: 'unit',
          include: ['**/*.test.{ts,tsx}'],
          exclude: [...everywhere.exclude, '**/*.int.test.ts'],
          // Some start workerd or Node processes, beside whatever else the machine does.
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          ...everywhere,
          name: 'int',
          include: ['**/*.int.test.ts'],
          globalSetup: ['stack/src/testing/global-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // What is waited for comes with a tick or a snapshot of the room, up to seconds later.
          expect: { poll: { timeout: 15_000 } },
          // Real processes on a machine that CI shares: a test may be starved once, not twice.
          retry: process.env['CI'] === undefined ? 0 : 1,
        },
      },
      {
        extends: true,
        test: {
          ...everywhere,
          // The tests of the room in Redis once more, on three nodes of a Redis Cluster.
          name: 'cluster',
          include: [
            'origin/src/rooms/{store,draws}/*.int.test.ts',
            'origin/src/rooms/revocations/revoke.int.test.ts',
            'origin/src/rooms/codes/repeated-steps.int.test.ts',
            'origin/src/rooms/arrivals/account-places.int.test.ts',
          ],
          // Measures time, of which a cluster has no other.
          exclude: [...everywhere.exclude, '**/show-up.int.test.ts'],
          globalSetup: ['stack/src/testing/cluster-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          retry: process.env['CI'] === undefined ? 0 : 1,
        },
      },
    ],
  },
});
