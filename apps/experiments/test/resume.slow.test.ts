import { access, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { chartless, temporaryFolder } from './run-cli.ts'

const quick = ['--set', 'sampling.unit=steps', '--set', 'sampling.perIteration=600']
const endless = [...quick, '--iterations', '100000']

/** Watches for a text on the screen, and does `work` once it is there. */
function after(text: string, work: (kill: (signal: NodeJS.Signals) => void) => void) {
  let done = false
  return (stdout: string, child: { kill(signal: NodeJS.Signals): boolean }) => {
    if (done || !stdout.includes(text)) return
    done = true
    work((signal) => child.kill(signal))
  }
}

describe('run.json', () => {
  test('says when, by what and from where a run was resumed; another commit is warned of', async () => {
    const folder = await temporaryFolder()
    const run = join(folder, 'runs', 'cart')
    const provenance = async () => JSON.parse(await readFile(join(run, 'run.json'), 'utf8'))
    await chartless(folder, ['train', 'modern/cart-pole', '--name', 'cart', ...quick, '--iterations', '1'])
    const begun = await provenance()
    expect(begun.resumed).toEqual([])

    const started = new Date().toISOString()
    const same = await chartless(folder, ['resume', 'runs/cart', '--iterations', '2'])
    expect(same.stderr).toBe('')
    const once = await provenance()
    expect(once).toEqual({
      ...begun,
      resumed: [{ iteration: 1, at: expect.any(String), commit: begun.commit, node: process.version }],
    })
    expect(once.resumed[0].at > started).toBe(true)
    expect(await readFile(join(run, 'report.html'), 'utf8')).not.toContain('class="warning"')

    // As an earlier version wrote it, at another commit.
    const { resumed: _, ...old } = { ...begun, commit: 'c0ffee' }
    await writeFile(join(run, 'run.json'), JSON.stringify(old))
    const other = await chartless(folder, ['resume', 'runs/cart', '--iterations', '3'])
    expect(other.code).toBe(0)
    expect(other.stderr).toBe(
      `warning: the run began with commit c0ffee and is resumed with ${begun.commit}; it may not be what either of them gives\n`,
    )
    expect((await provenance()).resumed).toMatchObject([{ iteration: 2, commit: begun.commit }])
    expect(await readFile(join(run, 'report.html'), 'utf8')).toContain('class="warning"')
  })
})

describe('the lock of a run under way', () => {
  let folder: string
  beforeAll(async () => {
    folder = await temporaryFolder()
  })
  const isLocked = (name: string) =>
    access(join(folder, 'runs', name, 'lock')).then(
      () => true,
      () => false,
    )

  test('keeps a second process out, and is gone after Ctrl-C', async () => {
    let second: ReturnType<typeof chartless> | undefined
    let locked = false
    const words = ['train', 'modern/cart-pole', '--name', 'two', ...endless]
    const first = await chartless(
      folder,
      words,
      after('iteration      1/100000', (kill) => {
        second = chartless(folder, ['resume', 'runs/two'])
        second.then(async () => {
          locked = await isLocked('two')
          kill('SIGINT')
        })
      }),
    )
    expect(await second).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^error: the run runs\/two is being trained by process \d+; .*\n$/),
    })
    expect(locked).toBe(true)
    expect(first.code).toBe(130)
    expect(first.stderr).not.toContain('error')
    expect(await isLocked('two')).toBe(false)
  })

  test('is gone after a second Ctrl-C', async () => {
    const ended = await chartless(
      folder,
      ['train', 'modern/cart-pole', '--name', 'twice', ...endless],
      after('iteration      1/100000', (kill) => {
        kill('SIGINT')
        kill('SIGTERM')
      }),
    )
    expect(ended.code).toBe(130)
    expect(await isLocked('twice')).toBe(false)
  })

  test('is left by kill -9, and does not keep the run from being resumed', async () => {
    const killed = await chartless(
      folder,
      ['train', 'modern/cart-pole', '--name', 'killed', ...endless],
      after('iteration      1/100000', (kill) => kill('SIGKILL')),
    )
    expect(killed.code).toBeNull()
    expect(await isLocked('killed')).toBe(true)
    // What else lies there was being written.
    const whole = (await readdir(join(folder, 'runs', 'killed', 'checkpoints'))).filter((name) => /^\d{6}$/.test(name))
    const done = whole.sort().at(-1)
    const resumed = await chartless(folder, ['resume', 'runs/killed', '--iterations', String(Number(done) + 1)])
    expect(resumed.stderr).toBe('')
    expect(resumed.code).toBe(0)
    expect(await isLocked('killed')).toBe(false)
  })
})
