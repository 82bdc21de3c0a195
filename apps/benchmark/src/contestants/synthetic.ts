import { inProcessShard, localParts, type RunParts, type Shard, zeroBaseline } from '@trpo/core'
import { box, type Environment, lanesOf } from '@trpo/envs'
import { gaussianMlp, type NetworkBuilder, type PolicyModel } from '@trpo/policies'
import { randomStream } from '@trpo/random'
import { type GroupRange, LANE_GROUPS } from '@trpo/samplers'

/** An update problem: a network shape and how many rows. */
export interface UpdateShape {
  readonly observationSize: number
  readonly hidden: readonly number[]
  readonly actionSize: number
  readonly rows: number
}

/** `9-30-2` */
export function shapeName({ observationSize, hidden, actionSize }: Omit<UpdateShape, 'rows'>): string {
  return [observationSize, ...hidden, actionSize].join('-')
}

/** The number of lanes that the rows are spread over, the same in each lane group. */
export const SYNTHETIC_LANES = 4 * LANE_GROUPS

export const SYNTHETIC_SEED = 1

/**
 * Lanes whose observations are independent rows of standard normal numbers. The reward depends on the action, with
 * noise, so the update has something to find. With discount 0 the rows are independent samples.
 */
export function syntheticLanes(shape: UpdateShape, count: number) {
  return lanesOf(() => synthetic(shape), count)
}

function synthetic({ observationSize, actionSize }: UpdateShape): Environment {
  const infinite = (size: number, bound: number) => new Array<number>(size).fill(bound)
  const observation = new Float64Array(observationSize)
  return {
    spec: {
      name: 'synthetic rows',
      observationSpace: box(infinite(observationSize, -Infinity), infinite(observationSize, Infinity)),
      actionSpace: box(infinite(actionSize, -Infinity), infinite(actionSize, Infinity)),
    },
    reset(random) {
      for (let i = 0; i < observationSize; i++) observation[i] = random.normal()
    },
    step(action, random) {
      const reward = observation[0] * action[0] + random.normal()
      for (let i = 0; i < observationSize; i++) observation[i] = random.normal()
      return { reward, terminated: false }
    },
    observe(into) {
      into.set(observation)
    },
  }
}

/** The policy whose update is timed, and its parameters. */
export function syntheticModel(
  shape: UpdateShape,
  buildNetwork: NetworkBuilder,
): { readonly model: PolicyModel; readonly theta: Float64Array } {
  const model = gaussianMlp({ ...shape, buildNetwork })
  return { model, theta: model.network.init(randomStream(SYNTHETIC_SEED, 'init')) }
}

/**
 * The parts of a run whose update is timed. Its rows are independent, so the discount is 0 and there is no baseline.
 */
export function syntheticParts(shape: UpdateShape, model: PolicyModel): RunParts {
  return localParts(
    {
      seed: SYNTHETIC_SEED,
      model,
      baseline: zeroBaseline(),
      lanes: SYNTHETIC_LANES,
      quota: { kind: 'steps', steps: shape.rows },
      discount: 0,
    },
    synthetic(shape).spec,
  )
}

/** The shard that samples the rows of some lane groups, and computes sums over them. */
export function syntheticShard(shape: UpdateShape, model: PolicyModel, groups?: GroupRange): Shard {
  return inProcessShard(syntheticParts(shape, model), (count) => syntheticLanes(shape, count), groups)
}
