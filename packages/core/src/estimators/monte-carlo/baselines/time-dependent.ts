import type { Baseline } from './baseline.ts'

/**
 * The mean return of the batch's paths at each time step: the baseline of the paper presets.
 *
 * It is fitted to the batch on which it is used. With n paths of equal length, R_i - mean(R) = (n - 1)/n (R_i - mean of the
 * others), so after standardising this is exactly the leave-one-out baseline, which is unbiased. Where paths have ended, the
 * mean is over the n_t that are left, the factor (n_t - 1)/n_t varies with the step, and the last remaining path has advantage
 * 0.
 *
 * Parameters [steps]: the mean at each step, 0 where no path came. Statistics [2 steps]: sums, then counts.
 *
 * @param steps the time limit; later steps get the last one's value
 */
export function timeDependentBaseline(steps: number): Baseline {
  if (!Number.isSafeInteger(steps) || steps < 1)
    throw new RangeError(
      `a time-dependent baseline has one value a step and needs a time limit of at least 1; ${steps} was given`,
    )
  const at = (time: number) => Math.min(time, steps - 1)
  return {
    name: 'time-dependent',
    settings: { steps },
    fitOn: 'current',
    initial: () => new Float64Array(steps),
    statisticsSize: 2 * steps,
    accumulate(_batch, segment, returns, into) {
      for (let t = 0; t < segment.length; t++) {
        const step = at(segment.start + t)
        into[step] += returns[segment.offset + t]
        into[steps + step]++
      }
    },
    solve(statistics) {
      const means = new Float64Array(steps)
      for (let t = 0; t < steps; t++) means[t] = statistics[steps + t] === 0 ? 0 : statistics[t] / statistics[steps + t]
      return means
    },
    predict(parameters, _batch, segment, into) {
      for (let t = 0; t < segment.length; t++) into[segment.offset + t] = parameters[at(segment.start + t)]
    },
    predictLast: (parameters, _batch, segment) => parameters[at(segment.start + segment.length)],
  }
}
