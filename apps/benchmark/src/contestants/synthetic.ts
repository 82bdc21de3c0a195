import { inProcessShard, localParts, type RunParts, type Shard, zeroBaseline } from '@trpo/core'
import { box, type Environment, lanesOf, multiDiscrete } from '@trpo/envs'
import { categoricalConv, gaussianMlp, type NetworkBuilder, type PolicyModel } from '@trpo/policies'
import { type Random, randomStream } from '@trpo/random'
import { type GroupRange, LANE_GROUPS } from '@trpo/samplers'

/** An update problem: a network shape and how many rows. */
export interface UpdateShape {
  readonly observationSize: number
  readonly hidden: readonly number[]
  readonly actionSize: number
  readonly rows: number
  /** Where observations are images in bytes, and actions tuples of choices. @default normal numbers, and normal actions */
  readonly images?: ImagesShape | undefined
}

/** A network for images. */
interface ImagesShape {
  /** Channels, rows and columns. */
  readonly shape: readonly [channels: number, height: number, width: number]
  /** Convolutions before the hidden layers. */
  readonly convolutions: readonly {
    readonly filters: number
    readonly filterSize: number
    readonly stride: number
  }[]
  /** The number of choices for each entry of an action. */
  readonly classes: readonly number[]
}

/** What bytes are multiplied by. */
export const BYTES = { factor: 1 / 255 } as const

/** `9-30-2`, or `4x52x40-16-16-20-8` with convolutions */
export function shapeName({ observationSize, hidden, actionSize, images }: Omit<UpdateShape, 'rows'>): string {
  if (images !== undefined) {
    const filters = images.convolutions.map((convolution) => convolution.filters)
    const logits = images.classes.reduce((sum, count) => sum + count, 0)
    return [images.shape.join('x'), ...filters, ...hidden, logits].join('-')
  }
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
  return lanesOf(() => environmentOf(shape), count)
}

function environmentOf(shape: UpdateShape): Environment {
  return shape.images === undefined ? synthetic(shape) : syntheticImages(shape, shape.images)
}

/** Images of random bytes, four of which come from one draw. */
function syntheticImages({ observationSize }: UpdateShape, { shape, classes }: ImagesShape): Environment {
  const words = new Uint32Array(Math.ceil(observationSize / 4))
  const observation = new Uint8Array(words.buffer, 0, observationSize)
  const draw = (random: Random) => {
    for (let i = 0; i < words.length; i++) words[i] = random.integer(2 ** 32)
  }
  return {
    spec: {
      name: 'synthetic images',
      observationSpace: box(0, 255, { shape, type: 'u8' }),
      actionSpace: multiDiscrete(classes),
    },
    reset: draw,
    step(action, random) {
      const reward = (observation[0] / 255 - 0.5) * (action[0] - 1) + random.normal()
      draw(random)
      return { reward, terminated: false }
    },
    observe(into) {
      into.set(observation)
    },
  }
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
  const { images } = shape
  const model =
    images === undefined
      ? gaussianMlp({ ...shape, buildNetwork })
      : categoricalConv({ ...shape, ...images, observationShape: images.shape, rescale: BYTES, buildNetwork })
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
    environmentOf(shape).spec,
  )
}

/** The shard that samples the rows of some lane groups, and computes sums over them. */
export function syntheticShard(shape: UpdateShape, model: PolicyModel, groups?: GroupRange): Shard {
  return inProcessShard(syntheticParts(shape, model), (count) => syntheticLanes(shape, count), groups)
}
