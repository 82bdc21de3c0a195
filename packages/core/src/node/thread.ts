import { type ResourceLimits, Worker } from 'node:worker_threads'
import { messageOf } from '@trpo/math/messages'
import type { WorkerEvents, WorkerPort } from '../workers/port.ts'

/** The program of a thread, beside this file: TypeScript when this is source, JavaScript when it is built. */
const PROGRAM = new URL(import.meta.url.endsWith('.ts') ? './shard-worker.ts' : './shard-worker.js', import.meta.url)

/** What a thread finds as its `workerData`. */
export const THREAD = 'a shard of @trpo/core'

/**
 * Starts a thread that serves a shard and tasks.
 *
 * @param resourceLimits limits of its memory; a thread that exceeds them dies
 */
export function thread(events: WorkerEvents, resourceLimits?: ResourceLimits): WorkerPort {
  const execArgv = optionsOfThreads(process.execArgv)
  const worker = new Worker(PROGRAM, {
    name: 'trpo shard',
    workerData: THREAD,
    ...(execArgv && { execArgv }),
    ...(resourceLimits && { resourceLimits }),
  })
  worker.on('message', events.message)
  worker.on('messageerror', (error) => events.died(`an answer of it could not be read: ${error.message}`))
  worker.on('error', (error) => events.died(`it threw outside of any call: ${messageOf(error)}`, error))
  worker.on('exit', (code) => events.died(`it ended with exit code ${code}`))
  return {
    post: (message, transfer) => worker.postMessage(message, transfer),
    hold(held) {
      if (held) worker.ref()
      else worker.unref()
    },
    async terminate() {
      await worker.terminate()
    },
  }
}

/**
 * The options for the threads of a program that is given as text (`node --input-type=module -e ...`): its threads would refuse
 * those two. Undefined for any other program, whose threads take all options as they are.
 */
function optionsOfThreads(given: readonly string[]): string[] | undefined {
  if (!given.some((option) => option.startsWith('--input-type'))) return undefined
  const withValue = ['--input-type', '-e', '--eval', '-p', '--print']
  return given.filter(
    (option, index) =>
      !withValue.includes(option) && !option.startsWith('--input-type=') && !withValue.includes(given[index - 1] ?? ''),
  )
}
