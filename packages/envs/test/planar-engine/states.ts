import { type RobotEngine, swimmerV5Task } from '@trpo/envs/mujoco'
import fc from 'fast-check'

/** The robot that these tests move. */
export const { model } = swimmerV5Task

/** The angle, in rad, beyond which the limits of the swimmer's elbows push. */
export const BEND = (100 / 180) * Math.PI

/** Uniform, or of any order of magnitude: nearly at rest is where solvers stop early. */
const number = (bound: number) =>
  fc.oneof(
    fc.integer({ min: -1e6, max: 1e6 }).map((millionths) => (bound * millionths) / 1e6),
    fc.double({ min: -bound, max: bound, noNaN: true }),
  )
/** So many numbers, each within plus and minus the bound. */
export const vector = (size: number, bound: number) => fc.array(number(bound), { minLength: size, maxLength: size })

/** Somewhere in the plane, elbows up to a fifth beyond their limits, at speeds that the fluid lets it have. */
export const state = fc.record({
  qpos: fc
    .tuple(vector(2, 3), number(4), vector(2, 1.2 * BEND))
    .map(([place, heading, elbows]) => [...place, heading, ...elbows]),
  qvel: vector(5, 3),
})

/** Starts a lane from a state. */
export function start(engine: RobotEngine, lane: number, { qpos, qvel }: { qpos: number[]; qvel: number[] }): void {
  engine.qpos[lane].set(qpos)
  engine.qvel[lane].set(qvel)
  engine.start(lane)
}

/** Positions and velocities of a lane. */
export const stateOf = (engine: RobotEngine, lane: number) => [...engine.qpos[lane], ...engine.qvel[lane]]
