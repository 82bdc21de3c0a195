import { MAX_VALUE } from './faults.ts'

/**
 * The controls of actions, [lanes, motors]: finite ones beyond what engines accept are brought to that bound. Motors clamp
 * their controls to a range far within it, so that the robot moves alike, and a policy that draws huge actions only pays for
 * them. What is not finite stays as it is, for the engine to refuse.
 */
export function acceptedControls(actions: Float64Array): Float64Array {
  for (let i = 0; i < actions.length; i++) if (Math.abs(actions[i]) > MAX_VALUE) return actions.map(accepted)
  return actions
}

function accepted(action: number): number {
  return Number.isFinite(action) ? Math.min(Math.max(action, -MAX_VALUE), MAX_VALUE) : action
}
