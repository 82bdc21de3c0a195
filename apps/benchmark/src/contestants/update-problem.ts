import {
  FISHER_STRIDE,
  inGroupOrder,
  inProcessShard,
  mergeMoments,
  type StepResult,
  shardedProblem,
  sumGroups,
  trustRegionDefaults,
  trustRegionUpdate,
  zeroBaseline,
} from '@trpo/core'
import type { NetworkBuilder } from '@trpo/policies'
import { now } from '../measure/clock.ts'
import { SYNTHETIC_LANES, SYNTHETIC_SEED, syntheticLanes, syntheticModel, type UpdateShape } from './synthetic.ts'

/** Seconds of an update and of its parts. */
interface UpdateTimes {
  readonly total: number
  /** log pi_old of all rows, and the network's activations on the Fisher subsample. */
  readonly prepare: number
  readonly gradient: number
  /** All Fisher products of conjugate gradient. */
  readonly fisher: number
  /** All evaluations of the line search. */
  readonly evaluate: number
}

/** An update that can be done again and again on the same batch. */
export interface UpdateProblem {
  run(): Promise<{ readonly times: UpdateTimes; readonly result: StepResult }>
  dispose(): void | Promise<void>
}

/**
 * The policy update of one iteration, through the same shard and step that training uses: batch in, theta' out.
 * Sampling and advantages are done here, once, and are not timed.
 */
export async function updateProblem(shape: UpdateShape, buildNetwork: NetworkBuilder): Promise<UpdateProblem> {
  const { model, theta } = syntheticModel(shape, buildNetwork)
  const baseline = zeroBaseline()
  const shard = inProcessShard(
    {
      model,
      baseline,
      seed: SYNTHETIC_SEED,
      lanes: SYNTHETIC_LANES,
      quota: { kind: 'steps', steps: shape.rows },
      fisherStride: FISHER_STRIDE,
      discount: 0,
      stateWeighting: 'undiscounted',
      bootstrap: 'none',
      gaeLambda: 1,
    },
    (count) => syntheticLanes(shape, count),
  )
  await shard.collect({ iteration: 0, theta })
  const none = baseline.initial()
  await shard.baselineStatistics(none)
  const moments = inGroupOrder([await shard.advantages(none)])
    .map(({ values: [count, mean, m2] }) => ({ count, mean, m2 }))
    .reduce(mergeMoments)
  await shard.standardize(moments.mean, Math.sqrt(moments.m2 / moments.count))
  const update = trustRegionUpdate(trustRegionDefaults)

  return {
    async run() {
      const spent = { gradient: 0, fisher: 0, evaluate: 0 }
      const timed = async <T>(part: keyof typeof spent, work: () => T | Promise<T>): Promise<T> => {
        const began = now()
        const value = await work()
        spent[part] += now() - began
        return value
      }
      const began = now()
      // Shifting by 0 and dividing by 1 changes no bit of the advantages and does the rest of what precedes an update.
      const [weighted, weight, fisherWeight] = sumGroups([await shard.standardize(0, 1)])
      const prepare = now() - began
      const problem = shardedProblem([shard], theta, { weight, fisherWeight, surrogate: weighted / weight }, () => {})
      const result = await update({
        ...problem,
        gradient: () => timed('gradient', () => problem.gradient()),
        fisherProduct: (v) => timed('fisher', () => problem.fisherProduct(v)),
        evaluate: (candidate) => timed('evaluate', () => problem.evaluate(candidate)),
      })
      return { result, times: { total: now() - began, prepare, ...spent } }
    },
    dispose: () => shard.dispose(),
  }
}
