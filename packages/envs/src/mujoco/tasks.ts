import { halfCheetahV5Task as halfCheetahTask } from '../robots/half-cheetah.ts'
import { paperHopperTask as hopperOfPaper, hopperV5Task as hopperTask } from '../robots/hopper.ts'
import { invertedDoublePendulumV5Task as doublePendulumTask } from '../robots/inverted-double-pendulum.ts'
import { invertedPendulumV5Task as pendulumTask } from '../robots/inverted-pendulum.ts'
import { reacherV5Task as reacherTask } from '../robots/reacher.ts'
import { paperSwimmerTask as swimmerOfPaper, swimmerV5Task as swimmerTask } from '../robots/swimmer.ts'
import type { RobotTask } from '../robots/task.ts'
import { paperWalkerTask as walkerOfPaper, walker2dV5Task as walkerTask } from '../robots/walker2d.ts'
import { halfCheetahRobot } from './mjcf/half-cheetah.ts'
import { hopperRobot } from './mjcf/hopper.ts'
import { invertedDoublePendulumRobot } from './mjcf/inverted-double-pendulum.ts'
import { invertedPendulumRobot } from './mjcf/inverted-pendulum.ts'
import { reacherRobot } from './mjcf/reacher.ts'
import { swimmerRobot } from './mjcf/swimmer.ts'
import { walker2dRobot, walkerWithFeetRobot } from './mjcf/walker2d.ts'

/** `HalfCheetah-v5` for every engine: 17 observations, 6 motors. */
export const halfCheetahV5Task: RobotTask = { ...halfCheetahTask, model: halfCheetahRobot }

/** `Hopper-v5` for every engine: 11 observations, 3 motors. */
export const hopperV5Task: RobotTask = { ...hopperTask, model: hopperRobot }

/** `paper/hopper` for every engine: 11 observations, 3 motors. */
export const paperHopperTask: RobotTask = { ...hopperOfPaper, model: hopperRobot }

/** `InvertedDoublePendulum-v5` for every engine: 9 observations, 1 motor. */
export const invertedDoublePendulumV5Task: RobotTask = { ...doublePendulumTask, model: invertedDoublePendulumRobot }

/** `InvertedPendulum-v5` for every engine: 4 observations, 1 motor. */
export const invertedPendulumV5Task: RobotTask = { ...pendulumTask, model: invertedPendulumRobot }

/** `Reacher-v5` for every engine: 10 observations, 2 motors. */
export const reacherV5Task: RobotTask = { ...reacherTask, model: reacherRobot }

/** `paper/swimmer` for every engine: 9 observations, 2 motors. */
export const paperSwimmerTask: RobotTask = { ...swimmerOfPaper, model: swimmerRobot }

/** `Swimmer-v5` for every engine: 8 observations, 2 motors. */
export const swimmerV5Task: RobotTask = { ...swimmerTask, model: swimmerRobot }

/** `paper/walker` for every engine: 17 observations, 6 motors, feet that feel the floor. */
export const paperWalkerTask: RobotTask = { ...walkerOfPaper, model: walkerWithFeetRobot }

/** `Walker2d-v5` for every engine: 17 observations, 6 motors. */
export const walker2dV5Task: RobotTask = { ...walkerTask, model: walker2dRobot }
