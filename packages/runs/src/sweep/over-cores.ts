/** Tasks that share the cores of a machine. */
export interface OverCores<T> {
  /** The tasks, in the order in which they begin. */
  readonly tasks: readonly T[]
  /** Cores that there are, at least 1. */
  readonly cores: number
  /** How many a task is to have, at least 1; never more than there are. */
  coresOf(task: T): number
  /** Does a task on so many cores. What it throws ends all: no other task begins, and it is thrown when those under way have ended. */
  run(task: T, cores: number): Promise<void>
  /** Whether to begin no more tasks. */
  stopped(): boolean
}

/**
 * Does tasks side by side: each begins, in its order, as soon as the cores that it is to have are free. Ends when those that
 * began have ended.
 */
export async function overCores<T>({ tasks, cores, coresOf, run, stopped }: OverCores<T>): Promise<void> {
  let free = cores
  let failed = false
  const faults: unknown[] = []
  const underWay = new Set<Promise<void>>()
  for (const task of tasks) {
    const wanted = Math.min(cores, coresOf(task))
    while (free < wanted && !failed) await Promise.race(underWay)
    if (failed || stopped()) break
    free -= wanted
    const done = run(task, wanted)
      .catch((error: unknown) => {
        failed = true
        faults.push(error)
      })
      .finally(() => {
        free += wanted
        underWay.delete(done)
      })
    underWay.add(done)
  }
  await Promise.all(underWay)
  if (failed) throw faults[0]
}
