import { alongX, type ReportedPlace } from './reported-place.ts'

/** For a robot that gets ahead along x: also how much higher it is than at `height`, at which it stands. */
export function aboveStance(height: number): ReportedPlace {
  return {
    info: { ...alongX.info, z_distance_from_origin: { description: 'Height over that of the stance.', unit: 'm' } },
    write(qpos, xVelocity, yVelocity, into) {
      into[2] = qpos[1] - height
      return alongX.write(qpos, xVelocity, yVelocity, into) + 1
    },
  }
}
