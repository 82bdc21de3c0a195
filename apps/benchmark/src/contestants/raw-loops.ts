import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Prepared } from './prepared.ts'
import type { TaskOf } from './task.ts'

/** A message of a thread of a raw loop: first that it is ready, then the steps a second of each measurement. */
export type LoopMessage = 'ready' | number

/**
 * Independent loops that step a simulator, each in a thread of its own with a simulator of its own, started together.
 * The result is the steps a second of all of them. No loop waits for another, so this is the most that several cores
 * can give.
 */
export async function rawLoops({ threads, loop }: TaskOf<'rawLoops'>): Promise<Prepared> {
  const workers = Array.from(
    { length: threads },
    () => new Worker(new URL('./loop-thread.ts', import.meta.url), { workerData: loop }),
  )
  /** The next message of each thread. Rejects with the error of a thread that threw one. */
  const hear = async (): Promise<readonly LoopMessage[]> => {
    const heard = await Promise.all(workers.map((worker) => once(worker, 'message')))
    return heard.map(([message]) => message)
  }
  await hear()
  return {
    async measure(seconds) {
      const heard = hear()
      for (const worker of workers) worker.postMessage(seconds)
      return { total: (await heard).reduce<number>((sum, rate) => sum + Number(rate), 0) }
    },
    async dispose() {
      await Promise.all(workers.map((worker) => worker.terminate()))
    },
  }
}
