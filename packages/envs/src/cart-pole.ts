import { cos, sin } from '@trpo/math'
import { assertAction } from './assert-action.ts'
import type { EnvironmentSpec, RestorableEnvironment } from './environment.ts'
import { box } from './make-space.ts'
import { type BoxObservations, boxObservations } from './transforms/box-observations.ts'
import { type TimeLimitSnapshot, timeLimit } from './transforms/time-limit.ts'

/** The numbers of cart-pole, in SI units. */
export interface CartPoleConstants {
  /** Acceleration of gravity. */
  readonly gravity: number
  /** Mass of the cart. */
  readonly cartMass: number
  /** Mass of the pole. */
  readonly poleMass: number
  /** From the pivot to the middle of the pole. */
  readonly poleHalfLength: number
  /** The greatest force on the cart, in either direction. */
  readonly maxForce: number
  /** Length of a step. */
  readonly timeStep: number
  /** Beyond this distance from the middle of the track the episode has failed. */
  readonly maxPosition: number
  /** Beyond this angle from upright the episode has failed. */
  readonly maxAngle: number
  /** Each of the four numbers starts uniformly between minus and plus this. */
  readonly resetNoise: number
  /** Steps after which an episode is truncated. */
  readonly episodeSteps: number
}

/**
 * The constants of Barto, Sutton and Anderson 1983, appendix, except for the start (see `cartPole`) and the number of steps.
 */
export const CART_POLE: CartPoleConstants = {
  gravity: 9.8,
  cartMass: 1,
  poleMass: 0.1,
  poleHalfLength: 0.5,
  maxForce: 10,
  timeStep: 0.02,
  maxPosition: 2.4,
  maxAngle: (12 * Math.PI) / 180,
  resetNoise: 0.05,
  episodeSteps: 1000,
}

/** The state: position of the cart, its velocity, angle of the pole from upright, its angular velocity. */
export type CartPoleState = readonly [position: number, velocity: number, angle: number, angularVelocity: number]

/**
 * The state one time step after `state` under `force`, by Euler's method: positions move by the old velocities.
 *
 * `Deviates:` from Barto, Sutton and Anderson 1983, who subtract friction of the cart (5e-4 N) and of the pole
 * (2e-6 N m s): as in their own published program and in Gymnasium there is none, since Florian 2007 ("Correct
 * equations for the dynamics of the cart-pole system") showed that their friction terms do not follow from mechanics.
 */
export function cartPoleDynamics(state: CartPoleState, force: number): CartPoleState {
  const { gravity, cartMass, poleMass, poleHalfLength, timeStep } = CART_POLE
  const [position, velocity, angle, angularVelocity] = state
  const sine = sin(angle)
  const cosine = cos(angle)
  const mass = cartMass + poleMass
  const push = (force + poleMass * poleHalfLength * angularVelocity * angularVelocity * sine) / mass
  const angularAcceleration =
    (gravity * sine - cosine * push) / (poleHalfLength * (4 / 3 - (poleMass * cosine * cosine) / mass))
  const acceleration = push - (poleMass * poleHalfLength * angularAcceleration * cosine) / mass
  return [
    position + timeStep * velocity,
    velocity + timeStep * acceleration,
    angle + timeStep * angularVelocity,
    angularVelocity + timeStep * angularAcceleration,
  ]
}

/**
 * `paper/cart-pole`: a pole hinged to a cart on a track, to be kept upright by pushing the cart.
 *
 * Observation (4): position in m, velocity in m/s, angle in rad, angular velocity in rad/s. Action (1): the force in N,
 * clipped to [-10, 10]. Reward 1 a step, the failing one included. It terminates beyond 2.4 m or 12 degrees and is
 * truncated after 1,000 steps. `step` throws a RangeError on an action of a wrong length.
 *
 * `Deviates:` from Barto, Sutton and Anderson 1983, who choose between -10 N and 10 N, start at 0 and give -1 on
 * failure: the paper's six-parameter policy (section 8.1) is a Gaussian, so the force is continuous, and every number
 * starts uniformly in [-0.05, 0.05], as Gymnasium's does.
 */
export function cartPole(): RestorableEnvironment<TimeLimitSnapshot<CartPoleState>> & BoxObservations {
  const { maxForce, maxPosition, maxAngle, resetNoise, episodeSteps } = CART_POLE
  const unbounded = [0, 0, 0, 0].map(() => Number.POSITIVE_INFINITY)
  const spec: EnvironmentSpec = {
    name: 'paper/cart-pole',
    observationSpace: box(
      unbounded.map((bound) => -bound),
      unbounded,
    ),
    actionSpace: box([-maxForce], [maxForce]),
  }
  let state: CartPoleState = [0, 0, 0, 0]
  const environment: RestorableEnvironment<CartPoleState> = {
    spec,
    readsActionOnly: true,
    reset(random) {
      const draw = () => resetNoise * (2 * random.uniform() - 1)
      state = [draw(), draw(), draw(), draw()]
    },
    step(action) {
      assertAction(spec, action)
      state = cartPoleDynamics(state, Math.min(maxForce, Math.max(-maxForce, action[0])))
      const terminated = Math.abs(state[0]) > maxPosition || Math.abs(state[2]) > maxAngle
      return { reward: 1, terminated }
    },
    observe: (into) => into.set(state),
    // States are never changed in place, so a snapshot is the state itself.
    snapshot: () => state,
    restore(snapshot) {
      state = snapshot
    },
  }
  return boxObservations(timeLimit(environment, episodeSteps))
}
