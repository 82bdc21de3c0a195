import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { testedPython } from './tested-python.ts'

const python = await testedPython()
const modules = join(import.meta.dirname, 'modules')
const folder = mkdtempSync(join(tmpdir(), 'trpo-orphans-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Starts modules/parent.ts, and waits until its environment has been stepped. */
async function parent(id: string, options: object, how: string): Promise<ChildProcess> {
  const words = ['--conditions=@trpo/source', join(modules, 'parent.ts'), `misbehaving:${id}-v0`]
  const child = spawn(process.execPath, [...words, JSON.stringify(options), how], {
    env: { ...process.env, TRPO_PYTHON: python, PYTHONPATH: modules },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  await once(child.stdout, 'data')
  return child
}

/** Waits until something holds. A machine may be busy, so it waits long. */
async function until(holds: () => boolean): Promise<void> {
  for (let waited = 0; !holds(); waited += 50) {
    if (waited > 60_000) throw new Error('it does not hold after a minute')
    await setTimeout(50)
  }
}

/** The id of the process that an environment runs in, as it has written it. */
async function pidIn(log: string): Promise<number> {
  await until(() => existsSync(log) && readFileSync(log, 'utf8') !== '')
  return Number(readFileSync(log, 'utf8'))
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    // A process that has ended, and that nobody has asked about, is none.
    return process.platform !== 'linux' || !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

test.skipIf(python === undefined).each(['return', 'exit', 'throw', 'idle'])(
  'Python ends with the process that has started it: %s',
  async (how) => {
    const log = join(folder, how)
    const child = await parent('Notes', { log }, how)
    const pid = await pidIn(log)
    if (how === 'idle') child.kill('SIGKILL')
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    await until(() => !isRunning(pid))
    expect(isRunning(pid)).toBe(false)
  },
)

// A hang that holds the interpreter stops the thread that watches the lifeline; on Linux the kernel ends it.
test.skipIf(python === undefined).each(process.platform === 'linux' ? [false, true] : [false])(
  'Python ends when that process is killed in the middle of a step that hangs (holding the interpreter: %s)',
  async (holding) => {
    const log = join(folder, `hangs-${holding}`)
    const child = await parent('Hangs', { holding, log }, 'busy')
    const pid = await pidIn(log)
    expect(isRunning(pid)).toBe(true)
    child.kill('SIGKILL')
    await until(() => !isRunning(pid))
    expect(isRunning(pid)).toBe(false)
  },
)
