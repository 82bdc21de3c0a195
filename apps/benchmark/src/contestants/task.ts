import { z } from 'zod'
import { modelNames } from '../models.ts'
import { networkNames } from '../networks.ts'

const count = z.int().positive()
const network = z.enum(networkNames)
const robot = z.enum([...modelNames, 'paper/swimmer'])
const physics = z.enum(['planar', 'planar f32x4', 'mujoco'])
const simulator = z.union([z.strictObject({ robot, physics }), z.literal('paper/cart-pole')])
const actions = z.enum(['uniform', 'normal'])

const mujocoLoop = z.strictObject({ kind: z.literal('mujoco'), robot, actions })
const planarLoop = z.strictObject({
  kind: z.literal('planar'),
  robot,
  actions,
  numerics: z.enum(['f64x2', 'f32x4', 'f64']),
})
const shape = z.strictObject({
  observationSize: count,
  hidden: z.array(count).readonly(),
  actionSize: count,
  rows: count,
  images: z
    .strictObject({
      shape: z.tuple([count, count, count]).readonly(),
      convolutions: z.array(z.strictObject({ filters: count, filterSize: count, stride: count })).readonly(),
      classes: z.array(count).readonly(),
    })
    .optional(),
})
const fitShape = z.strictObject({
  inputSize: count,
  hidden: z.array(count).readonly(),
  rows: count,
  epochs: count,
  batchSize: count,
})
/** A robot, its engine and its policy, in worker threads. */
const inWorkers = { robot, physics, hidden: z.array(count).readonly(), network, lanes: count, workers: count }

/** The work of one thread of raw loops. */
export const loopSchema = z.discriminatedUnion('kind', [mujocoLoop, planarLoop])

/** The task of one of our own contestants; it is sent to its process as JSON. */
export const taskSchema = z.discriminatedUnion('kind', [
  /** MuJoCo alone: steps a second. */
  mujocoLoop,
  /** MuJoCo alone: seconds for a number of steps. */
  z.strictObject({ kind: z.literal('mujocoSteps'), robot, steps: count }),
  /** Planar physics alone: steps a second. */
  planarLoop,
  /** Lanes without a policy: steps a second. */
  z.strictObject({ kind: z.literal('lanes'), simulator, actions }),
  /** Lanes of an environment of Gymnasium, in a Python process: steps a second. */
  z.strictObject({ kind: z.literal('bridge'), id: z.string(), python: z.string() }),
  /** Lanes of a game of Atari, in a Python process: steps a second. */
  z.strictObject({ kind: z.literal('atari'), game: z.string(), lanes: count, python: z.string() }),
  /** An iteration of a preset of Atari, in worker threads: seconds. */
  z.strictObject({
    kind: z.literal('atariIteration'),
    preset: z.string(),
    steps: count,
    workers: count,
    python: z.string(),
  }),
  /** The sampler, in batches of a number of steps: steps a second. */
  z.strictObject({
    kind: z.literal('sampling'),
    simulator,
    hidden: z.array(count).readonly(),
    network,
    steps: count,
  }),
  /** The sampler of the vine, in batches of Table 2: steps a second, those of rollouts included. */
  z.strictObject({
    kind: z.literal('vineSampling'),
    simulator,
    hidden: z.array(count).readonly(),
    network,
    trunkSteps: count,
    states: count,
    branchSteps: count,
  }),
  /** The policy update of synthetic rows: seconds. */
  z.strictObject({
    kind: z.literal('update'),
    shape,
    network,
  }),
  /** A value network's fit by Adam to synthetic rows: seconds. */
  z.strictObject({ kind: z.literal('fit'), shape: fitShape, network }),
  /** A whole iteration of paper/swimmer: seconds. */
  z.strictObject({ kind: z.literal('iteration'), physics, network, paths: count }),
  /** A whole iteration of a robot with a value network, in one thread: seconds. */
  z.strictObject({
    kind: z.literal('criticIteration'),
    robot,
    physics,
    hidden: z.array(count).readonly(),
    network,
    lanes: count,
    steps: count,
    passes: count,
  }),
  /** Either kind of simulation alone, in several independent threads: steps a second of all. */
  z.strictObject({ kind: z.literal('rawLoops'), threads: count, loop: loopSchema }),
  /** Batches of a number of steps, of shards in worker threads: steps a second. */
  z.strictObject({ kind: z.literal('workerSampling'), ...inWorkers, steps: count }),
  /** The policy update of synthetic rows, of shards in worker threads: seconds. */
  z.strictObject({ kind: z.literal('workerUpdate'), shape, network, workers: count }),
  /** A whole iteration, of shards in worker threads, with so many passes of a value network's fit: seconds. */
  z.strictObject({ kind: z.literal('workerIteration'), ...inWorkers, paths: count, passes: count.optional() }),
])

/** A validated task. */
export type Task = z.infer<typeof taskSchema>
/** A robot's name among `robots`. */
export type RobotName = z.infer<typeof robot>
/** Engines that move robots. */
export type Physics = z.infer<typeof physics>
/** Simulators that lanes are made of. */
export type Simulator = z.infer<typeof simulator>
/** A value network and how it is fitted. */
export type FitShape = z.infer<typeof fitShape>
/** A task's own fields. */
export type TaskOf<K extends Task['kind']> = Extract<Task, { kind: K }>
