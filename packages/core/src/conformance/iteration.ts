import type { Lanes } from '@trpo/envs'
import type { Normalizer } from '@trpo/policies'
import { randomStream } from '@trpo/random'
import type { Batch } from '@trpo/samplers'
import { ALL_GROUPS, type GroupRange } from '@trpo/samplers'
import { estimateContext } from '../estimators/estimate-context.ts'
import { completed } from '../estimators/estimator.ts'
import { observationStatisticsPass } from '../passes/observation-statistics.ts'
import { outsideBoundsPass } from '../passes/outside-bounds.ts'
import { copyOfPlain, type Plain } from '../passes/plain.ts'
import { inProcessShard } from '../run/in-process-shard.ts'
import type { AnyRunParts } from '../run/run-parts.ts'
import type { GroupPart, Shard } from '../shard/shard.ts'
import { shardsAsOne } from '../shard/shards.ts'

/** What passes are tried on. */
export interface PassConformanceSubject<B extends Batch, L extends Lanes> {
  /** The parts of a small run: every pass runs some hundreds of times over its batch. */
  readonly parts: AnyRunParts<B, L>
  /** Makes simulators for a number of lanes. */
  readonly createLanes: (count: number) => L
}

/** A call of a pass, and what it gave, group by group. */
export interface TracedCall {
  /** Its name in the run. */
  readonly pass: string
  /** Its arguments, as they were. */
  readonly args: readonly Plain[]
  /** What it gave, in group order. */
  readonly parts: readonly GroupPart[]
}

/** Calls a pass; `call` does it in all shards, and gives the parts in group order. */
export type Around = (
  call: (args: readonly Plain[]) => Promise<readonly GroupPart[]>,
  pass: string,
  args: readonly Plain[],
) => Promise<readonly GroupPart[]>

/** One iteration of everything that a trainer asks of passes, traced. Disposes of the shards. */
export async function traced<B extends Batch, L extends Lanes>(
  parts: AnyRunParts<B, L>,
  shards: readonly Shard[],
  around: Around = (call, _pass, args) => call(args),
): Promise<readonly TracedCall[]> {
  const calls: TracedCall[] = []
  const one: Shard = {
    passes: [],
    identity: {},
    collect: async (request) => {
      await Promise.all(shards.map((shard) => shard.collect(request)))
      return { steps: 0, episodes: [] }
    },
    async run(pass, args) {
      const kept = args.map(copyOfPlain)
      const call = async (given: readonly Plain[]) =>
        (await Promise.all(shards.map((shard) => shard.run(pass, given)))).flat().sort((a, b) => a.group - b.group)
      const result = await around(call, pass, args)
      calls.push({ pass, args: kept, parts: result.map(({ group, values }) => ({ group, values: values.slice() })) })
      return result
    },
    dispose() {},
  }
  try {
    const { seed, policy: model, estimator, objective, sampling, actionBounds } = parts
    const theta = model.network.init(randomStream(seed, 'init').seek(0, 0, 0))
    const all = shardsAsOne<B>([one])
    const size = model.network.inputSize
    const normalizer = parts.normalizeObservations ? normalizerOf(size, 0.05, 0.9) : undefined
    await all.collect({ iteration: 0, policy: { theta, normalizer }, open: sampling.firstOpen })
    const policy = { ...model, theta, normalizer }
    if (actionBounds !== undefined) await all.run(outsideBoundsPass(actionBounds))
    const carried = estimator.init(randomStream(seed, 'init estimator').seek(0, 0, 0))
    await completed(await estimator.estimate(all, carried, policy, estimateContext(seed, 0)))
    const { problem, divergence } = await objective.problem(all, policy)
    const gradient = await problem.gradient()
    await problem.fisherProduct(gradient.slice())
    await problem.fisherProduct(theta.slice())
    await problem.fisherFactors?.()
    await problem.evaluate(theta.map((value, i) => value + 1e-3 * gradient[i]))
    await all.run(observationStatisticsPass)
    await divergence({ theta: theta.slice(), normalizer: normalizerOf(size, 0.1, 1.1) })
    return calls
  } finally {
    await Promise.allSettled(shards.map(async (shard) => shard.dispose()))
  }
}

/** A normaliser of observations of so many numbers. */
function normalizerOf(size: number, mean: number, std: number): Normalizer {
  return { mean: new Float64Array(size).fill(mean), std: new Float64Array(size).fill(std), clip: 10 }
}

/** Shards in this thread that own these groups. */
export function shardsOf<B extends Batch, L extends Lanes>(
  { parts, createLanes }: PassConformanceSubject<B, L>,
  ranges: readonly GroupRange[] = [ALL_GROUPS],
): readonly Shard[] {
  return ranges.map((range) => inProcessShard(parts, createLanes, range))
}
