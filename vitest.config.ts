import { fileURLToPath } from 'node:url'
import { defaultServerConditions } from 'vite'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const conditions = ['@trpo/source', ...defaultServerConditions]
const tests = ['packages/*/test', 'apps/*/test', 'examples/test', 'test']

/** The slow tier goes first: the many short files of the fast one then keep all workers busy to the end. */
class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const isSlow = ({ project }: TestSpecification) => project.name === 'slow'
    return [...sorted.filter(isSlow), ...sorted.filter((file) => !isSlow(file))]
  }
}

/** Two tiers: `fast` (the whole run within a minute, for every save) and `slow` (training, processes, big samples). */
export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    // Vitest leaves a core free by default; most of these tests wait for processes of their own half of the time.
    maxWorkers: '100%',
    // Whatever tests start, processes and threads, takes compiled modules from here: most of a short command is loading.
    env: { NODE_COMPILE_CACHE: fileURLToPath(new URL('./node_modules/.cache/compiled', import.meta.url)) },
    sequence: { sequencer: SlowFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'fast',
          // These files share modules that are loaded and compiled once: nothing in them may change what others see.
          isolate: false,
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
