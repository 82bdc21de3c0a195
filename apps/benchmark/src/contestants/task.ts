import { z } from 'zod'
import { networkNames } from '../networks.ts'

const count = z.int().positive()
const network = z.enum(networkNames)
const simulator = z.enum(['Swimmer-v5', 'paper/cart-pole'])
const robot = z.enum(['Swimmer-v5', 'paper/swimmer'])

/** What one of our own contestants does; it crosses to its process as JSON. */
export const taskSchema = z.discriminatedUnion('kind', [
  /** MuJoCo alone: steps a second. */
  z.strictObject({ kind: z.literal('raw'), robot }),
  /** The same as seconds for so many steps. */
  z.strictObject({ kind: z.literal('rawSteps'), robot, steps: count }),
  /** Lanes without a policy: steps a second. */
  z.strictObject({ kind: z.literal('lanes'), simulator }),
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
  z.strictObject({ kind: z.literal('iteration'), network, paths: count }),
])

/** A validated task. */
export type Task = z.infer<typeof taskSchema>
/** Simulators that lanes are made of. */
export type Simulator = z.infer<typeof simulator>
/** A task's own fields. */
export type TaskOf<K extends Task['kind']> = Extract<Task, { kind: K }>
