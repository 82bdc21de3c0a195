import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { nodeWorkerShards, nodeWorkerTasks } from '@trpo/core/node'
import { build, defaultClientConditions } from 'vite'
import { beforeAll, describe, expect, it } from 'vitest'
import { chromium, postedByPage } from './chromium.ts'
import { root } from './snippets.ts'
import type { PageResult } from './worker-page/page.ts'
import { createShard } from './worker-page/shard.ts'
import { run, train } from './worker-page/train.ts'

const page = join(root, 'test/worker-page')

/** Bundles the page, opens it in headless Chromium and gives what it posts. */
async function resultOfPage(conditions: readonly string[]): Promise<PageResult> {
  const folder = await mkdtemp(join(tmpdir(), 'worker-page-'))
  const outDir = join(folder, 'dist')
  await build({
    root: page,
    configFile: false,
    logLevel: 'warn',
    resolve: { conditions: [...conditions] },
    build: {
      outDir,
      emptyOutDir: true,
      // Vite preloads what an import() needs by elements of the document, which a worker has none of.
      modulePreload: false,
      rolldownOptions: {
        // The module that workers import is a file of its own, by a name that is known.
        input: { index: join(page, 'index.html'), shard: join(page, 'shard.ts') },
        preserveEntrySignatures: 'strict',
        output: { entryFileNames: '[name].js' },
      },
    },
  })
  try {
    const posted = await postedByPage(page, outDir)
    if (!posted.startsWith('{')) throw new Error(`the page failed: ${posted}`)
    return JSON.parse(posted)
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

describe('cart-pole in web workers', () => {
  let bits: string
  beforeAll(async () => {
    bits = await train([await createShard({ seed: run.seed }, { first: 0, last: 12 })])
  })

  it('has the bits of worker threads', async () => {
    const module = new URL('./worker-page/shard.ts', import.meta.url)
    const shards = nodeWorkerShards({ module, config: { seed: run.seed }, lanes: run.lanes, workers: 4 })
    expect(await train(shards, nodeWorkerTasks())).toBe(bits)
  })

  it.skipIf(chromium === undefined).each([
    ['from source', ['@trpo/source', ...defaultClientConditions]],
    ['as built', defaultClientConditions],
  ])(
    'trains in Chromium to the bits of Node, with one worker replaced: %s (skipped where there is none)',
    async (_name, conditions) => {
      const { bits: inPage, replaced } = await resultOfPage(conditions)
      expect(inPage).toEqual({
        'this thread': bits,
        'workers of its own': bits,
        'workers that import a module': bits,
      })
      expect(replaced).toEqual([expect.stringMatching(/^it threw outside of any call: .*told to fail/)])
    },
  )
})
