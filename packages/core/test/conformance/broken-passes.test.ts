import {
  type AnyPass,
  type Fill,
  importanceSampled,
  type Pass,
  type Plain,
  type RunParts,
  sampledObjective,
} from '@trpo/core'
import { passConformance } from '@trpo/core/conformance'
import type { PathBatch } from '@trpo/samplers'
import { it } from 'vitest'
import { after, parts, type Samples, withResult } from './changed-passes.ts'
import { type Broken, expectAllFailed, expectFailure } from './expect-failure.ts'
import { createLanes } from './small-parts.ts'
import { trespasses } from './trespasses.ts'

/** The parts with a metric of one pass of its own; `argument` makes what it is sent of the vector. */
function withProduct(
  over: (v: Float64Array, samples: Samples) => Float64Array,
  argument: (v: Float64Array) => Plain = (v) => v,
): RunParts {
  const product: Pass<PathBatch, [Plain], Float64Array> = {
    name: 'fisher/own',
    over: (samples, v) => over(v instanceof Float64Array ? v : new Float64Array(1), samples),
    combine: ([first]) => first.slice(),
  }
  const metric = {
    name: 'own',
    passes: [product],
    reads: [],
    prepare: async () => async (v: Float64Array) => v,
  }
  return {
    ...parts,
    objective: sampledObjective<PathBatch>({
      form: importanceSampled(),
      metric: { ...metric, prepare: async (shards) => (v) => shards.run(product, argument(v)) },
    }),
  }
}

const idle: Fill<PathBatch, [], unknown> = {
  name: 'estimate/idle',
  fills: ['idle'],
  over: () => new Float64Array(1),
  combine: (all) => all,
}

let count = 0
const shared = Float64Array.of(1, 2)
const firstArguments = new WeakMap<object, Float64Array>()
const prepared = new WeakSet<object>()

/** Each rule, parts that break it, the check that must fail, and what it must say. */
const table: readonly Broken<RunParts>[] = [
  {
    what: 'a pass that is never run',
    make: () => ({ ...parts, estimator: { ...parts.estimator, passes: [...parts.estimator.passes, idle] } }),
    fails: 'every pass',
    message: /the pass estimate\/idle is among those of the parts, and nobody runs it/,
  },
  {
    what: 'a sum over all rows, whoever owns them',
    make: () => withResult('surrogate/start', ({ batch }, result) => result.map((value) => value + batch.rows)),
    fails: 'any split',
    message: /shards from groups 0, 1: surrogate\/start of group 0: number 0 is/,
  },
  {
    what: 'another number of results in small shards',
    make: () =>
      withResult('fisher/weight', ({ batch }, result) =>
        batch.groups.length < 12 ? Float64Array.of(...result, 0) : result,
      ),
    fails: 'any split',
    message: /fisher\/weight of group 0: got 2 numbers, expected 1/,
  },
  {
    what: 'an argument that only this thread knows',
    make: () => {
      const known = new WeakSet<object>()
      return withProduct(
        (v) => (known.has(v) ? v.slice() : v.map((value) => -value)),
        (v) => {
          known.add(v)
          return v
        },
      )
    },
    fails: 'any number of workers',
    message: /1 workers: fisher\/own of group 0/,
  },
  {
    what: 'a pass that prepares for another',
    make: () => {
      const changed = after('fisher/weight', ({ rows }) => void prepared.add(rows))
      const read = (pass: AnyPass<PathBatch>): AnyPass<PathBatch> =>
        pass.name === 'fisher/product'
          ? {
              ...pass,
              fills: undefined,
              over: (samples: Samples, ...args: readonly Plain[]) =>
                prepared.has(samples.rows)
                  ? Reflect.apply(pass.over, undefined, [samples, ...args])
                  : new Float64Array(samples.policy.theta.length),
            }
          : pass
      return { ...changed, objective: { ...changed.objective, passes: changed.objective.passes.map(read) } }
    },
    fails: 'a worker that dies',
    message: /a death before message \d+: fisher\/product of group \d+/,
  },
  {
    what: 'an argument that is kept',
    make: () =>
      withProduct((v, { rows }) => {
        const first = firstArguments.get(rows) ?? v
        firstArguments.set(rows, first)
        return first.slice()
      }),
    fails: 'passes keep none',
    message: /arguments overwritten: fisher\/own of group 0: number 0 is NaN/,
  },
  {
    what: 'one array for all results',
    make: () => withProduct(() => shared),
    fails: 'results are arrays',
    message: /results overwritten: fisher\/own of group 0: number 0 is NaN/,
  },
  {
    what: 'a pass that counts its calls',
    make: () => withProduct((v) => v.map((value) => value + count++)),
    fails: 'a reading pass called twice',
    message: /a second call of fisher\/own of group 0: number 0 is/,
  },
  ...trespasses,
]

it.each(table)('$what is caught', async ({ make, fails, message }) => {
  await expectFailure(passConformance({ parts: make(), createLanes }), fails, message)
})

it('every check is failed by one of them', () => {
  expectAllFailed(passConformance({ parts, createLanes }), table)
})
