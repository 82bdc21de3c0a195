import type { PlanarConstants } from '../model/constants/planar.ts'

/** What a kernel keeps of the last evaluation of the dynamics, beside the state itself. */
export interface Kept {
  /** Coordinates, and the forces of limits and contacts by joint. */
  readonly evaluation: boolean
  /** The normal forces of the contacts with the floor. */
  readonly floorForces: boolean
}

/** Nothing beside the state. */
export const keepNothing: Kept = { evaluation: false, floorForces: false }

/** Rows of state in memory, each with one number a lane. */
export interface StateRows {
  readonly qpos: number
  readonly qvel: number
  readonly qacc: number
  /** Coordinates and constraint forces of the last evaluation; undefined where they are not kept. */
  readonly evaluation: { readonly qpos: number; readonly constraintForce: number } | undefined
  /** One row for each contact with the floor; undefined where its forces are not kept. */
  readonly floorForce: number | undefined
  /** The first row behind what a snapshot holds. */
  readonly control: number
  /** 1 in lanes that take part in a step. */
  readonly enabled: number
  /** Set to 1 in lanes whose step failed, to 0 in others that took part. */
  readonly failed: number
  readonly count: number
}

/** The rows of each part of the state. */
export function stateRows(constants: PlanarConstants, kept: Kept = keepNothing): StateRows {
  const n = constants.dofs.length
  const evaluation = kept.evaluation ? { qpos: 3 * n, constraintForce: 4 * n } : undefined
  const afterEvaluation = (evaluation ? 5 : 3) * n
  const floorForce = kept.floorForces ? afterEvaluation : undefined
  const control = afterEvaluation + (kept.floorForces ? constants.floorContacts.length : 0)
  const enabled = control + constants.motors.length
  return {
    qpos: 0,
    qvel: n,
    qacc: 2 * n,
    evaluation,
    floorForce,
    control,
    enabled,
    failed: enabled + 1,
    count: enabled + 2,
  }
}
