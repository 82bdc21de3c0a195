import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { chartless, temporaryFolder, tensorsOf } from './run-cli.ts'

/** 12 lanes of 50 steps an iteration, and episodes that go on over iterations. */
const quick = [
  ...['--set', 'sampling.unit=steps', '--set', 'sampling.perIteration=600', '--set', 'sampling.episodes=continue'],
  ...['--iterations', '3'],
]

/** An environment in which something may happen at its 70th step: in the second iteration. */
const environment = (happening: string) => `import { existsSync, writeFileSync } from 'node:fs'
import { cartPole, timeLimit } from '@trpo/envs'
export function createEnvironment() {
  const inner = timeLimit(cartPole(), 80)
  let steps = 0
  return {
    ...inner,
    step(action, random) {
      if (++steps === 70) { ${happening} }
      return inner.step(action, random)
    },
  }
}
`

const modules = {
  'good.mjs': environment(''),
  'once.mjs': environment("if (!existsSync('marker')) { writeFileSync('marker', ''); process.exit(5) }"),
  'always.mjs': environment('process.exit(5)'),
  'forever.mjs': environment("for (writeFileSync(1, 'for ever\\n'); ; );"),
  'unbuilt.mjs': `import { isMainThread } from 'node:worker_threads'
if (!isMainThread) throw new Error('not in a worker')
${environment('')}`,
  'waits.mjs': `import { isMainThread } from 'node:worker_threads'
if (!isMainThread && existsSync('wait')) for (writeFileSync(1, 'waiting\\n'); ; );
${environment('')}`,
}

describe('trpo train --workers', () => {
  let folder: string
  let reference: Awaited<ReturnType<typeof checkpoints>>
  const checkpoints = async (name: string) =>
    Promise.all([1, 2, 3].map((i) => tensorsOf(join(folder, 'runs', name), i)))
  const begin = (file: string, workers: number, name: string) => [
    ...['train', '--env', file, '--workers', String(workers), '--name', name],
    ...quick,
  ]
  beforeAll(async () => {
    folder = await temporaryFolder()
    for (const [name, text] of Object.entries(modules)) await writeFile(join(folder, name), text)
    const { code, stdout } = await chartless(folder, begin('good.mjs', 1, 'one'))
    expect(stdout).not.toContain('threads')
    expect(code).toBe(0)
    reference = await checkpoints('one')
  })

  test('leaves no trace in what a run is: config, checkpoints, resumes', async () => {
    const { code, stdout, stderr } = await chartless(folder, begin('good.mjs', 3, 'three'))
    expect(stdout).toMatch(/^workers +3 threads$/m)
    expect(stderr).toBe('')
    expect(code).toBe(0)
    expect(await checkpoints('three')).toEqual(reference)
    const config = (name: string) => readFile(join(folder, 'runs', name, 'config.json'), 'utf8')
    expect(await config('three')).toBe(await config('one'))

    for (const [name, workers] of [
      ['one', '2'],
      ['three', '1'],
    ])
      expect(
        (await chartless(folder, ['resume', `runs/${name}`, '--iterations', '4', '--workers', workers])).code,
      ).toBe(0)
    expect(await tensorsOf(join(folder, 'runs/one'), 4)).toEqual(await tensorsOf(join(folder, 'runs/three'), 4))
  })

  test('a worker whose environment ends it once is replaced: one line about it, and the same bits', async () => {
    const { code, stderr } = await chartless(folder, begin('once.mjs', 2, 'once'))
    expect(stderr).toMatch(
      /^\na worker died because it ended with exit code 5; another one computes its part again \(lane groups (0 to 5|6 to 11)\)\n/,
    )
    expect(code).toBe(0)
    expect(await checkpoints('once')).toEqual(reference)
  })

  test('one that dies again and again stops the run with the reason; the last checkpoint is kept', async () => {
    const { code, stdout, stderr } = await chartless(folder, begin('always.mjs', 2, 'always'))
    expect(stdout).toContain('iteration 1/3')
    expect(stderr).toContain('its last good checkpoint is kept: runs/always/checkpoints/000001 (iteration 1)')
    expect(stderr).toMatch(
      /^error: the worker of lane groups \d+ to \d+ died 3 times within one iteration, .*exit code 5; .*--workers 1/m,
    )
    expect(stderr).not.toMatch(/^\s+at /m)
    expect(code).toBe(2)
    expect(await readdir(join(folder, 'runs/always/checkpoints'))).toEqual(['000000', '000001'])
    expect(await readdir(join(folder, 'runs/always'))).not.toContain('lock')
  })

  test.each(['SIGINT', 'SIGTERM'] as const)('%s is heard while workers are busy for ever', async (signal) => {
    let sent = false
    const name = `forever-${signal}`
    // They never end by themselves: that the command ends at all is what is tested.
    const { code, stdout } = await chartless(folder, begin('forever.mjs', 2, name), (printed, child) => {
      if (sent || !printed.includes('for ever\n')) return
      sent = true
      child.kill(signal)
    })
    expect(stdout).toContain('Interrupted after 1 of 3 iterations')
    expect(code).toBe(130)
  })

  test.each([
    [['verify'], /\nStopped: nothing was compared\.\n$/],
    [['resume', '--iterations', '5'], /^(waiting\n)+Interrupted before it was resumed\.\n$/],
  ])('%j hears a signal while workers load the environment for ever', async ([command, ...more], said) => {
    await rm(join(folder, 'wait'), { force: true })
    expect((await chartless(folder, [...begin('waits.mjs', 1, 'waits'), '--force'])).code).toBe(0)
    await writeFile(join(folder, 'wait'), '')
    let sent = false
    const words = [command, 'runs/waits', ...more, '--workers', '2']
    const { code, stdout, stderr } = await chartless(folder, words, (printed, child) => {
      if (sent || !printed.includes('waiting\n')) return
      sent = true
      child.kill('SIGTERM')
    })
    expect(stdout).toMatch(said)
    expect(stderr).toBe('\nstopping; press Ctrl-C again to stop at once\n')
    expect(code).toBe(130)
    expect(await readdir(join(folder, 'runs/waits'))).not.toContain('lock')
  })

  test('what is wrong in a worker only is found before anything is written', async () => {
    const { code, stderr } = await chartless(folder, begin('unbuilt.mjs', 2, 'unbuilt'))
    expect(stderr).toMatch(/^error: .*unbuilt\.mjs could not be loaded: not in a worker/)
    expect(code).toBe(2)
    expect(await readdir(join(folder, 'runs'))).not.toContain('unbuilt')
  })
})
