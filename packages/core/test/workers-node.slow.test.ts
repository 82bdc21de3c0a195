import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Worker } from 'node:worker_threads'
import type { WorkerReplacement } from '@trpo/core'
import { type NodeWorkerShardsSettings, nodeWorkerShards } from '@trpo/core/node'
import { type SpawnWorker, workerShards } from '@trpo/core/workers'
import { LANE_GROUPS } from '@trpo/samplers'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createShard } from './workers/plain-shard.ts'
import { type Mishap, SMALL, type SmallRun, trained } from './workers/small-run.ts'

const plain = new URL('./workers/plain-shard.ts', import.meta.url)
const mishaps = new URL('./workers/mishap-shard.ts', import.meta.url)
const inProcess = async () => trained([await createShard(SMALL, { first: 0, last: LANE_GROUPS })])
const shardsWith = (mishap: Mishap, more: Partial<NodeWorkerShardsSettings<SmallRun>> = {}) =>
  nodeWorkerShards({
    module: mishaps,
    config: { ...SMALL, mishap },
    lanes: SMALL.lanes,
    workers: 2,
    ...more,
  })

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'workers-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** Worker threads that have not ended, idle ones too, which `process.getActiveResourcesInfo` does not know. */
const living = new Set<Worker>()
const born = (worker: Worker) => {
  living.add(worker)
  worker.once('exit', () => living.delete(worker))
}
beforeAll(() => void process.on('worker', born))
afterAll(() => void process.off('worker', born))
afterEach(() => expect([...living]).toEqual([]))

describe('worker threads', () => {
  it.each([1, 2, 5])('train to the bits of this thread: %i', async (workers) => {
    const shards = nodeWorkerShards({ module: plain, config: SMALL, lanes: SMALL.lanes, workers })
    await shards[0].passes
    expect(living.size).toBe(workers)
    expect(await trained(shards)).toEqual(await inProcess())
  })

  it.each([
    ['exit', /it ended with exit code 7/],
    ['memory', /it threw outside of any call: .*memory limit/],
    ['reject', /it threw outside of any call: nobody waits for this/],
  ] satisfies [Mishap['what'], RegExp][])(
    'one that dies once (%s) is replaced, and the bits are the same',
    async (what, reason) => {
      const replaced: WorkerReplacement[] = []
      const marker = join(folder, what)
      const shards = shardsWith(
        { what, marker, after: 40 },
        { onReplaced: (one) => replaced.push(one), resourceLimits: { maxOldGenerationSizeMb: 64 } },
      )
      expect(await trained(shards)).toEqual(await inProcess())
      expect(existsSync(marker)).toBe(true)
      expect(replaced.length).toBeGreaterThan(0)
      expect(replaced[0].reason).toMatch(reason)
      expect(replaced[0].work).toMatch(/^lane groups (0 to 5|6 to 11)$/)
    },
  )

  it('one that dies of what nothing caught says so, with its stack as cause', async () => {
    await expect(trained(shardsWith({ what: 'reject', after: 50 }))).rejects.toMatchObject({
      name: 'WorkerError',
      cause: { message: 'nobody waits for this', stack: expect.stringContaining('mishap-shard.ts') },
    })
  })

  it('one that dies each time ends the iteration with a WorkerError', async () => {
    await expect(trained(shardsWith({ what: 'exit', after: 50 }))).rejects.toThrow(
      /^the worker of lane groups \d to \d+ died 3 times within one iteration, .* because it ended with exit code 7; /,
    )
  })

  it('one that is terminated from outside in each part of the update is replaced, and the bits are the same', async () => {
    const spawned: Worker[] = []
    const replaced: string[] = []
    let calls = 0
    const spawn: SpawnWorker = (events) => {
      const worker = new Worker(new URL('../src/node/shard-worker.ts', import.meta.url))
      spawned.push(worker)
      worker.on('message', events.message)
      worker.on('exit', (code) => events.died(`exit ${code}`))
      return {
        post(message, transfer) {
          worker.postMessage(message, [...transfer])
          // Two workers; about 60 calls of each in three iterations.
          if (message.kind === 'call' && ++calls % 23 === 0) void worker.terminate()
        },
        terminate: async () => void (await worker.terminate()),
      }
    }
    const shards = workerShards({
      module: plain,
      config: SMALL,
      lanes: SMALL.lanes,
      workers: 2,
      spawn,
      onReplaced: ({ reason }) => replaced.push(reason),
    })
    expect(await trained(shards)).toEqual(await inProcess())
    expect(replaced.length).toBeGreaterThan(2)
    expect(new Set(replaced)).toEqual(new Set(['exit 1']))
    expect(spawned).toHaveLength(2 + replaced.length)
  })

  it.each([
    ['not finite', { name: 'NonFiniteError', message: /gave the reward NaN in lane \d+ at step \d+/ }],
    ['throw', { name: 'EpisodeError', message: /failed in lane \d+ at step \d+ .*the environment is at fault/ }],
  ] satisfies [Mishap['what'], { name: string; message: RegExp }][])(
    'give the error of an environment (%s) as this thread would',
    async (what, { name, message }) => {
      const replaced: unknown[] = []
      const shards = shardsWith({ what, after: 10 }, { onReplaced: (one) => replaced.push(one) })
      const error = await trained(shards).catch((reason: unknown) => reason)
      expect(error).toMatchObject({ name, message: expect.stringMatching(message) })
      expect(error).toMatchObject({ cause: { stack: expect.stringMatching(/small-run|cart-pole|mishap|single-path/) } })
      expect(replaced).toEqual([])
    },
  )
})

