import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readMetrics } from '@trpo/runs'
import { beforeAll, describe, expect, test } from 'vitest'
import { temporaryFolder, tensorsOf, trpo, trpoInOneProcess } from './run-cli.ts'

const train = ['train', 'modern/cart-pole', '--set', 'sampling.unit=steps', '--set', 'sampling.perIteration=2400']

/** Records without their timings, which a seed does not determine. */
async function recordsOf(run: string) {
  return (await readMetrics(join(run, 'metrics.jsonl'))).map(({ timings: _timings, ...rest }) => rest)
}

describe('same seed, same bits', () => {
  let folder: string
  let runs: string
  beforeAll(async () => {
    folder = await temporaryFolder()
    runs = join(folder, 'runs')
    const { code, stderr } = await trpo(folder, [...train, '--iterations', '3', '--name', 'first'])
    expect(stderr).toBe('')
    expect(code).toBe(0)
  })

  test('a second run is equal, bit for bit, and another seed is not', async () => {
    await trpoInOneProcess(folder, [...train, '--iterations', '3', '--name', 'second'])
    await trpoInOneProcess(folder, [...train, '--iterations', '3', '--name', 'other', '--seed', '2'])
    const first = await tensorsOf(join(runs, 'first'), 3)
    expect(Object.keys(first)).toContain('baseline')
    expect(await tensorsOf(join(runs, 'second'), 3)).toEqual(first)
    expect(await recordsOf(join(runs, 'second'))).toEqual(await recordsOf(join(runs, 'first')))
    expect(await tensorsOf(join(runs, 'other'), 3)).not.toEqual(first)
  })

  test('its config.json alone repeats it', async () => {
    await writeFile(join(folder, 'copied.json'), await readFile(join(runs, 'first', 'config.json')))
    const { code } = await trpoInOneProcess(folder, ['train', '--config', 'copied.json', '--name', 'copied'])
    expect(code).toBe(0)
    expect(await tensorsOf(join(runs, 'copied'), 3)).toEqual(await tensorsOf(join(runs, 'first'), 3))
  })

  test('stopped at 2 and resumed to 3, after a crash that left half a line and a record too many', async () => {
    const stopped = join(runs, 'stopped')
    await trpoInOneProcess(folder, [...train, '--iterations', '2', '--name', 'stopped'])
    const metrics = join(stopped, 'metrics.jsonl')
    const line = (await readFile(metrics, 'utf8')).split('\n')[1].replace('"iteration":2', '"iteration":3')
    await writeFile(metrics, `${await readFile(metrics, 'utf8')}${line}\n{"iteration": 4, "ste`)
    const { code, stdout } = await trpoInOneProcess(folder, ['resume', 'runs/stopped', '--iterations', '3'])
    expect(code).toBe(0)
    expect(stdout).toContain('Done: 3 iterations')
    expect(await tensorsOf(stopped, 3)).toEqual(await tensorsOf(join(runs, 'first'), 3))
    expect(await recordsOf(stopped)).toEqual(await recordsOf(join(runs, 'first')))
    const again = await trpoInOneProcess(folder, ['resume', 'runs/stopped'])
    expect(again.stdout).toContain('is finished: 3 of 3 iterations')
    expect(again.code).toBe(0)
  })

  test.each(['SIGINT', 'SIGTERM'] as const)(
    'interrupted by %s and resumed, it is the undisturbed run',
    async (signal) => {
      const name = `by-${signal}`
      let sent = false
      // So many that even a machine under load cannot finish them before the signal is heard.
      const began = await trpo(folder, [...train, '--iterations', '100000', '--name', name], (stdout, child) => {
        if (!sent && stdout.includes('iteration      1/100000')) {
          sent = true
          child.kill(signal)
        }
      })
      expect(began.code).toBe(130)
      expect(began.stdout).toMatch(/Interrupted after \d+ of 100,000 iterations/)
      expect(began.stdout).toContain(`trpo resume runs/${name}`)
      expect(await readFile(join(runs, name, 'report.html'), 'utf8')).toContain('<svg')
      const done = (await recordsOf(join(runs, name))).length
      expect(done).toBeGreaterThan(0)

      const target = Math.max(3, done + 1)
      const resumed = await trpoInOneProcess(folder, ['resume', `runs/${name}`, '--iterations', String(target)])
      expect(resumed.stderr).toBe('')
      expect(resumed.code).toBe(0)
      await trpoInOneProcess(folder, [...train, '--iterations', String(target), '--name', `undisturbed-${signal}`])
      expect(await tensorsOf(join(runs, name), target)).toEqual(
        await tensorsOf(join(runs, `undisturbed-${signal}`), target),
      )
      expect(await recordsOf(join(runs, name))).toEqual(await recordsOf(join(runs, `undisturbed-${signal}`)))
    },
  )

  test('a run is evaluated alike each time, and its report is drawn again', async () => {
    const words = ['evaluate', 'runs/first', '--episodes', '3', '--json']
    const { code, stdout } = await trpoInOneProcess(folder, words)
    expect(code).toBe(0)
    const { evaluations, iteration } = JSON.parse(stdout)
    expect(iteration).toBe(3)
    expect(evaluations.map(({ choice }: { choice: string }) => choice)).toEqual(['sample', 'mode'])
    for (const { returns, lengths } of evaluations) {
      // Cart-pole gives 1 a step.
      expect(returns).toEqual(lengths)
      expect(returns.min).toBeGreaterThan(0)
    }
    expect((await trpoInOneProcess(folder, words)).stdout).toBe(stdout)
    expect((await trpoInOneProcess(folder, [...words, '--seed', '9'])).stdout).not.toBe(stdout)
    expect((await trpo(folder, ['report', 'runs/first'])).code).toBe(0)
    const listed = await trpoInOneProcess(folder, ['list'])
    expect(listed.stdout).toMatch(/first +finished +3\/3 iterations/)
  })
})
