import type { Lanes } from '@trpo/envs'
import { expectSameBits, expectThat } from '@trpo/math/expectations'
import type { Batch } from '@trpo/samplers'
import type { ConformanceCheck } from '@trpo/samplers/conformance'
import type { Tensors } from '../estimators/estimator.ts'
import { shapesOf } from '../estimators/shapes.ts'
import { columnsWritten } from './columns-written.ts'
import { copyOf, type EstimatorConformanceSubject, estimatesOf, initialTensors } from './estimates.ts'

export type { EstimatorConformanceSubject } from './estimates.ts'

/**
 * Everything that the contract of `Estimator` asks for beyond its passes, for which there is `passConformance`:
 * `for (const check of estimatorConformance({ parts, createLanes })) it(check.name, check.run)`.
 */
export function estimatorConformance<B extends Batch, L extends Lanes>(
  subject: EstimatorConformanceSubject<B, L>,
): ConformanceCheck[] {
  const { parts } = subject
  const { estimator } = parts
  const init = () => initialTensors(parts)
  const estimates = () => estimatesOf(subject)
  return [
    {
      name: 'what the objective reads is filled by its passes',
      async run() {
        const filled = estimator.passes.flatMap(({ fills }) => fills ?? [])
        for (const name of parts.objective.reads)
          expectThat(filled.includes(name), `the objective reads the column ${name}, which no pass fills`)
      },
    },
    {
      name: 'every column that a fill names is written in every row, with finite numbers',
      run: () => columnsWritten(subject),
    },
    {
      name: 'init gives the same tensors of the same draws, in arrays of their own',
      async run() {
        const first = init()
        const kept = copyOf(first)
        for (const { data } of Object.values(first)) data.fill(Number.NaN)
        sameTensors('the second init', init(), kept)
      },
    },
    {
      name: 'tensors keep their names and shapes, have the size of their shape, and are finite',
      async run() {
        const expected = shapesOf(init())
        for (const { state, estimate } of await estimates())
          for (const tensors of [state, estimate.state]) {
            expectThat(shapesOf(tensors) === expected, `the tensors are ${shapesOf(tensors)}, and were ${expected}`)
            for (const [name, { shape, data }] of Object.entries(tensors)) {
              const size = shape.reduce((a, b) => a * b, 1)
              expectThat(data.length === size, `${name} has ${data.length} numbers, and its shape ${size}`)
              expectThat(data.every(Number.isFinite), `${name} has a number that is not finite`)
            }
          }
      },
    },
    {
      name: 'the state that it is given is never written to, also later',
      async run() {
        for (const { state, before } of await estimates()) sameTensors('the state after the call', state, before)
      },
    },
    {
      name: 'the same run gives the same state and the same numbers',
      async run() {
        const [first, second] = [await estimates(), await estimates()]
        for (const [i, { estimate }] of second.entries()) {
          sameTensors(`the state of iteration ${i}`, estimate.state, first[i].estimate.state)
          expectSameBits('the numbers', Object.values(estimate.numbers), Object.values(first[i].estimate.numbers))
        }
      },
    },
    {
      name: 'gives the same numbers each time, each with a title and a description',
      async run() {
        const measured = Object.keys(estimator.measures).sort().join(', ')
        for (const { estimate } of await estimates()) {
          const given = Object.keys(estimate.numbers).sort().join(', ')
          expectThat(given === measured, `the numbers are ${given || 'none'}, and the measures ${measured || 'none'}`)
        }
        for (const [name, { title, description }] of Object.entries(estimator.measures))
          expectThat(title !== '' && description !== '', `the measure ${name} lacks a title or a description`)
      },
    },
  ]
}

function sameTensors(what: string, actual: Tensors, expected: Tensors): void {
  const names = Object.keys(expected).sort()
  const given = Object.keys(actual).sort()
  expectThat(given.join() === names.join(), `${what} has the tensors ${given.join(', ')}, expected ${names.join(', ')}`)
  for (const name of names) expectSameBits(`${name} of ${what}`, actual[name].data, expected[name].data)
}
