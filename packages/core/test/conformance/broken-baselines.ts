import { type Baseline, timeDependentBaseline } from '@trpo/core'
import type { PathBatch, Segment } from '@trpo/samplers'
import type { Broken } from './expect-failure.ts'

/** A baseline that behaves. */
export const good = timeDependentBaseline(30)
const kept = new Float64Array(30)
let calls = 0

const PARAMETERS = 'parameters are finite'
const PREDICT = 'predict writes'
const UNTOUCHED = 'neither the batch'

/** The values of the baseline, with something done after each prediction. */
const withValues = (
  work: (into: Float64Array, segment: Segment, batch: PathBatch, parameters: Float64Array) => void,
) => ({
  predict(parameters: Float64Array, of: PathBatch, segment: Segment, into: Float64Array) {
    good.predict(parameters, of, segment, into)
    work(into, segment, of, parameters)
  },
})

/** Each rule, what breaks it in a good baseline, the check that must fail, and what it must say. */
export const brokenBaselines: readonly Broken<Partial<Baseline>>[] = [
  {
    what: 'statistics that overwrite',
    make: () => ({ accumulate: (_batch, { length }, _returns, into) => void into.fill(length) }),
    fails: 'statistics are sums',
    message: /statistic 0 of two halves is/,
  },
  {
    what: 'statistics that look at what is there',
    make: () => ({
      accumulate(of, segment, returns, into) {
        const empty = into.every((value) => value === 0)
        good.accumulate(of, segment, returns, into)
        if (empty) into[59] += 1
      },
    }),
    fails: 'statistics are sums',
    message: /statistic 59 of two halves is 1 \+ 1, of the whole 1|statistic 59/,
  },
  {
    what: 'statistics that count their calls',
    make: () => ({ accumulate: (_batch, _segment, _returns, into) => void into.fill(into[0] + calls++, 0, 1) }),
    fails: 'statistics are sums',
    message: /resumed statistics: number 0 is/,
  },
  {
    what: 'statistics of nothing',
    make: () => ({ accumulate() {} }),
    fails: 'statistics are sums',
    message: /the statistics of the batch are all 0/,
  },
  {
    what: 'a fit that writes to its statistics',
    make: () => ({ solve: (statistics) => good.solve(statistics.fill(1)) }),
    fails: PARAMETERS,
    message: /the statistics after solve: number \d+ is 1/,
  },
  {
    what: 'a fit that counts',
    make: () => ({ solve: (statistics) => good.solve(statistics).fill(calls++) }),
    fails: PARAMETERS,
    message: /a second fit: number 0 is/,
  },
  {
    what: 'a fit with NaN',
    make: () => ({ solve: (statistics) => good.solve(statistics).with(29, Number.NaN) }),
    fails: PARAMETERS,
    message: /the fitted parameters have a number that is not finite/,
  },
  {
    what: 'initial parameters with infinity',
    make: () => ({ initial: () => good.initial().with(0, Number.POSITIVE_INFINITY) }),
    fails: PARAMETERS,
    message: /the initial parameters have a number that is not finite/,
  },
  {
    what: 'fewer parameters before a fit',
    make: () => ({ initial: () => new Float64Array(29) }),
    fails: PARAMETERS,
    message: /there are 29 parameters before a fit, 30 after/,
  },
  {
    what: 'one array for all initial parameters',
    make: () => ({ initial: () => kept }),
    fails: PARAMETERS,
    message: /initial gives one array twice/,
  },
  {
    what: 'values of all rows',
    make: () => ({ predict: (_parameters, _batch, _segment, into) => void into.fill(1) }),
    fails: PREDICT,
    message: /row \d+ is written, rows 0 to \d+ are the segment's/,
  },
  {
    what: 'a value too few',
    make: () => ({
      predict: (parameters, of, segment, into) =>
        good.predict(parameters, of, { ...segment, length: segment.length - 1 }, into),
    }),
    fails: PREDICT,
    message: /row \d+ is not written, rows 0 to/,
  },
  {
    what: 'a value too many',
    make: () => withValues((into, { offset, length }) => void into.fill(0, offset + length, offset + length + 1)),
    fails: PREDICT,
    message: /row \d+ is written/,
  },
  {
    what: 'a value of NaN',
    make: () => withValues((into, { offset }) => void into.fill(Number.NaN, offset, offset + 1)),
    fails: PREDICT,
    message: /the value of row 0 is NaN/,
  },
  {
    what: 'parameters that change when they are used',
    make: () => withValues((_into, _segment, _batch, parameters) => void parameters.fill(3)),
    fails: PREDICT,
    message: /the parameters: number 0 is 3/,
  },
  {
    what: 'a value of the action',
    make: () =>
      withValues((into, { offset }, of) => {
        into[offset] += of.actions[offset]
      }),
    fails: 'the value of a step',
    message: /the value of row 0 is .*, and .* with another action there/,
  },
  {
    what: 'statistics that change the returns',
    make: () => ({
      accumulate(of, segment, returns, into) {
        good.accumulate(of, segment, returns, into)
        returns[segment.offset] += 1
      },
    }),
    fails: UNTOUCHED,
    message: /a call changed the batch or the returns/,
  },
  {
    what: 'values that change the rewards',
    make: () =>
      withValues((_into, { offset }, of) => {
        of.rewards[offset] += 1
      }),
    fails: UNTOUCHED,
    message: /a call changed the batch/,
  },
  {
    what: 'a last value that changes the observation',
    make: () => ({
      predictLast(parameters, of, segment) {
        segment.lastObservation[0] += 1
        return good.predictLast(parameters, of, segment)
      },
    }),
    fails: UNTOUCHED,
    message: /a call changed the batch/,
  },
  {
    what: 'a last value that counts',
    make: () => ({ predictLast: () => calls++ }),
    fails: 'predictLast',
    message: /a second call: number 0 is/,
  },
  {
    what: 'a last value of NaN',
    make: () => ({ predictLast: () => Number.NaN }),
    fails: 'predictLast',
    message: /the value after the segment at row 0 is NaN/,
  },
]
