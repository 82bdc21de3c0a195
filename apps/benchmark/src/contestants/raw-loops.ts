import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Prepared } from './prepared.ts'
import type { TaskOf } from './task.ts'

/** What a thread of a raw loop sends: first that it is ready, then the steps a second of each measurement. */
export type LoopMessage = 'ready' | number

/**
 * Independent loops that step a simulator, each in a thread of its own with a simulator of its own, started together;
 * steps a second of all of them. Nobody waits for anybody: what several cores can give.
 */
export async function rawLoops({ threads, loop }: TaskOf<'rawLoops'>): Promise<Prepared> {
  const workers = Array.from(
    { length: threads },
    () => new Worker(new URL('./loop-thread.ts', import.meta.url), { workerData: loop }),
  )
  /** The next message of each thread. Rejects with what one of them threw. */
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
