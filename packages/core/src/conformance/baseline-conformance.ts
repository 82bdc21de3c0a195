import { expectSameBits, expectThat } from '@trpo/math/expectations'
import type { PathBatch } from '@trpo/samplers'
import type { ConformanceCheck } from '@trpo/samplers/conformance'
import type { Baseline } from '../estimators/monte-carlo/baselines/baseline.ts'
import { bitsOf } from './bits.ts'

/** What a baseline is tried on. */
export interface BaselineConformanceSubject {
  /** What is checked. It takes the batch's observations and episodes of their length. */
  readonly baseline: Baseline
  /** A batch of its environment with at least two segments. */
  readonly batch: PathBatch
  /**
   * How far apart sums in another order may be, divided by the largest.
   * @default 1e-9
   */
  readonly tolerance?: number
}

/** Stands where nothing may be written. */
const UNTOUCHED = 12345.5

/**
 * Everything that the contract of `Baseline` asks for, as checks to run one by one, in any test runner:
 * `for (const check of baselineConformance({ baseline, batch })) it(check.name, check.run)`.
 */
export function baselineConformance({
  baseline,
  batch,
  tolerance = 1e-9,
}: BaselineConformanceSubject): ConformanceCheck[] {
  const { segments, rows } = batch
  const returns = Float64Array.from({ length: rows }, (_, row) => ((row * 7) % 11) - 3.5)
  const statistics = (of: PathBatch['segments'] = segments, into = new Float64Array(baseline.statisticsSize)) => {
    for (const segment of of) baseline.accumulate(batch, segment, returns, into)
    return into
  }
  const fitted = () => baseline.solve(statistics())
  const valuesIn = (of: PathBatch, parameters: Float64Array) => {
    const into = new Float64Array(rows)
    for (const segment of segments) baseline.predict(parameters, of, segment, into)
    return into
  }
  const finite = (what: string, values: Float64Array) =>
    expectThat(values.every(Number.isFinite), `${what} have a number that is not finite`)
  return [
    {
      name: 'statistics are sums over segments, added to what is there',
      async run() {
        const whole = statistics()
        const middle = segments.length >> 1
        const first = statistics(segments.slice(0, middle))
        expectSameBits('resumed statistics', statistics(segments.slice(middle), first.slice()), whole)
        const second = statistics(segments.slice(middle))
        const size = whole.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
        for (const [i, value] of whole.entries())
          expectThat(
            Math.abs(first[i] + second[i] - value) <= tolerance * size,
            `statistic ${i} of two halves is ${first[i]} + ${second[i]}, of the whole ${value}`,
          )
        expectThat(size > 0 || baseline.statisticsSize === 0, 'the statistics of the batch are all 0')
      },
    },
    {
      name: 'parameters are finite and as many before a fit as after, and a fit of the same statistics gives the same bits',
      async run() {
        const before = statistics()
        const given = before.slice()
        const parameters = baseline.solve(given)
        expectSameBits('the statistics after solve', given, before)
        expectSameBits('a second fit', fitted(), parameters)
        finite('the fitted parameters', parameters)
        const initial = baseline.initial()
        finite('the initial parameters', initial)
        expectThat(
          initial.length === parameters.length,
          `there are ${initial.length} parameters before a fit, ${parameters.length} after`,
        )
        initial.fill(UNTOUCHED)
        expectThat(
          baseline.initial().every((value) => value !== UNTOUCHED),
          'initial gives one array twice; expected an array of its own each time',
        )
      },
    },
    {
      name: 'predict writes every row of its segment and no other, and no parameter',
      async run() {
        const parameters = fitted()
        for (const segment of segments) {
          const { offset, length } = segment
          const into = new Float64Array(rows).fill(UNTOUCHED)
          baseline.predict(parameters, batch, segment, into)
          for (const [row, value] of into.entries()) {
            const own = row >= offset && row < offset + length
            expectThat(
              own === (value !== UNTOUCHED),
              `row ${row} is ${own ? 'not ' : ''}written, rows ${offset} to ${offset + length - 1} are the segment's`,
            )
            expectThat(Number.isFinite(value), `the value of row ${row} is ${value}`)
          }
        }
        expectSameBits('the parameters', parameters, fitted())
      },
    },
    {
      name: 'the value of a step does not depend on its action',
      async run() {
        const parameters = fitted()
        const values = valuesIn(batch, parameters)
        for (let row = 0; row < rows; row++) {
          const actions = batch.actions.slice()
          for (let i = row * batch.actionSize; i < (row + 1) * batch.actionSize; i++) actions[i] += 1
          const value = valuesIn({ ...batch, actions }, parameters)[row]
          expectThat(
            Object.is(value, values[row]),
            `the value of row ${row} is ${values[row]}, and ${value} with another action there: a baseline that looks at the action biases the gradient`,
          )
        }
      },
    },
    {
      name: 'neither the batch nor the returns are written to',
      async run() {
        const before = bitsOf([batch, returns])
        const parameters = fitted()
        valuesIn(batch, parameters)
        for (const segment of segments) baseline.predictLast(parameters, batch, segment)
        expectThat(bitsOf([batch, returns]) === before, 'a call changed the batch or the returns')
      },
    },
    {
      name: 'predictLast gives one finite number, the same each time',
      async run() {
        const parameters = fitted()
        for (const segment of segments) {
          const value = baseline.predictLast(parameters, batch, segment)
          expectThat(Number.isFinite(value), `the value after the segment at row ${segment.offset} is ${value}`)
          expectSameBits('a second call', [baseline.predictLast(parameters, batch, segment)], [value])
        }
      },
    },
  ]
}
