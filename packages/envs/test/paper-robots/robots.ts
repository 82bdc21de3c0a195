import { hopperV5Task, paperHopperTask, paperWalkerTask, walker2dV5Task } from '@trpo/envs/mujoco'

/** The robots of the paper with what Gymnasium has of the same kind: feet that a task sees, and numbers that it observes. */
export const robots = [
  { task: paperHopperTask, v5: hopperV5Task, feet: 0, observations: 11 },
  { task: paperWalkerTask, v5: walker2dV5Task, feet: 2, observations: 17 },
].map((each) => ({ name: each.task.spec.name, ...each }))

/** The mask of a step of one lane. */
export const one = Uint8Array.of(1)

/** Forces that nothing pushes with. */
export const none = {
  sites: new Float64Array(0),
  constraintForce: new Float64Array(0),
  floorForces: new Float64Array(2),
  quantities: new Float64Array(0),
}
