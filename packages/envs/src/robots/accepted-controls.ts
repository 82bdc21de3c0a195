import { MAX_VALUE } from './faults.ts'

/**
 * A function that makes controls of actions, [lanes, motors]: finite ones beyond what engines accept are brought to that bound.
 * Motors clamp their controls to a range far within it, so that the robot moves alike, and a policy that draws huge actions
 * only pays for them. What is not finite stays as it is, for the engine to refuse. It gives the actions themselves where all are
 * accepted, and else an array that the next call may write to.
 */
export function acceptedControls(size: number): (actions: Float64Array) => Float64Array {
  const controls = new Float64Array(size)
  return (actions) => {
    let isAccepted = true
    for (let i = 0; i < actions.length; i++) if (Math.abs(actions[i]) > MAX_VALUE) isAccepted = false
    if (isAccepted) return actions
    for (let i = 0; i < actions.length; i++) {
      const action = actions[i]
      controls[i] = Number.isFinite(action) ? Math.min(Math.max(action, -MAX_VALUE), MAX_VALUE) : action
    }
    return controls
  }
}
