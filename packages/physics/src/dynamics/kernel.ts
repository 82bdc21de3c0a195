import { createGraph } from '../ir/graph.ts'
import type { Program } from '../ir/program.ts'
import type { PlanarConstants } from '../model/constants/planar.ts'
import type { Numerics } from '../wasm/numerics.ts'
import { integrate } from './evaluate.ts'
import { motorForces } from './forces.ts'
import { absolute, at, relative } from './kinematics.ts'
import { startRecord, storeRecord } from './record.ts'
import { usualFullSteps } from './solve.ts'
import { type Kept, keepNothing, stateRows } from './state-rows.ts'

/** A state is bad when the magnitudes of all coordinates and velocities add up to this or more, or to NaN. */
export const largestState = 1e10

/**
 * The kernel of a model for one block of lanes: any number of physics steps under constant controls.
 *
 * @param fullSteps see `solveConstrained`.
 * @param kept whose rows exist and are written.
 */
export function stepKernel(
  constants: PlanarConstants,
  numerics: Numerics,
  fullSteps: number = usualFullSteps,
  kept: Kept = keepNothing,
): Program {
  const g = createGraph()
  const rows = stateRows(constants, kept)
  const n = constants.dofs.length
  const index = Array.from({ length: n }, (_, i) => i)
  const enabled = g.lt(g.constant(0), g.load(rows.enabled))
  g.ifAny(enabled, () => {
    const q = index.map((i) => g.variable('number', g.load(rows.qpos + i)))
    const velocity = index.map((i) => g.variable('number', g.load(rows.qvel + i)))
    const joints = index.map((i) => g.load(rows.qacc + i))
    const acceleration = absolute(g, constants, joints).map((value) => g.variable('number', value))
    const controls = constants.motors.map((_, i) => g.load(rows.control + i))
    const motors = motorForces({ g, constants }, controls)
    const alive = g.variable('mask', enabled)
    const record = startRecord(g, constants, rows)
    g.loop('substeps', () => {
      const before = { q: q.map((x) => g.get(x)), velocity: velocity.map((x) => g.get(x)) }
      const start = acceleration.map((x) => g.get(x))
      const after = integrate(
        g,
        constants,
        { numerics, awaited: alive, fullSteps, record },
        q,
        velocity,
        motors,
        acceleration,
      )
      const size = g.sum([...after.q, ...after.velocity].map((x) => g.abs(x)))
      const good = g.and(g.get(alive), g.lt(size, g.constant(largestState)))
      g.set(alive, good)
      index.forEach((i) => {
        g.set(at(q, i), g.select(good, g.positiveZero(at(after.q, i)), at(before.q, i)))
        g.set(at(velocity, i), g.select(good, g.positiveZero(at(after.velocity, i)), at(before.velocity, i)))
        const a = at(acceleration, i)
        g.set(a, g.select(good, g.positiveZero(g.get(a)), at(start, i)))
      })
    })
    const relativeAcceleration = relative(
      g,
      constants,
      acceleration.map((x) => g.get(x)),
    )
    index.forEach((i) => {
      g.store(rows.qpos + i, g.get(at(q, i)))
      g.store(rows.qvel + i, g.get(at(velocity, i)))
      g.store(rows.qacc + i, g.select(g.get(alive), at(relativeAcceleration, i), at(joints, i)))
    })
    storeRecord(g, rows, record, g.get(alive))
    const status = g.select(g.get(alive), g.constant(0), g.constant(1))
    g.store(rows.failed, g.select(enabled, status, g.load(rows.failed)))
  })
  return g.finish()
}
