import type { Lanes } from '@trpo/envs'
import { listed } from '@trpo/math/messages'
import { ALL_GROUPS, type Batch, type GroupRange, lanesOfGroups, type Sampler } from '@trpo/samplers'
import type { AnyPass, FillableSamples, GroupSamples } from '../passes/pass.ts'
import type { Plain } from '../passes/plain.ts'
import { type BatchSamples, batchSamples, columnStore } from '../shard/group-samples.ts'
import { identityOfEnvironment } from '../shard/parts-identity.ts'
import type { Shard } from '../shard/shard.ts'
import { assertNormalizable } from './assert-normalizable.ts'
import { identityOf } from './identity-of.ts'
import { type AnyRunParts, passesOf } from './run-parts.ts'

/**
 * A shard in this thread. Throws what the parts and the lanes throw when they do not fit each other, after disposing of the
 * lanes.
 *
 * @param createLanes makes simulators for a number of lanes; the shard disposes of them
 * @param groups the lane groups that it owns; @default all of them
 */
export function inProcessShard<B extends Batch, L extends Lanes>(
  parts: AnyRunParts<B, L>,
  createLanes: (count: number) => L,
  groups: GroupRange = ALL_GROUPS,
): Shard {
  const passes = new Map(passesOf(parts).map((pass) => [pass.name, pass]))
  const { policy: model, seed } = parts
  const { first, last } = lanesOfGroups(groups, parts.sampling.lanes)
  const lanes = createLanes(last - first)
  const sampler = samplerOrDispose(parts, lanes, { policy: model, seed }, groups)
  const columns = columnStore()
  let current: BatchSamples<B> | undefined

  return {
    passes: [...passes.values()].map(({ name, fills }) => ({ name, fills: fills !== undefined })),
    identity: { ...identityOf(parts), ...identityOfEnvironment(lanes.spec) },
    async collect(request) {
      current = undefined
      const { theta, normalizer } = request.policy
      const { batch, ...collected } = await sampler.collect(request)
      current = batchSamples(batch, { ...model, theta: theta.slice(), normalizer }, columns)
      return collected
    },
    run(name, args) {
      const pass = passes.get(name)
      if (pass === undefined)
        throw new Error(`the shard knows no pass ${name}; it was built with ${listed([...passes.keys()])}`)
      if (current === undefined) throw new Error('the shard has no batch; call collect first')
      const { fills } = pass
      const groups = pass.fills === undefined ? current.groups : current.fillable(pass)
      const sums = groups.map((samples) => ({ group: samples.rows.group, values: applied(pass, samples, args) }))
      if (fills !== undefined) current.filled(fills)
      return sums
    },
    dispose: () => sampler.dispose(),
  }
}

/** Calls a pass with arguments that came from elsewhere; their types are those of the pass of that name. */
function applied<B extends Batch>(
  pass: AnyPass<B>,
  samples: GroupSamples<B> | FillableSamples<B>,
  args: readonly Plain[],
): Float64Array {
  return Reflect.apply(pass.over, undefined, [samples, ...args])
}

/** Makes a sampler. When that fails, the lanes are disposed of, since nobody else would. */
function samplerOrDispose<B extends Batch, L extends Lanes>(
  parts: Pick<AnyRunParts<B, L>, 'sampling' | 'normalizeObservations'>,
  lanes: L,
  context: Parameters<AnyRunParts<B, L>['sampling']['create']>[0],
  groups: GroupRange,
): Sampler<B> {
  try {
    assertNormalizable(lanes.spec, parts)
    return parts.sampling.create(context, lanes, groups)
  } catch (error) {
    lanes.dispose()
    throw error
  }
}
