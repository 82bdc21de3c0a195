import { fileURLToPath } from 'node:url'
import type { Contestant } from '../measure/contestant.ts'
import { OUR_THREADS } from '../settings.ts'
import { startContestant } from './contestant-process.ts'
import type { Task } from './task.ts'

/** The command, whose hidden word `contestant` serves a task. */
const cli = fileURLToPath(new URL('../cli.ts', import.meta.url))

/**
 * Starts one of our own contestants. A failure is a fault of ours and is thrown: the contestant is never left out.
 *
 * @param busyThreads how many threads never wait for each other while it is measured
 */
export async function startOurs(id: string, name: string, task: Task, busyThreads = OUR_THREADS): Promise<Contestant> {
  const { contestant } = await start(id, name, task)
  return { ...contestant, busyThreads }
}

/** Starts contestants that must come to the same bits, and throws when they do not. */
export async function startOursAlike(
  some: readonly { readonly id: string; readonly name: string; readonly task: Task }[],
): Promise<readonly Contestant[]> {
  const started = []
  for (const { id, name, task } of some) started.push(await start(id, name, task))
  const [first] = started
  for (const { contestant, digest } of started)
    if (digest === undefined || digest !== first.digest)
      throw new Error(
        `${contestant.name} gave other bits than ${first.contestant.name}: ${digest} instead of ${first.digest}`,
      )
  return started.map(({ contestant }) => contestant)
}

async function start(
  id: string,
  name: string,
  task: Task,
): Promise<{ readonly contestant: Contestant; readonly digest: string | undefined }> {
  const words = [...process.execArgv, cli, 'contestant', JSON.stringify(task)]
  const started = await startContestant({ id, name, program: process.execPath, words, threads: OUR_THREADS })
  if ('refused' in started) throw new Error(`${name} did not start: ${started.refused}`)
  const { contestant, versions } = started
  return {
    digest: versions['digest'],
    contestant: {
      ...contestant,
      async measure(seconds) {
        try {
          return await contestant.measure(seconds)
        } catch (cause) {
          throw new Error(`${name} failed`, { cause })
        }
      },
    },
  }
}
