import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { chartless, temporaryFolder } from './run-cli.ts'

/** The environment of the README: TypeScript in a file of its own, outside of the packages. */
const POINT =
  (await readFile(new URL('../README.md', import.meta.url), 'utf8')).match(/```ts\n([\s\S]*?)```/)?.[1] ?? ''

/** Two doors, one with a prize: discrete actions, and a transform of ours imported by name. */
const DOORS = `import { box, discrete, timeLimit } from '@trpo/envs'

export function createEnvironment() {
  const environment = {
    spec: { name: 'doors', observationSpace: box([0], [1]), actionSpace: discrete(2) },
    reset() {},
    step: (action) => ({ reward: action[0], terminated: false }),
    observe: (into) => into.fill(1),
  }
  return timeLimit(environment, 5)
}
`

describe('an environment of the user', () => {
  test('trains from a file outside of the packages, with a preset chosen for it', async () => {
    const folder = await temporaryFolder()
    await writeFile(join(folder, 'my-env.ts'), POINT)
    const { code, stdout, stderr } = await chartless(folder, ['train', '--env', './my-env.ts', '--iterations', '2'])
    expect(stderr).toBe('')
    expect(stdout).toContain('Done: 2 iterations, 10,000 steps')
    expect(stdout).toContain('1-32-32-1 tanh, diagonal-gaussian')
    expect(code).toBe(0)
    const resumed = await chartless(folder, ['resume', 'runs/my-env-seed1', '--iterations', '3'])
    expect(resumed.code).toBe(0)
    expect((await chartless(folder, ['evaluate', 'runs/my-env-seed1', '--episodes', '2'])).code).toBe(0)

    await writeFile(join(folder, 'my-env.ts'), `${POINT}\n// changed\n`)
    const changed = await chartless(folder, ['resume', 'runs/my-env-seed1', '--iterations', '4'])
    expect(changed.stderr).toContain('my-env.ts was changed since the run began')
    await rm(join(folder, 'my-env.ts'))
    const missing = await chartless(folder, ['resume', 'runs/my-env-seed1', '--iterations', '5'])
    expect(missing.code).toBe(2)
    expect(missing.stderr).toMatch(/^error: there is no environment file .*my-env\.ts/)
  })

  test('may have discrete actions, and learns', async () => {
    const folder = await temporaryFolder()
    await writeFile(join(folder, 'doors.mjs'), DOORS)
    const words = ['train', '--env', 'doors.mjs', '--iterations', '15', '--set', 'sampling.perIteration=600']
    const { code, stdout } = await chartless(folder, words)
    expect(stdout).toContain('categorical')
    expect(code).toBe(0)
    const evaluated = await chartless(folder, ['evaluate', 'runs/doors-seed1', '--mode', '--episodes', '2', '--json'])
    expect(JSON.parse(evaluated.stdout).evaluations[0].returns.mean).toBe(5)
  })
})
