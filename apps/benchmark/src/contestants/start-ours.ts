import { fileURLToPath } from 'node:url'
import type { Contestant } from '../measure/contestant.ts'
import { OUR_THREADS } from '../settings.ts'
import { startContestant } from './contestant-process.ts'
import type { Task } from './task.ts'

/** The command, whose hidden word `contestant` serves a task. */
const cli = fileURLToPath(new URL('../cli.ts', import.meta.url))

/** Starts one of our own contestants. What it fails at is a fault of ours and is thrown: it is never left out. */
export async function startOurs(id: string, name: string, task: Task): Promise<Contestant> {
  const words = [...process.execArgv, cli, 'contestant', JSON.stringify(task)]
  const started = await startContestant({ id, name, program: process.execPath, words, threads: OUR_THREADS })
  if ('refused' in started) throw new Error(`${name} did not start: ${started.refused}`)
  const { contestant } = started
  return {
    ...contestant,
    async measure(seconds) {
      try {
        return await contestant.measure(seconds)
      } catch (cause) {
        throw new Error(`${name} failed`, { cause })
      }
    },
  }
}
