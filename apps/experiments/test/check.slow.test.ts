import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { temporaryFolder, trpoInOneProcess } from './run-cli.ts'

const examples = await Promise.all(
  ['../README.md', '../../../README.md'].map(async (readme): Promise<[string, string]> => {
    const text = await readFile(new URL(readme, import.meta.url), 'utf8')
    const found = [...text.matchAll(/```ts\n([\s\S]*?)```/g)].find(([, code]) => code.includes('createEnvironment():'))
    return [readme, found?.[1] ?? '']
  }),
)

describe('trpo check', () => {
  test.each(examples)('the environment of %s keeps every rule', async (_readme, code) => {
    const folder = await temporaryFolder()
    await writeFile(join(folder, 'my-env.ts'), code)
    const { code: exit, stdout, stderr } = await trpoInOneProcess(folder, ['check', './my-env.ts', '--seed', '5'])
    expect(stderr).toBe('')
    expect(stdout).toContain('seed 5')
    expect(stdout).toMatch(/All \d+ rules are kept/)
    expect(stdout).not.toContain('failed')
    expect(exit).toBe(0)
  })

  test('names what is broken, what was found and what to do, with exit code 1', async () => {
    const folder = await temporaryFolder()
    const jerky = examples[0][1]
      .replace('let steps = 0', 'let steps = 0\n  let last = new Float64Array(1)')
      .replace('step(action) {', 'step(action) {\n      const jerk = action[0] - last[0]\n      last = action')
      .replace('reward: -x * x', 'reward: -x * x - jerk * jerk')
    await writeFile(join(folder, 'jerky.ts'), jerky)
    const { code, stdout } = await trpoInOneProcess(folder, ['check', './jerky.ts'])
    expect(stdout).toMatch(/failed {2}an action is not kept.*\n +found {2}.*\n +do {5}Keep a copy/)
    expect(stdout).toContain('passed  the specification is complete')
    expect(code).toBe(1)
  })

  test('takes a registered environment; what it cannot check ends with exit code 2 and one message', async () => {
    const folder = await temporaryFolder()
    const pendulum = await trpoInOneProcess(folder, ['check', 'InvertedPendulum-v5', '--steps', '40'])
    expect(pendulum.stdout).toMatch(/All \d+ rules are kept/)
    expect(pendulum.code).toBe(0)
    const none = await trpoInOneProcess(folder, ['check', './none.ts'])
    expect(none.stderr).toMatch(/^error: there is no environment file .*none\.ts/)
    expect(none.stderr.trim().split('\n')).toHaveLength(1)
    expect(none.code).toBe(2)
    expect((await trpoInOneProcess(folder, ['check', '--help'])).stdout).toContain('Exit codes: 0 all rules are kept')
  })
})

test('a run of an environment that draws by itself is refused before its folder is made', async () => {
  const folder = await temporaryFolder()
  await writeFile(join(folder, 'draws.ts'), examples[0][1].replace('x += 0.1', 'x += 0.01 * Math.random() + 0.1'))
  const { code, stderr } = await trpoInOneProcess(folder, ['train', '--env', './draws.ts'])
  expect(stderr).toContain('Math.random() was called')
  expect(stderr).toContain('random.uniform()')
  expect(code).toBe(2)
  expect((await trpoInOneProcess(folder, ['list'])).stdout).toContain('none yet')
})
