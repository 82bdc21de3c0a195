import { fileURLToPath } from 'node:url'
import { defaultServerConditions } from 'vite'
import { defineConfig } from 'vitest/config'

const conditions = ['@trpo/source', ...defaultServerConditions]
const tests = ['packages/*/test', 'apps/*/test', 'test']

/** Two tiers: `fast` (the whole run within a minute, for every save) and `slow` (training, processes, big samples). */
export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    // Vitest leaves a core free by default; most of these tests wait for processes of their own half of the time.
    maxWorkers: '100%',
    // Whatever tests start, processes and threads, takes compiled modules from here: most of a short command is loading.
    env: { NODE_COMPILE_CACHE: fileURLToPath(new URL('./node_modules/.cache/compiled', import.meta.url)) },
    projects: [
      {
        extends: true,
        test: {
          name: 'fast',
          include: tests.map((folder) => `${folder}/**/*.test.ts`),
          exclude: ['**/*.slow.test.ts'],
          // No test may fail because a machine is busy.
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'slow',
          include: tests.map((folder) => `${folder}/**/*.slow.test.ts`),
          testTimeout: 600_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
})
