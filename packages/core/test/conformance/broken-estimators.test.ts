import type { Estimate, NamedTensor, RunParts } from '@trpo/core'
import { estimatorConformance } from '@trpo/core/conformance'
import { randomStream } from '@trpo/random'
import { it } from 'vitest'
import { brokenColumns } from './broken-columns.ts'
import { good, parts, withEstimator } from './changed-estimators.ts'
import { type Broken, expectAllFailed, expectFailure } from './expect-failure.ts'
import { createLanes } from './small-parts.ts'

/** What it gives, changed. */
const withEstimate = (change: (estimate: Estimate) => Estimate) =>
  withEstimator({
    estimate: async (...given) => change(await good.estimate(...given)),
  })

/** The estimate with its only tensor changed. */
const withTensor = (change: (tensor: Estimate['state'][string]) => Estimate['state'][string]) =>
  withEstimate(({ state, ...rest }) => ({ ...rest, state: { baseline: change(state['baseline']) } }))

/** The parts with one more tensor: at first, and from then on. */
const withMore = (first: NamedTensor, then = first) =>
  withEstimator({
    init: (random) => ({ ...good.init(random), more: first }),
    async estimate(...given) {
      const estimate = await good.estimate(...given)
      return { ...estimate, state: { ...estimate.state, more: then } }
    },
  })

const shared = good.init(randomStream(1, 'init estimator').seek(0, 0, 0))
let calls = 0
const described = good.measures['advantageStd']

const TENSORS = 'tensors keep their names'
const NUMBERS = 'gives the same numbers each time'

/** Each rule, parts whose estimator breaks it, the check that must fail, and what it must say. */
const table: readonly Broken<RunParts>[] = [
  {
    what: 'a column that the objective reads and nobody fills',
    make: () => ({ ...parts, objective: { ...parts.objective, reads: ['advantages', 'surprise'] } }),
    fails: 'what the objective reads',
    message: /the objective reads the column surprise, which no pass fills/,
  },
  ...brokenColumns,
  {
    what: 'an init that draws from elsewhere',
    make: () => withEstimator({ init: () => ({ baseline: { shape: [1], data: Float64Array.of(calls++) } }) }),
    fails: 'init gives the same',
    message: /number 0 is \d+, expected \d+ exactly/,
  },
  {
    what: 'an init that gives one array twice',
    make: () => withEstimator({ init: () => shared }),
    fails: 'init gives the same',
    message: /number 0 is NaN/,
  },
  {
    what: 'an init with another tensor each time',
    make: () => withEstimator({ init: () => ({ [`baseline${calls++}`]: { shape: [0], data: new Float64Array(0) } }) }),
    fails: 'init gives the same',
    message: /the second init has the tensors baseline\d+, expected baseline\d+/,
  },
  {
    what: 'a tensor that grows',
    make: () => withTensor(({ data }) => ({ shape: [data.length + 1], data: Float64Array.of(...data, 0) })),
    fails: TENSORS,
    message: /the tensors are baseline \[13\], and were baseline \[12\]/,
  },
  {
    what: 'a tensor that comes later',
    make: () =>
      withEstimate(({ state, ...rest }) => ({
        ...rest,
        state: { ...state, more: { shape: [], data: new Float64Array(1) } },
      })),
    fails: TENSORS,
    message: /the tensors are baseline \[12\], more \[\]/,
  },
  {
    what: 'a tensor that is not as long as its shape says',
    make: () => withMore({ shape: [3, 4], data: new Float64Array(11) }),
    fails: TENSORS,
    message: /more has 11 numbers, and its shape 12/,
  },
  {
    what: 'a tensor with NaN',
    make: () =>
      withMore({ shape: [2], data: new Float64Array(2) }, { shape: [2], data: Float64Array.of(0, Number.NaN) }),
    fails: TENSORS,
    message: /more has a number that is not finite/,
  },
  {
    what: 'an initial tensor with infinity',
    make: () =>
      withMore(
        { shape: [], data: Float64Array.of(Number.POSITIVE_INFINITY) },
        { shape: [], data: new Float64Array(1) },
      ),
    fails: TENSORS,
    message: /more has a number that is not finite/,
  },
  {
    what: 'a state that is written to',
    make: () =>
      withEstimator({
        async estimate(shards, state, ...others) {
          const estimate = await good.estimate(shards, state, ...others)
          state['baseline'].data.set(estimate.state['baseline'].data)
          return estimate
        },
      }),
    fails: 'the state that it is given',
    message: /baseline of the state after the call: number \d+ is/,
  },
  {
    what: 'a state that the next call writes to',
    make: () => {
      let last: Float64Array | undefined
      return withTensor(({ shape, data }) => {
        last?.fill(7)
        last = data
        return { shape, data }
      })
    },
    fails: 'the state that it is given',
    message: /baseline of the state after the call: number \d+ is 7/,
  },
  {
    what: 'a state that depends on calls before',
    make: () => withTensor(({ shape, data }) => ({ shape, data: data.with(0, calls++) })),
    fails: 'the same run',
    message: /baseline of the state of iteration 0: number 0 is/,
  },
  {
    what: 'a number that depends on calls before',
    make: () => withEstimate(({ numbers, ...rest }) => ({ ...rest, numbers: { ...numbers, advantageMean: calls++ } })),
    fails: 'the same run',
    message: /the numbers: number 0 is/,
  },
  {
    what: 'a number that is left out',
    make: () => withEstimate(({ numbers: { advantageStd: _, ...numbers }, ...rest }) => ({ ...rest, numbers })),
    fails: NUMBERS,
    message: /the numbers are advantageMean, explainedVariance, and the measures advantageMean, advantageStd, expl/,
  },
  {
    what: 'a number without a meaning',
    make: () => withEstimator({ measures: {} }),
    fails: NUMBERS,
    message: /the numbers are advantageMean, .*, and the measures none/,
  },
  ...(['title', 'description'] as const).map((part) => ({
    what: `a measure without a ${part}`,
    make: () => withEstimator({ measures: { ...good.measures, advantageStd: { ...described, [part]: '' } } }),
    fails: NUMBERS,
    message: /the measure advantageStd lacks a title or a description/,
  })),
]

it.each(table)('$what is caught', async ({ make, fails, message }) => {
  await expectFailure(estimatorConformance({ parts: make(), createLanes }), fails, message)
})

it('every check is failed by one of them', () => {
  expectAllFailed(estimatorConformance({ parts, createLanes }), table)
})
