import { cos, sin } from '@trpo/math'
import { reacher } from '@trpo/physics'
import type { FootlessRobot } from './task.ts'

/** What both descriptions of the arm say, in m. */
export const REACHER = {
  armLength: 0.1,
  /** From the elbow to the middle of the fingertip. */
  fingertip: 0.11,
  /** Height of arm and target above the table. */
  height: 0.01,
  /** Where the target's coordinates begin. */
  home: { x: 0.1, y: -0.1 },
} as const

/**
 * An arm of two links over a table, and a target: qpos = [shoulder, elbow, target x, target y] in rad and m, qvel its
 * time derivative, two motors. The target slides, but nothing moves it. Sites: fingertip, target.
 */
export const reacherModel: FootlessRobot = {
  name: 'reacher',
  planar: reacher,
  frameSkip: 2,
  timestep: 0.01,
  sites: {
    names: ['fingertip', 'target'],
    place(qpos, into) {
      const forearm = qpos[0] + qpos[1]
      into[0] = REACHER.armLength * cos(qpos[0]) + REACHER.fingertip * cos(forearm)
      into[1] = REACHER.armLength * sin(qpos[0]) + REACHER.fingertip * sin(forearm)
      into[2] = REACHER.height
      // As MuJoCo adds it up, bit for bit: a slide moves by its coordinate less its reference.
      into[3] = REACHER.home.x + (qpos[2] - REACHER.home.x)
      into[4] = REACHER.home.y + (qpos[3] - REACHER.home.y)
      into[5] = REACHER.height
    },
  },
}