describe('a process whose shards live in worker threads', () => {
  /** Runs a program with `shards` that would step 1,003 x 3 times; gives what it printed. It must end by itself. */
  async function run(name: string, mishap: Mishap | undefined, program: string) {
    const path = join(folder, `${name}.ts`)
    const config = { ...SMALL, ...(mishap && { mishap }) }
    await writeFile(
      path,
      `import { nodeWorkerShards } from ${JSON.stringify(new URL('../src/node.ts', import.meta.url).href)}
import { trained } from ${JSON.stringify(new URL('./workers/small-run.ts', import.meta.url).href)}
const module = ${JSON.stringify(mishaps.href)}
const shards = nodeWorkerShards({ module, config: ${JSON.stringify(config)}, lanes: ${SMALL.lanes}, workers: 2 })
${program}
`,
    )
    return promisify(execFile)(process.execPath, ['--conditions=@trpo/source', path], { timeout: 300_000 })
  }

  it('ends by itself when they are never disposed of', async () => {
    const { stdout } = await run(
      'undisposed',
      undefined,
      'await Promise.all(shards.map((shard) => shard.passes))\nconsole.log("ready")',
    )
    expect(stdout).toBe('ready\n')
  })

  it('may be given as text', async () => {
    const program = `import { nodeWorkerShards } from '@trpo/core/node'
const shards = nodeWorkerShards({ module: ${JSON.stringify(plain)}, config: ${JSON.stringify(SMALL)}, lanes: 14, workers: 2 })
await Promise.all(shards.map((shard) => shard.passes))
console.log(shards.length)`
    const words = ['--conditions=@trpo/source', '--input-type=module', '-e', program]
    const cwd = new URL('..', import.meta.url)
    expect((await promisify(execFile)(process.execPath, words, { cwd, timeout: 300_000 })).stdout).toBe('2\n')
  })

  it('may not train where a thread imports its module: it would start threads without end', async () => {
    const path = join(folder, 'unguarded.ts')
    await writeFile(
      path,
      `import { nodeWorkerShards } from ${JSON.stringify(new URL('../src/node.ts', import.meta.url).href)}
const [shard] = nodeWorkerShards({ module: import.meta.url, config: 1, lanes: 1, workers: 1 })
await shard.passes.catch((error) => console.log(error.message))
`,
    )
    const words = ['--conditions=@trpo/source', path]
    const { stdout } = await promisify(execFile)(process.execPath, words, { timeout: 300_000 })
    expect(stdout).toMatch(/called in one of its own threads: .* put that behind `if \(isMainThread\)`/)
  })

  it('ends by itself after a WorkerError', async () => {
    const { stdout } = await run(
      'deadly',
      { what: 'exit', after: 50 },
      'await trained(shards).catch((error) => console.log(error.name))',
    )
    expect(stdout).toBe('WorkerError\n')
  })

  it('ends at once when it throws in mid-call', async () => {
    await expect(
      run(
        'thrown',
        undefined,
        'shards[0].collect({ iteration: 0, policy: { theta: new Float64Array(20) }, open: [] })\nthrow new Error("over")',
      ),
    ).rejects.toMatchObject({ code: 1, killed: false, stderr: expect.stringContaining('over') })
  })
})
