import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Task } from '../src/contestants/task.ts'

const node = fileURLToPath(new URL('../../../node_modules/.bin/node', import.meta.url))
const measureTask = new URL('../src/contestants/measure-task.ts', import.meta.url).href

/** Prepares a task, measures it once, is idle for half a second, disposes of it, and ends if nothing keeps it alive. */
const program = `
import { setTimeout } from 'node:timers/promises'
import { prepare } from ${JSON.stringify(measureTask)}
const { measure, digest, dispose } = await prepare(JSON.parse(process.argv[2]))
const { total } = await measure(0.05)
await setTimeout(200)
const before = process.cpuUsage()
await setTimeout(500)
const { user, system } = process.cpuUsage(before)
await dispose()
console.log(JSON.stringify({ total, digest, idle: (user + system) / 1e6 }))
`

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bench-workers-'))
  await writeFile(join(folder, 'program.mjs'), program)
})
afterAll(() => rm(folder, { recursive: true }))

async function measured(task: Task): Promise<{ total: number; digest?: string; idle: number }> {
  const words = ['--conditions=@trpo/source', join(folder, 'program.mjs'), JSON.stringify(task)]
  const { stdout } = await promisify(execFile)(node, words, { timeout: 300_000 })
  return JSON.parse(stdout)
}

const swimmer = { robot: 'swimmer', physics: 'planar', hidden: [8], network: 'simd', lanes: 24 } as const
const shape = { observationSize: 4, hidden: [8], actionSize: 2, rows: 2000 }

describe.each<readonly [string, (workers: number) => Task]>([
  ['sampling', (workers) => ({ kind: 'workerSampling', ...swimmer, steps: 480, workers })],
  ['an update', (workers) => ({ kind: 'workerUpdate', shape, network: 'simd', workers })],
  ['an iteration', (workers) => ({ kind: 'workerIteration', ...swimmer, lanes: 4, paths: 4, workers })],
])('%s in workers', (_, task) => {
  test('comes to the same bits with one and with several, is idle between measurements, and ends', async () => {
    const [one, three] = [await measured(task(1)), await measured(task(3))]
    expect(one.digest).toMatch(/^[0-9a-f]{64}$/)
    expect(three.digest).toBe(one.digest)
    for (const { total, idle } of [one, three]) {
      expect(total).toBeGreaterThan(0)
      expect(idle).toBeLessThan(0.1)
    }
  })
})

test('raw loops are idle between measurements, and end', async () => {
  const loop = { kind: 'planar', robot: 'swimmer', actions: 'normal', numerics: 'f64x2' } as const
  const { total, idle } = await measured({ kind: 'rawLoops', threads: 2, loop })
  expect(total).toBeGreaterThan(1000)
  expect(idle).toBeLessThan(0.1)
})
