import type { Graph } from '../ir/graph.ts'
import type { Node, Variable } from '../ir/program.ts'
import type { PlanarConstants } from '../model/constants/planar.ts'
import type { Numerics } from '../wasm/numerics.ts'
import { limitConstraints } from './constraint.ts'
import { floorConstraints } from './floor.ts'
import { addFluidForces, addJointForces } from './forces.ts'
import { at, kinematics, relative } from './kinematics.ts'
import { accumulateJoint, inertia } from './mass.ts'
import { pairConstraints } from './pair.ts'
import { type EvaluationRecord, record } from './record.ts'
import { solveConstrained } from './solve.ts'
import { solveSymmetric, symmetricTimes } from './symmetric.ts'

/** How a kernel computes. */
export interface EvaluationSettings {
  readonly numerics: Numerics
  /** A mask: the lanes whose results are used. */
  readonly awaited: Variable
  /** How many passes the solver makes before its line search. */
  readonly fullSteps: number
  /** Where the last evaluation of a step is recorded. */
  readonly record: EvaluationRecord
}

/**
 * The acceleration of all joints in a state.
 *
 * @param acceleration the solver's start, and then its solution, by solver coordinate.
 * @param implicitStep when not 0, joint damping is implicit over a step of that length: (M + h B) a' = M a (MuJoCo's
 * Euler integrator).
 * @param whenLast writes what happens only in the last evaluation of a step.
 * @returns joint accelerations.
 */
function evaluate(
  g: Graph,
  constants: PlanarConstants,
  settings: EvaluationSettings,
  state: { readonly q: readonly Node[]; readonly velocity: readonly Node[]; readonly motors: readonly Node[] },
  acceleration: readonly Variable[],
  implicitStep: number,
  whenLast: (body: () => void) => void,
): readonly Node[] {
  const k = kinematics(g, constants, state.q, state.velocity, settings.numerics)
  const { mass, force } = inertia(k)
  addJointForces(k, force, state.motors)
  addFluidForces(k, force)
  const [limits, floor] = [limitConstraints(k), floorConstraints(k)]
  const constraints = [...limits, ...floor, ...pairConstraints(k)]
  solveConstrained(k, { mass, force }, constraints, acceleration, g.get(settings.awaited), settings.fullSteps)
  const solution = acceleration.map((variable) => g.get(variable))
  const { record: into } = settings
  if (into.evaluation || into.floorForce) {
    whenLast(() => record(k, into, { all: constraints, floor }, solution))
  }
  if (implicitStep === 0 || constants.dofs.every((dof) => dof.damping === 0)) return relative(g, constants, solution)
  const implicit = mass.map((row) => [...row])
  constants.dofs.forEach((dof, i) => {
    accumulateJoint(k, implicit, i, g.constant(implicitStep * dof.damping))
  })
  return relative(g, constants, solveSymmetric(g, implicit, symmetricTimes(g, mass, solution)))
}

/** Classical Runge-Kutta of fourth order: the time of each stage within the step, and its share of the result. */
const rungeKutta: { readonly reach: readonly number[]; readonly share: readonly number[] } = {
  reach: [0.5, 0.5, 1, 0],
  share: [1 / 6, 1 / 3, 1 / 3, 1 / 6],
}

/** One physics step from variables to new values of them; the solver's start is kept in `acceleration`. */
export function integrate(
  g: Graph,
  constants: PlanarConstants,
  settings: EvaluationSettings,
  q: readonly Variable[],
  velocity: readonly Variable[],
  motors: readonly Node[],
  acceleration: readonly Variable[],
): { readonly q: readonly Node[]; readonly velocity: readonly Node[] } {
  const h = constants.timestep
  const read = (list: readonly Variable[]) => list.map((variable) => g.get(variable))
  const [q0, v0] = [read(q), read(velocity)]
  if (constants.integrator === 'euler') {
    const a = evaluate(g, constants, settings, { q: q0, velocity: v0, motors }, acceleration, h, (body) => body())
    const v1 = v0.map((v, i) => g.add(v, g.mul(g.constant(h), at(a, i))))
    return { q: q0.map((x, i) => g.add(x, g.mul(g.constant(h), at(v1, i)))), velocity: v1 }
  }
  const zero = g.constant(0)
  const sumV = q.map(() => g.variable('number', zero))
  const sumA = q.map(() => g.variable('number', zero))
  g.loop(4, (stage) => {
    const reach = g.table(
      rungeKutta.reach.map((c) => c * h),
      stage,
    )
    const share = g.table(rungeKutta.share, stage)
    const [qs, vs] = [read(q), read(velocity)]
    const a = evaluate(g, constants, settings, { q: qs, velocity: vs, motors }, acceleration, 0, (body) =>
      g.ifCount(stage, rungeKutta.reach.length - 1, body),
    )
    q.forEach((variable, i) => {
      const [total, rate] = [at(sumV, i), at(sumA, i)]
      g.set(total, g.add(g.get(total), g.mul(share, at(vs, i))))
      g.set(rate, g.add(g.get(rate), g.mul(share, at(a, i))))
      g.set(variable, g.add(at(q0, i), g.mul(reach, at(vs, i))))
      g.set(at(velocity, i), g.add(at(v0, i), g.mul(reach, at(a, i))))
    })
  })
  const step = g.constant(h)
  return {
    q: q0.map((x, i) => g.add(x, g.mul(step, g.get(at(sumV, i))))),
    velocity: v0.map((v, i) => g.add(v, g.mul(step, g.get(at(sumA, i))))),
  }
}
