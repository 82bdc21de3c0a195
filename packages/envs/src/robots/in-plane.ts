import { alongX, type ReportedPlace } from './reported-place.ts'

/** For a robot that moves along x and y, its first two coordinates. */
export const inPlane: ReportedPlace = {
  info: {
    ...alongX.info,
    y_position: { description: 'y after the step.', unit: 'm' },
    y_velocity: { description: 'Displacement along y / dt.', unit: 'm/s' },
    distance_from_origin: { description: 'Distance from x = y = 0.', unit: 'm' },
  },
  write(qpos, xVelocity, yVelocity, into) {
    into[2] = qpos[1]
    into[3] = yVelocity
    into[4] = Math.sqrt(qpos[0] * qpos[0] + qpos[1] * qpos[1])
    return alongX.write(qpos, xVelocity, yVelocity, into) + 3
  },
}
