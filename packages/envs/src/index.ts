export type { ObservationArray } from '@trpo/math'
export { assertAction } from './assert-action.ts'
export { assertStepArrays, type StepArrays } from './assert-lanes.ts'
export { assertTransition } from './assert-transition.ts'
export { CART_POLE, type CartPoleConstants, type CartPoleState, cartPole, cartPoleDynamics } from './cart-pole.ts'
export { CATCH, type CatchConstants, type CatchState, catchFrames, catchGame } from './catch.ts'
export { contains } from './contains.ts'
export { describeSpace } from './describe-space.ts'
export {
  type Environment,
  type EnvironmentSpec,
  isRestorable,
  type RestorableEnvironment,
  type Transition,
} from './environment.ts'
export { LaneError } from './lane-error.ts'
export { laneFailureOf } from './lane-failure.ts'
export { isRestorableLanes, type Lanes, type RestorableLanes } from './lanes.ts'
export { lanesOf } from './lanes-of.ts'
export { type BoxOptions, box, discrete, multiDiscrete } from './make-space.ts'
export { observationArray } from './observation-array.ts'
export { namesOf, type ReportedScalar, type ReportedScalars } from './reported-scalar.ts'
export { sampleSpace } from './sample-space.ts'
export {
  type BoxBounds,
  type BoxSpace,
  type BoxType,
  boxBounds,
  type DiscreteSpace,
  type MultiDiscreteSpace,
  type Space,
  spaceSize,
} from './spaces.ts'
export { specFault } from './spec-fault.ts'
export { type BoxObservations, boxObservations, boxSpec } from './transforms/box-observations.ts'
export { clipAction } from './transforms/clip-action.ts'
export { derive, type Replaced } from './transforms/derive.ts'
export { deriveLanes, type ReplacedLanes } from './transforms/derive-lanes.ts'
export { clipActionLanes, scaleActionLanes } from './transforms/fit-action-lanes.ts'
export { type FrameStackSnapshot, frameStack } from './transforms/frame-stack.ts'
export { frameStackLanes } from './transforms/frame-stack-lanes.ts'
export { scaleAction } from './transforms/scale-action.ts'
export { scaleReward } from './transforms/scale-reward.ts'
export { type TimeLimitSnapshot, timeLimit } from './transforms/time-limit.ts'
export { timeLimitLanes } from './transforms/time-limit-lanes.ts'
export { transitionFault } from './transition-check.ts'
