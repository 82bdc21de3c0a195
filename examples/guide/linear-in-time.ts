// A baseline: the straight line in time that is nearest to the returns, by least squares.
import type { Baseline } from '@trpo/core'

/** Parameters [2]: value at the start of an episode, and change a step. Statistics [5]: n, and sums of t, t^2, R and t R. */
export function linearInTimeBaseline(): Baseline {
  return {
    name: 'guide/linear in time',
    // No return is in the baseline that it is held against.
    fitOn: 'previous',
    initial: () => new Float64Array(2),
    statisticsSize: 5,
    accumulate(_batch, { start, offset, length }, returns, into) {
      let [n = 0, t = 0, tt = 0, r = 0, tr = 0] = into
      returns.subarray(offset, offset + length).forEach((value, step) => {
        const time = start + step
        n += 1
        t += time
        tt += time * time
        r += value
        tr += time * value
      })
      into.set([n, t, tt, r, tr])
    },
    solve([n = 0, t = 0, tt = 0, r = 0, tr = 0]) {
      const determinant = n * tt - t * t
      // All at one time: a line has no slope to find.
      if (!(determinant > 0)) return Float64Array.of(n > 0 ? r / n : 0, 0)
      return Float64Array.of((tt * r - t * tr) / determinant, (n * tr - t * r) / determinant)
    },
    predict([value = 0, slope = 0], _batch, { start, offset, length }, into) {
      for (let step = 0; step < length; step++) into[offset + step] = value + slope * (start + step)
    },
    predictLast: ([value = 0, slope = 0], _batch, { start, length }) => value + slope * (start + length),
  }
}
