// An environment: a pendulum that hangs down is to be swung up by a torque too weak to lift it at once.
import { box, type RestorableEnvironment, type TimeLimitSnapshot, timeLimit } from '@trpo/envs'
import { cos, sin } from '@trpo/math'

/** Angle from upright in rad, and angular velocity in rad/s. */
type State = readonly [angle: number, velocity: number]

/** The task of Gymnasium's Pendulum-v1: a rod of 1 kg and 1 m, and 200 steps of 0.05 s. */
export function pendulum(): RestorableEnvironment<TimeLimitSnapshot<State>> {
  let state: State = [Math.PI, 0]
  const unlimited: RestorableEnvironment<State> = {
    spec: {
      name: 'guide/pendulum',
      observationSpace: box([-1, -1, -8], [1, 1, 8]),
      actionSpace: box([-2], [2]),
    },
    reset(random) {
      state = [Math.PI * (2 * random.uniform() - 1), 2 * random.uniform() - 1]
    },
    step([action = 0]) {
      const [angle, velocity] = state
      const torque = clip(action, 2)
      const turns = Math.round(angle / (2 * Math.PI))
      const offUpright = angle - 2 * Math.PI * turns
      const cost = offUpright * offUpright + 0.1 * velocity * velocity + 0.001 * torque * torque
      const faster = clip(velocity + 0.05 * (15 * sin(angle) + 3 * torque), 8)
      state = [angle + 0.05 * faster, faster]
      return { reward: -cost, terminated: false }
    },
    observe(into) {
      const [angle, velocity] = state
      into.set([cos(angle), sin(angle), velocity])
    },
    // A state is never changed in place, so it is its own snapshot.
    snapshot: () => state,
    restore(snapshot) {
      state = snapshot
    },
  }
  return timeLimit(unlimited, 200)
}

function clip(value: number, bound: number): number {
  return Math.max(-bound, Math.min(bound, value))
}
