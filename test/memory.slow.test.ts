import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { root, runSource } from './snippets.ts'

/** Trains on a cheap environment with 11 observations and 3 actions; prints the resident set after each iteration, in MiB. */
const PROGRAM = `
import { createLocalTrainer, timeDependentBaseline } from '@trpo/core'
import { gaussianMlp } from '@trpo/policies'

const [steps, iterations] = process.argv.slice(2).map(Number)
const wide = (low: number, high: number, size: number) =>
  ({ kind: 'box', low: new Array(size).fill(low), high: new Array(size).fill(high) }) as const
const environment = () => {
  let time = 0
  let x = 0
  return {
    spec: { name: 'cheap', observationSpace: wide(-1e6, 1e6, 11), actionSpace: wide(-1, 1, 3), timeLimit: 1000 },
    reset(random: { uniform(): number }) {
      time = 0
      x = random.uniform()
    },
    step(action: Float64Array) {
      time++
      x = 0.9 * x + 0.1 * action[0]
      return { reward: -x * x, terminated: false, truncated: time === 1000 }
    },
    observe(into: Float64Array) {
      for (let i = 0; i < 11; i++) into[i] = x + i
    },
  }
}
const trainer = createLocalTrainer({
  seed: 1,
  environment,
  model: gaussianMlp({ observationSize: 11, actionSize: 3, hidden: [50, 50] }),
  baseline: timeDependentBaseline(1000),
  quota: { kind: 'paths', paths: steps / 1000 },
  lanes: 100,
})
let state = trainer.init()
for (let i = 0; i < iterations; i++) {
  ;[state] = await trainer.step(state)
  console.log(Math.round(process.memoryUsage.rss() / 2 ** 20), Math.round(process.resourceUsage().maxRSS / 2 ** 10))
}
`

describe('memory', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(root, '.snippet-'))
    await writeFile(join(folder, 'program.ts'), PROGRAM)
  })
  afterAll(() => rm(folder, { recursive: true }))

  const measure = async (steps: number, iterations: number) =>
    (await runSource(join(folder, 'program.ts'), [String(steps), String(iterations)]))
      .trim()
      .split('\n')
      .map((line) => line.split(' ').map(Number))

  it('of an iteration of 1,000,000 steps with 11 observations is under 1 GiB in all', async () => {
    const [[, peak]] = await measure(1_000_000, 1)
    expect(peak).toBeLessThan(1024)
  })

  it('does not grow over 20 iterations', async () => {
    const sizes = (await measure(100_000, 24)).map(([resident]) => resident)
    // The first iterations fill what later ones reuse; after them the least of any five stays where it was.
    const least = (from: number) => Math.min(...sizes.slice(from, from + 5))
    expect(least(19)).toBeLessThan(least(4) + 32)
  })
})
