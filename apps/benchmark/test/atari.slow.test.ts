import { execFile } from 'node:child_process'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testedPython } from '../../../packages/envs/test/python-bridge/tested-python.ts'
import { readResults } from '../src/result/result-file.ts'

const python = await testedPython()
const cli = fileURLToPath(new URL('../src/cli.ts', import.meta.url))
const node = fileURLToPath(new URL('../../../node_modules/.bin/node', import.meta.url))
const suites = ['atari-pong', 'atari-breakout', 'atari-seaquest', 'atari-iteration']

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bench-atari-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function bench(...words: string[]) {
  const tiny = ['--repeats', '1', '--seconds', '0.01', '--image-rows', '240', '--json', 'results.json']
  const given = ['--conditions=@trpo/source', cli, ...words, ...tiny]
  const { stdout } = await promisify(execFile)(node, given, { cwd: folder })
  return { stdout, results: await readResults(join(folder, 'results.json')) }
}

describe.skipIf(python === undefined)('bench atari', () => {
  test('measures three games beside a bare loop, with all processes, and an iteration in parts', async () => {
    const { results } = await bench('atari', '--python', String(python))
    expect(results.suites.map(({ name }) => name)).toEqual(suites)
    for (const { contestants, comparisons } of results.suites.slice(0, 3)) {
      expect(contestants.map(({ id }) => id)).toEqual(['lanes', 'ale-py'])
      expect(comparisons.map(({ of, to }) => [of, to])).toEqual([['lanes', 'ale-py']])
    }
    const [iteration] = results.suites[3].contestants
    // Fewer steps than a point takes in Pong have no gradient.
    expect(Object.keys(iteration.parts)).toEqual(expect.arrayContaining(['sample', 'estimate', 'gradient']))
  })

  test('says so where there is no ale-py', async () => {
    const bare = join(folder, 'python')
    await writeFile(bare, `#!/bin/sh\nexec "${python}" -S "$@"\n`)
    await chmod(bare, 0o755)
    const { stdout, results } = await bench('atari', '--python', bare)
    expect(results.suites).toEqual([])
    expect(stdout.split('no ale-py; that of `trpo setup python` has it')).toHaveLength(2)
  })
})
