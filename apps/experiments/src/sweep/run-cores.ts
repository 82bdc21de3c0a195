import { availableParallelism } from 'node:os'
import { type BuiltRun, expectedSteps } from '@trpo/recipes'

/**
 * Work of an iteration, in environment steps x parameters, from which a run has all cores. Below it the runs of a sweep get done
 * soonest side by side, one a core: no thread waits for another. Above it an iteration takes many seconds of a core, so that
 * threads hardly wait, and side by side the batches of as many runs as there are cores would have to fit into memory.
 */
const LARGE = 1e9

/** What the size of a run is known by. */
type SizedRun = Pick<BuiltRun, 'policy' | 'amount'>

/** How many cores each run of a sweep has. */
export interface CoreShares {
  /** Cores that the runs share. */
  readonly cores: number
  /** Cores of a run. */
  of(run: SizedRun): number
}

/**
 * One core for a small run, all for a large one.
 *
 * @param jobs runs at once, instead: all have the same number of cores, at least one, and cores that are left over do nothing
 */
export function coreShares(jobs: number | undefined, available: number = availableParallelism()): CoreShares {
  if (jobs !== undefined) {
    // More runs at once than there are cores are more processes of one thread.
    const each = Math.max(1, Math.floor(available / jobs))
    return { cores: jobs * each, of: () => each }
  }
  return { cores: available, of: (run) => (iterationWork(run) >= LARGE ? available : 1) }
}

/** Environment steps of an iteration, at most, x parameters of the policy. */
export function iterationWork({ policy, amount }: SizedRun): number {
  return expectedSteps(amount) * policy.network.parameterCount
}
