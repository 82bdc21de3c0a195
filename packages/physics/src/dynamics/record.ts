import type { Graph } from '../ir/graph.ts'
import type { Node, Variable } from '../ir/program.ts'
import type { PlanarConstants } from '../model/constants/planar.ts'
import type { Constraint } from './constraint.ts'
import { constraintForces } from './constraint-force.ts'
import { recordFloorForces } from './floor-force.ts'
import type { Kinematics } from './kinematics.ts'
import { at } from './kinematics.ts'
import type { StateRows } from './state-rows.ts'

/** What a step keeps of its last evaluation, in variables; what is not kept is undefined. */
export interface EvaluationRecord {
  /** The coordinates, and the forces of limits and contacts by joint. */
  readonly evaluation: { readonly q: readonly Variable[]; readonly constraintForce: readonly Variable[] } | undefined
  /** The normal force of each contact with the floor. */
  readonly floorForce: readonly Variable[] | undefined
}

/** Variables for what has rows. */
export function startRecord(g: Graph, constants: PlanarConstants, rows: StateRows): EvaluationRecord {
  const zeros = (list: readonly unknown[]) => list.map(() => g.variable('number', g.constant(0)))
  return {
    evaluation: rows.evaluation && { q: zeros(constants.dofs), constraintForce: zeros(constants.dofs) },
    floorForce: rows.floorForce === undefined ? undefined : zeros(constants.floorContacts),
  }
}

/**
 * Writes an evaluation into the record.
 *
 * @param rates the solution, by solver coordinate.
 */
export function record(
  k: Kinematics,
  { evaluation, floorForce }: EvaluationRecord,
  constraints: { readonly all: readonly Constraint[]; readonly floor: readonly Constraint[] },
  rates: readonly Node[],
): void {
  const { g } = k
  if (evaluation) {
    const forces = constraintForces(k, constraints.all, rates)
    k.q.forEach((value, i) => {
      g.set(at(evaluation.q, i), value)
      g.set(at(evaluation.constraintForce, i), at(forces, i))
    })
  }
  if (floorForce) recordFloorForces(k, constraints.floor, rates, floorForce)
}

/** Stores the record into its rows, in the lanes of a mask. */
export function storeRecord(
  g: Graph,
  rows: StateRows,
  { evaluation, floorForce }: EvaluationRecord,
  lanes: Node,
): void {
  const keep = (start: number, variables: readonly Variable[]): void => {
    variables.forEach((variable, i) => {
      const row = start + i
      g.store(row, g.select(lanes, g.positiveZero(g.get(variable)), g.load(row)))
    })
  }
  if (rows.evaluation && evaluation) {
    keep(rows.evaluation.qpos, evaluation.q)
    keep(rows.evaluation.constraintForce, evaluation.constraintForce)
  }
  if (rows.floorForce !== undefined && floorForce) keep(rows.floorForce, floorForce)
}
