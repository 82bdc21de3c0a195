export { assertAction } from './assert-action.ts'
export { CART_POLE, type CartPoleConstants, type CartPoleState, cartPole, cartPoleDynamics } from './cart-pole.ts'
export {
  type Environment,
  type EnvironmentSpec,
  isRestorable,
  type RestorableEnvironment,
  type Transition,
} from './environment.ts'
export { isRestorableLanes, type Lanes, type RestorableLanes } from './lanes.ts'
export { lanesOf } from './lanes-of.ts'
export { sampleSpace } from './sample-space.ts'
export {
  type BoxSpace,
  box,
  contains,
  type DiscreteSpace,
  describeSpace,
  discrete,
  type MultiDiscreteSpace,
  multiDiscrete,
  type Space,
  spaceSize,
} from './spaces.ts'
export { clipAction } from './transforms/clip-action.ts'
export { clipActionLanes, scaleActionLanes } from './transforms/fit-action-lanes.ts'
export { scaleAction } from './transforms/scale-action.ts'
export { scaleReward } from './transforms/scale-reward.ts'
export { type TimeLimitSnapshot, timeLimit } from './transforms/time-limit.ts'
export { timeLimitLanes } from './transforms/time-limit-lanes.ts'
export { transitionFault } from './transition-check.ts'
