import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { root, runSource, snippetsOf } from './snippets.ts'

/** The environment and the program of README.md, as a user would have them. */
describe('an environment of one’s own', () => {
  const [environment, program] = snippetsOf('README.md')
  let outside: string
  let inside: string

  beforeAll(async () => {
    outside = await mkdtemp(join(tmpdir(), 'user-'))
    inside = await mkdtemp(join(root, '.snippet-'))
    for (const folder of [outside, inside]) await writeFile(join(folder, 'line.ts'), environment)
  })
  afterAll(async () => {
    for (const folder of [outside, inside]) await rm(folder, { recursive: true })
  })

  it('trains by `trpo train --env`, learns, and is evaluated', async () => {
    const cli = join(root, 'apps/experiments/src/cli.ts')
    const printed = await runSource(cli, ['train', '--env', './line.ts', '--iterations', '10'], outside)
    const returns = [...printed.matchAll(/^iteration +\d+\/10 \| return (\S+) ± /gm)].map((match) => Number(match[1]))
    expect(returns).toHaveLength(10)
    expect(returns.every(Number.isFinite)).toBe(true)
    // Each return is a sum of -x² over 100 steps.
    expect(returns[9]).toBeGreaterThan(returns[0] / 2)

    const evaluated = await runSource(cli, ['evaluate', 'runs/line-seed1', '--json'], outside)
    const { evaluations } = JSON.parse(evaluated)
    expect(evaluations).toHaveLength(2)
    for (const { returns: evaluation, lengths, cut } of evaluations) {
      expect(evaluation.mean).toBeGreaterThan(returns[0] / 2)
      expect(evaluation.mean).toBeLessThan(0)
      expect(lengths.max).toBe(100)
      expect(cut).toBe(0)
    }
  })

  it('trains through the library, and learns', async () => {
    await writeFile(join(inside, 'program.ts'), program)
    const lines = (await runSource(join(inside, 'program.ts'))).trim().split('\n')
    const returns = lines.slice(0, 10).map((line) => Number(line.split(' ')[1]))
    expect(returns.every(Number.isFinite)).toBe(true)
    expect(returns[9]).toBeGreaterThan(returns[0])
    expect(lines[10]).toMatch(/^Float64Array\(1\)/)
  })
})
