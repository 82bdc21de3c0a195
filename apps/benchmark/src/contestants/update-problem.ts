import {
  inGroupOrder,
  mergeMoments,
  type Shard,
  type StepResult,
  shardedProblem,
  sumGroups,
  trustRegionDefaults,
  trustRegionUpdate,
  zeroBaseline,
} from '@trpo/core'
import type { NetworkBuilder } from '@trpo/policies'
import { now } from '../measure/clock.ts'
import { findNetwork, type NetworkName } from '../networks.ts'
import { startShards } from './start-shards.ts'
import { syntheticModel, syntheticShard, type UpdateShape } from './synthetic.ts'

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
  return problemOf([syntheticShard(shape, model)], theta)
}

/** The same in worker threads, where each has the rows of its own lane groups. */
export async function workerUpdateProblem(
  shape: UpdateShape,
  network: NetworkName,
  workers: number,
): Promise<UpdateProblem> {
  const { theta } = syntheticModel(shape, await findNetwork(network))
  return problemOf(await startShards({ kind: 'rows', shape, network }, workers), theta)
}

async function problemOf(shards: readonly Shard[], theta: Float64Array): Promise<UpdateProblem> {
  const all = <T>(ask: (shard: Shard) => T | Promise<T>): Promise<T[]> => Promise.all(shards.map((shard) => ask(shard)))
  await all((shard) => shard.collect({ iteration: 0, theta }))
  const none = zeroBaseline().initial()
  await all((shard) => shard.baselineStatistics(none))
  const moments = inGroupOrder(await all((shard) => shard.advantages(none)))
    .map(({ values: [count, mean, m2] }) => ({ count, mean, m2 }))
    .reduce(mergeMoments)
  await all((shard) => shard.standardize(moments.mean, Math.sqrt(moments.m2 / moments.count)))
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
      const [weighted, weight, fisherWeight] = sumGroups(await all((shard) => shard.standardize(0, 1)))
      const prepare = now() - began
      const problem = shardedProblem(shards, theta, { weight, fisherWeight, surrogate: weighted / weight }, () => {})
      const result = await update({
        ...problem,
        gradient: () => timed('gradient', () => problem.gradient()),
        fisherProduct: (v) => timed('fisher', () => problem.fisherProduct(v)),
        evaluate: (candidate) => timed('evaluate', () => problem.evaluate(candidate)),
      })
      return { result, times: { total: now() - began, prepare, ...spent } }
    },
    async dispose() {
      await all((shard) => shard.dispose())
    },
  }
}
