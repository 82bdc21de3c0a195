import type { Drawable, Point, Scene, Shape } from '@trpo/drawing'
import { cos, sin } from '@trpo/math'
import { CART_POLE, type CartPoleState, cartPole } from '../cart-pole.ts'
import type { RestorableEnvironment } from '../environment.ts'
import type { BoxObservations } from '../transforms/box-observations.ts'
import type { TimeLimitSnapshot } from '../transforms/time-limit.ts'

/** Measures of the cart that its mechanics do not know, in m. */
const CART = { halfWidth: 0.25, height: 0.2 } as const
const POLE_RADIUS = 0.03
/** The posts at the ends of the track, in m. */
const POST = 0.3

/** `cartPole`, as an environment that can be drawn: the cart on its track, whose ends are where an episode has failed. */
export function drawableCartPole(): RestorableEnvironment<TimeLimitSnapshot<CartPoleState>> &
  BoxObservations &
  Drawable {
  const environment = cartPole()
  return { ...environment, timeStep: CART_POLE.timeStep, scene: () => cartPoleScene(environment.snapshot().inner) }
}

/** A state of cart-pole as a scene. The pole has its whole length, twice `poleHalfLength`. */
export function cartPoleScene([position, , angle]: CartPoleState): Scene {
  const { maxPosition, poleHalfLength } = CART_POLE
  const { halfWidth, height } = CART
  const pivot: Point = [position, height]
  const end: Point = [position + 2 * poleHalfLength * sin(angle), height + 2 * poleHalfLength * cos(angle)]
  const cart: readonly Point[] = [
    [position - halfWidth, 0],
    [position + halfWidth, 0],
    [position + halfWidth, height],
    [position - halfWidth, height],
  ]
  const track: readonly Point[] = [
    [-maxPosition - halfWidth, POST],
    [-maxPosition - halfWidth, 0],
    [maxPosition + halfWidth, 0],
    [maxPosition + halfWidth, POST],
  ]
  const shapes: readonly Shape[] = [
    { kind: 'line', points: track, tone: 'scenery' },
    { kind: 'polygon', points: cart, tone: 'thing' },
    { kind: 'capsule', from: pivot, to: end, radius: POLE_RADIUS },
  ]
  return { shapes, traces: [end] }
}
