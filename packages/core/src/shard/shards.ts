import { listed } from '@trpo/math/messages'
import type { Batch, Collected, CollectRequest, EpisodeSummary, SamplingProgress } from '@trpo/samplers'
import { LANE_GROUPS } from '@trpo/samplers'
import type { AnyPass, Fill, Pass } from '../passes/pass.ts'
import type { Plain } from '../passes/plain.ts'
import { differenceBetween, otherEnvironment, type PartsIdentity } from './parts-identity.ts'
import type { GroupPart, Shard } from './shard.ts'

/** All shards of a run as one, as estimators and objectives see them. */
export interface Shards<B extends Batch> {
  /** Samples an iteration in all shards; the episodes come in lane order. */
  collect(request: CollectRequest): Promise<Collected>
  /**
   * Runs a pass in all shards and combines the parts in group order, so the bits are the same however the groups are spread.
   */
  run<A extends readonly Plain[], R>(pass: Pass<B, A, R> | Fill<B, A, R>, ...args: A): Promise<R>
}

/**
 * Shards as one. `collect` and `run` throw what a shard throws, and an Error when a lane group is owned by no shard or by
 * two.
 */
export function shardsAsOne<B extends Batch>(shards: readonly Shard[]): Shards<B> {
  return {
    async collect({ progress, ...request }) {
      const counted = sharedProgress(shards.length, progress)
      const parts = await Promise.all(
        shards.map((shard, index) => shard.collect({ ...request, progress: counted(index) })),
      )
      const opens = parts.flatMap(({ open }) => (open === undefined ? [] : [open]))
      return {
        steps: parts.reduce((sum, { steps }) => sum + steps, 0),
        episodes: inLaneOrder<EpisodeSummary>(parts.map(({ episodes }) => episodes)),
        open: opens.length === 0 ? undefined : inLaneOrder(opens),
      }
    },
    async run(pass, ...args) {
      return pass.combine(ordered(await Promise.all(shards.map((shard) => shard.run(pass.name, args)))))
    },
  }
}

/**
 * Throws an Error unless every shard knows exactly these passes and was built with the same settings. A difference would
 * otherwise show late, or never.
 */
export async function assertAgreed(
  shards: readonly Shard[],
  passes: readonly AnyPass<never>[],
  identity: PartsIdentity,
): Promise<void> {
  const ours = passes.map(({ name }) => name)
  for (const shard of shards) {
    const theirs = (await shard.passes).map(({ name }) => name)
    const alone = [
      ...ours.filter((name) => !theirs.includes(name)).map((name) => `only the trainer knows ${name}`),
      ...theirs.filter((name) => !ours.includes(name)).map((name) => `only the shard knows ${name}`),
    ]
    if (alone.length > 0)
      throw new Error(
        `a shard and its trainer were built of different parts: ${listed(alone)}; build both from the same parts`,
      )
    const difference = differenceBetween(await shard.identity, identity)
    if (difference !== undefined) throw new Error(`${difference}; build both from one RunParts`)
    const other = otherEnvironment(await shards[0].identity, await shard.identity)
    if (other !== undefined) throw new Error(`${other}; all shards of a run act in one environment`)
  }
}

/** The parts of all groups in group order. */
function ordered(parts: readonly (readonly GroupPart[])[]): readonly Float64Array[] {
  const groups = parts.flat().sort((a, b) => a.group - b.group)
  const owned = groups.map(({ group }) => group)
  const twice = owned.find((group, index) => group === owned[index - 1])
  if (twice !== undefined) throw new Error(`lane group ${twice} is owned by two shards; give each group to one`)
  if (owned.length < LANE_GROUPS) {
    const missing = Array.from({ length: LANE_GROUPS }, (_, group) => group).filter((group) => !owned.includes(group))
    throw new Error(
      `no shard owns lane group ${missing.join(', ')}; between them the shards must own all ${LANE_GROUPS}`,
    )
  }
  return groups.map(({ values }) => values)
}

/** The results of all shards by lane. Those of one lane keep their order, as one shard owns the lane. */
function inLaneOrder<T extends { readonly lane: number }>(parts: readonly (readonly T[])[]): T[] {
  return parts.flat().sort((a, b) => a.lane - b.lane)
}

/** Adds up the progress of several shards. */
function sharedProgress(shards: number, progress: SamplingProgress | undefined) {
  const steps = new Array<number>(shards).fill(0)
  return (index: number): SamplingProgress | undefined =>
    progress &&
    ((done) => {
      steps[index] = done
      return progress(steps.reduce((a, b) => a + b))
    })
}
