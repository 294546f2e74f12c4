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
        },
      },
    ],
  },
});
