import { estimateContext, type RunParts, type Shard, type StepResult, shardsAsOne } from '@trpo/core'
import type { NetworkBuilder, PolicyModel } from '@trpo/policies'
import { randomStream } from '@trpo/random'
import { now } from '../measure/clock.ts'
import { findNetwork, type NetworkName } from '../networks.ts'
import { startShards } from './start-shards.ts'
import { SYNTHETIC_SEED, syntheticModel, syntheticParts, syntheticShard, type UpdateShape } from './synthetic.ts'

/** Seconds of an update and of its parts. */
interface UpdateTimes {
  readonly total: number
  /** Sums at theta_old, and the network's activations on the Fisher subsample if they are not kept already. */
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
 * The policy update of one iteration, from a batch to theta', through the same shard and step that training uses.
 * Sampling and advantages are computed here, once, and are not timed.
 */
export async function updateProblem(shape: UpdateShape, buildNetwork: NetworkBuilder): Promise<UpdateProblem> {
  const { model, theta } = syntheticModel(shape, buildNetwork)
  return problemOf(syntheticParts(shape, model), [syntheticShard(shape, model)], model, theta)
}

/** The same update in worker threads, each of which has the rows of its own lane groups. */
export async function workerUpdateProblem(
  shape: UpdateShape,
  network: NetworkName,
  workers: number,
): Promise<UpdateProblem> {
  const { model, theta } = syntheticModel(shape, await findNetwork(network))
  const shards = await startShards({ kind: 'rows', shape, network }, workers)
  return problemOf(syntheticParts(shape, model), shards, model, theta)
}

async function problemOf(
  { estimator, objective, update }: RunParts,
  shards: readonly Shard[],
  model: PolicyModel,
  theta: Float64Array,
): Promise<UpdateProblem> {
  const all = shardsAsOne(shards)
  const policy = { ...model, theta }
  await all.collect({ iteration: 0, policy: { theta } })
  await estimator.estimate(
    all,
    estimator.init(randomStream(SYNTHETIC_SEED, 'init')),
    policy,
    estimateContext(SYNTHETIC_SEED, 0),
  )

  return {
    async run() {
      const spent = { gradient: 0, fisher: 0, evaluate: 0 }
      const timed = async <T>(part: keyof typeof spent, work: () => T | Promise<T>): Promise<T> => {
        const began = now()
        const value = await work()
        spent[part] += now() - began
        return value
      }
      // Shifting by 0 and dividing by 1 changes no bit of the advantages, but makes the shard forget what it kept of
      // the last update.
      await Promise.all(shards.map((shard) => shard.run('estimate/standardize', [0, 1])))
      const began = now()
      const { problem } = await objective.problem(all, policy)
      const prepare = now() - began
      const result = await update.step({
        ...problem,
        gradient: () => timed('gradient', () => problem.gradient()),
        fisherProduct: (v) => timed('fisher', () => problem.fisherProduct(v)),
        evaluate: (candidate) => timed('evaluate', () => problem.evaluate(candidate)),
      })
      return { result, times: { total: now() - began, prepare, ...spent } }
    },
    async dispose() {
      await Promise.all(shards.map((shard) => shard.dispose()))
    },
  }
}
