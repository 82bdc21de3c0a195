import type { Lanes } from '@trpo/envs'
import { randomStream } from '@trpo/random'
import type { Batch } from '@trpo/samplers'
import type { ConformanceCheck } from '@trpo/samplers/conformance'
import type { Tensors } from '../estimators/estimator.ts'
import type { RunParts } from '../run/run-parts.ts'
import { inProcessShard } from '../shard/in-process-shard.ts'
import { shardsAsOne } from '../shard/shards.ts'
import { expect, expectSameBits } from './check.ts'

/** What an estimator is tried on. */
export interface EstimatorConformanceSubject<B extends Batch, L extends Lanes> {
  /** The parts of a small run with the estimator among them. */
  readonly parts: RunParts<B, L>
  /** Makes simulators for so many lanes. */
  readonly createLanes: (count: number) => L
}

/**
 * Everything that the contract of `Estimator` asks for beyond its passes, for which there is `passConformance`:
 * `for (const check of estimatorConformance({ parts, createLanes })) it(check.name, check.run)`.
 */
export function estimatorConformance<B extends Batch, L extends Lanes>({
  parts,
  createLanes,
}: EstimatorConformanceSubject<B, L>): ConformanceCheck[] {
  const { estimator, policy: model, seed } = parts
  const init = () => estimator.init(randomStream(seed, 'init estimator').seek(0, 0, 0))
  /** Two iterations under one policy, with what each made of the columns. */
  const estimates = async () => {
    const shard = inProcessShard(parts, createLanes)
    const shards = shardsAsOne<B>([shard])
    const theta = model.network.init(randomStream(seed, 'init').seek(0, 0, 0))
    let [state, open] = [init(), parts.sampling.firstOpen]
    const found = []
    try {
      for (let iteration = 0; iteration < 2; iteration++) {
        open = (await shards.collect({ iteration, policy: { theta }, open })).open
        const before = copyOf(state)
        const estimate = await estimator.estimate(shards, state, { ...model, theta })
        found.push({ state, before, estimate })
        state = estimate.state
      }
      return found
    } finally {
      await shard.dispose()
    }
  }
  return [
    {
      name: 'what the objective reads is filled by its passes',
      async run() {
        const filled = estimator.passes.flatMap(({ fills }) => fills ?? [])
        for (const name of parts.objective.reads)
          expect(filled.includes(name), `the objective reads the column ${name}, which no pass fills`)
      },
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
        const shapesOf = (state: Tensors) =>
          Object.keys(state)
            .sort()
            .map((name) => `${name} [${state[name].shape.join(', ')}]`)
            .join(', ')
        const expected = shapesOf(init())
        for (const { state, estimate } of await estimates())
          for (const tensors of [state, estimate.state]) {
            expect(shapesOf(tensors) === expected, `the tensors are ${shapesOf(tensors)}, and were ${expected}`)
            for (const [name, { shape, data }] of Object.entries(tensors)) {
              const size = shape.reduce((a, b) => a * b, 1)
              expect(data.length === size, `${name} has ${data.length} numbers, and its shape ${size}`)
              expect(data.every(Number.isFinite), `${name} has a number that is not finite`)
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
          expect(given === measured, `the numbers are ${given || 'none'}, and the measures ${measured || 'none'}`)
        }
        for (const [name, { title, description }] of Object.entries(estimator.measures))
          expect(title !== '' && description !== '', `the measure ${name} lacks a title or a description`)
      },
    },
  ]
}

function copyOf(tensors: Tensors): Tensors {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, { shape, data }]) => [name, { shape: [...shape], data: data.slice() }]),
  )
}

function sameTensors(what: string, actual: Tensors, expected: Tensors): void {
  const names = Object.keys(expected).sort()
  const given = Object.keys(actual).sort()
  expect(given.join() === names.join(), `${what} has the tensors ${given.join(', ')}, expected ${names.join(', ')}`)
  for (const name of names) expectSameBits(`${name} of ${what}`, actual[name].data, expected[name].data)
}
