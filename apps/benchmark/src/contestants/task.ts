import { z } from 'zod'
import { modelNames } from '../models.ts'
import { networkNames } from '../networks.ts'

const count = z.int().positive()
const network = z.enum(networkNames)
const robot = z.enum([...modelNames, 'paper/swimmer'])
const physics = z.enum(['planar', 'planar f32x4', 'mujoco'])
const simulator = z.union([z.strictObject({ robot, physics }), z.literal('paper/cart-pole')])
const actions = z.enum(['uniform', 'normal'])

/** What one of our own contestants does; it crosses to its process as JSON. */
export const taskSchema = z.discriminatedUnion('kind', [
  /** MuJoCo alone: steps a second. */
  z.strictObject({ kind: z.literal('mujoco'), robot, actions }),
  /** The same as seconds for so many steps. */
  z.strictObject({ kind: z.literal('mujocoSteps'), robot, steps: count }),
  /** Planar physics alone: steps a second. */
  z.strictObject({ kind: z.literal('planar'), robot, actions, numerics: z.enum(['f64x2', 'f32x4', 'f64']) }),
  /** Lanes without a policy: steps a second. */
  z.strictObject({ kind: z.literal('lanes'), simulator, actions }),
  /** The sampler, in batches of so many steps: steps a second. */
  z.strictObject({
    kind: z.literal('sampling'),
    simulator,
    hidden: z.array(count).readonly(),
    network,
    steps: count,
  }),
  /** The policy update of synthetic rows: seconds. */
  z.strictObject({
    kind: z.literal('update'),
    shape: z.strictObject({
      observationSize: count,
      hidden: z.array(count).readonly(),
      actionSize: count,
      rows: count,
    }),
    network,
  }),
  /** A whole iteration of paper/swimmer: seconds. */
  z.strictObject({ kind: z.literal('iteration'), physics, network, paths: count }),
])

/** A validated task. */
export type Task = z.infer<typeof taskSchema>
/** A robot's name among `robots`. */
export type RobotName = z.infer<typeof robot>
/** Engines that move robots. */
export type Physics = z.infer<typeof physics>
/** Simulators that lanes are made of. */
export type Simulator = z.infer<typeof simulator>
/** A task's own fields. */
export type TaskOf<K extends Task['kind']> = Extract<Task, { kind: K }>
