import type { ReportedScalars } from '../reported-scalar.ts'

/** What a task reports of where its robot is, and how fast. Names are those of Gymnasium. */
export interface ReportedPlace {
  readonly info: ReportedScalars
  /** Writes these numbers, the first of them at the beginning, and returns how many they are. */
  write(qpos: Float64Array, xVelocity: number, yVelocity: number, into: Float64Array): number
}

/** For a robot that gets ahead along x. */
export const alongX: ReportedPlace = {
  info: {
    x_position: { description: 'x after the step.', unit: 'm' },
    x_velocity: { description: 'Displacement along x / dt.', unit: 'm/s' },
  },
  write(qpos, xVelocity, _, into) {
    into[0] = qpos[0]
    into[1] = xVelocity
    return 2
  },
}
