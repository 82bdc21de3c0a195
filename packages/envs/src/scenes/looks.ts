import type { Point } from '@trpo/drawing'
import { invertedDoublePendulum, invertedPendulum, type PlanarModel, reacher, walker2d } from '@trpo/physics'
import type { MujocoRobot } from '../robots/task.ts'
import type { PlanarLook } from './planar-scene.ts'
import type { SpatialView } from './spatial-scene.ts'

/** The cart slides so far to each side, in m. */
const RAIL = 1
/** Half a side of the square in which the reacher is shown, in m: its arm reaches 0.21 m. */
const TABLE = 0.25

const cart: PlanarLook = {
  tones: { cart: 'thing' },
  scenery: [
    {
      kind: 'line',
      points: [
        [-RAIL, 0],
        [RAIL, 0],
      ],
      tone: 'scenery',
    },
  ],
}

const corners: readonly Point[] = [
  [-TABLE, -TABLE],
  [TABLE, -TABLE],
  [TABLE, TABLE],
  [-TABLE, TABLE],
  [-TABLE, -TABLE],
]

const looks: ReadonlyMap<PlanarModel, PlanarLook> = new Map<PlanarModel, PlanarLook>([
  // Seen from the right, its left leg is far.
  [walker2d, { tones: { thigh_left: 'far', leg_left: 'far', foot_left: 'far' } }],
  [invertedPendulum, cart],
  [invertedDoublePendulum, { ...cart, trace: 'pole2' }],
  [
    reacher,
    {
      tones: { target: 'goal' },
      trace: 'fingertip',
      scenery: [{ kind: 'line', points: corners, tone: 'scenery' }],
    },
  ],
])

/** How a planar robot of this package looks; one of your own looks plain. */
export function lookOf(model: PlanarModel): PlanarLook {
  return looks.get(model) ?? {}
}

/** By the name of the robot: its description would be loaded with every picture. */
const views: ReadonlyMap<string, SpatialView> = new Map<string, SpatialView>([
  ['pusher', { from: 'above', tones: { object: 'thing', goal: 'goal' }, trace: 'object' }],
])

/** How a robot in space of this package is seen: the pusher from above, with its object and its goal told apart, others from the side. */
export function viewOf({ name }: Pick<MujocoRobot, 'name'>): SpatialView {
  return views.get(name) ?? { from: 'side' }
}
