import type { ReportedScalar, ReportedScalars } from '../reported-scalar.ts'

// Names are those that Gymnasium's v5 tasks have for the same numbers in `info`.

/** A part of the reward: one chart shows them beside each other. */
export function rewardPart(description: string): ReportedScalar {
  return { description, chart: 'Parts of the reward' }
}

const metres = (description: string): ReportedScalar => ({ description, unit: 'm' })
const speed = (axis: string): ReportedScalar => ({ description: `Displacement along ${axis} / dt.`, unit: 'm/s' })

/** What a task reports of where its robot is, and how fast. */
export interface ReportedPlace {
  readonly info: ReportedScalars
  /** Writes these numbers, the first of them at the beginning, and returns how many they are. */
  write(qpos: Float64Array, xVelocity: number, yVelocity: number, into: Float64Array): number
}

/** For a robot that gets ahead along x. */
export const alongX: ReportedPlace = {
  info: { x_position: metres('x after the step.'), x_velocity: speed('x') },
  write(qpos, xVelocity, _, into) {
    into[0] = qpos[0]
    into[1] = xVelocity
    return 2
  },
}

/** The same, and how much higher it is than at `height`, which it stands at. */
export function aboveStance(height: number): ReportedPlace {
  return {
    info: { ...alongX.info, z_distance_from_origin: metres('Height over that of the stance.') },
    write(qpos, xVelocity, yVelocity, into) {
      into[2] = qpos[1] - height
      return alongX.write(qpos, xVelocity, yVelocity, into) + 1
    },
  }
}

/** For a robot that moves along x and y, its first two coordinates. */
export const inPlane: ReportedPlace = {
  info: {
    ...alongX.info,
    y_position: metres('y after the step.'),
    y_velocity: speed('y'),
    distance_from_origin: metres('Distance from x = y = 0.'),
  },
  write(qpos, xVelocity, yVelocity, into) {
    into[2] = qpos[1]
    into[3] = yVelocity
    into[4] = Math.sqrt(qpos[0] * qpos[0] + qpos[1] * qpos[1])
    return alongX.write(qpos, xVelocity, yVelocity, into) + 3
  },
}
