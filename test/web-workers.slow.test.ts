import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { nodeWorkerShards } from '@trpo/core/node'
import { build, defaultClientConditions, preview } from 'vite'
import { beforeAll, describe, expect, it } from 'vitest'
import { chromium } from './chromium.ts'
import { root } from './snippets.ts'
import type { PageResult } from './worker-page/page.ts'
import { createShard } from './worker-page/shard.ts'
import { run, train } from './worker-page/train.ts'

const page = join(root, 'test/worker-page')

/** Bundles the page, opens it in headless Chromium and gives what it posts. */
async function resultOfPage(browser: string, conditions: readonly string[]): Promise<PageResult> {
  const folder = await mkdtemp(join(tmpdir(), 'worker-page-'))
  const outDir = join(folder, 'dist')
  const common = { root: page, configFile: false, logLevel: 'warn' } as const
  await build({
    ...common,
    resolve: { conditions: [...conditions] },
    build: {
      outDir,
      emptyOutDir: true,
      rolldownOptions: {
        // The module that workers import is a file of its own, by a name that is known.
        input: { index: join(page, 'index.html'), shard: join(page, 'shard.ts') },
        preserveEntrySignatures: 'strict',
        output: { entryFileNames: '[name].js' },
      },
    },
  })
  let hear = (_result: string) => {}
  const result = new Promise<string>((resolve) => {
    hear = resolve
  })
  const server = await preview({
    ...common,
    preview: { port: 0 },
    build: { outDir },
    plugins: [
      {
        name: 'result',
        configurePreviewServer({ middlewares }) {
          middlewares.use('/result', async (request, response) => {
            hear(await text(request))
            response.end()
          })
        },
      },
    ],
  })
  const flags = ['--headless', '--no-sandbox', '--disable-gpu', `--user-data-dir=${join(folder, 'profile')}`]
  // A page that waits for workers is not the one that ends a browser: it ends when its result has come.
  const child = execFile(browser, [...flags, '--remote-debugging-port=0', server.resolvedUrls?.local[0] ?? ''], {
    timeout: 300_000,
  })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  try {
    const posted = await Promise.race([result, ended])
    if (!posted?.startsWith('{'))
      throw new Error(`the page failed: ${posted ?? 'Chromium ended before it had a result'}`)
    return JSON.parse(posted)
  } finally {
    child.kill()
    await ended
    await server.close()
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
    expect(await train(shards)).toBe(bits)
  })

  it.skipIf(chromium === undefined).each([
    ['from source', ['@trpo/source', ...defaultClientConditions]],
    ['as built', defaultClientConditions],
  ])(
    'trains in Chromium to the bits of Node, with one worker replaced: %s (skipped where there is none)',
    async (_name, conditions) => {
      const { bits: inPage, replaced } = await resultOfPage(chromium ?? '', conditions)
      expect(inPage).toEqual({
        'this thread': bits,
        'workers of its own': bits,
        'workers that import a module': bits,
      })
      expect(replaced).toEqual([expect.stringMatching(/^it threw outside of any call: .*told to fail/)])
    },
  )
})
