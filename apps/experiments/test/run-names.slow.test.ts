import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, test } from 'vitest'
import { chartless, temporaryFolder, trpo, trpoInOneProcess } from './run-cli.ts'

const POINT =
  (await readFile(new URL('../README.md', import.meta.url), 'utf8')).match(/```ts\n([\s\S]*?)```/)?.[1] ?? ''
const SHORT = ['--iterations', '1', '--workers', '1', '--set', 'sampler.quota.perIteration=600']

let folder: string
let shown: string
beforeAll(async () => {
  folder = await temporaryFolder()
  // No letter of it may stand in the name of a folder that everybody can type.
  await writeFile(join(folder, '環境.ts'), POINT)
  const { code, stdout, stderr } = await trpo(folder, ['train', '--env', './環境.ts', ...SHORT])
  expect(stderr).toBe('')
  expect(code).toBe(0)
  shown = stdout
})

describe('a run of a file whose name has no Latin letter', () => {
  test('has a name, which list shows', async () => {
    expect((await trpoInOneProcess(folder, ['list'])).stdout).toMatch(/^ {2}run-seed1 +finished/m)
  })

  test.each([['evaluate', '--episodes', '1'], ['report'], ['verify'], ['compare'], ['resume', '--iterations', '1']])(
    '%s takes the name',
    async (command, ...options) => {
      const { code, stderr } = await trpoInOneProcess(folder, [command, 'run-seed1', ...options])
      expect(stderr).toBe('')
      expect(code).toBe(0)
    },
  )

  test('a name that list does not show is refused by every command, with exit code 2', async () => {
    for (const command of ['evaluate', 'report', 'verify', 'compare', 'resume']) {
      const { code, stderr } = await trpoInOneProcess(folder, [command, 'run-seed7'])
      expect(stderr).toMatch(/^error: there is no run in /)
      expect(code).toBe(2)
    }
  })
})

test('a command that a screen shows can be pasted where it was shown', async () => {
  const line = shown.match(/^evaluate +(.*)$/m)?.[1] ?? ''
  expect(line).toContain('evaluate runs/run-seed1')
  const { stdout } = await promisify(execFile)('sh', ['-c', `${line} --episodes 1`], { cwd: folder })
  expect(stdout).toContain('iteration 1: 1 episode of point')
})

test('evaluate warns when the environment was changed since the run began', async () => {
  const elsewhere = await temporaryFolder()
  await writeFile(join(elsewhere, 'env.ts'), POINT)
  await chartless(elsewhere, ['train', '--env', './env.ts', ...SHORT])
  await writeFile(join(elsewhere, 'env.ts'), POINT.replace('0.1 *', '0.2 *'))
  const { code, stderr } = await chartless(elsewhere, ['evaluate', 'env-seed1', '--episodes', '1'])
  expect(stderr).toContain('env.ts was changed since the run began; these returns are of the environment as it is now')
  expect(code).toBe(0)
})
