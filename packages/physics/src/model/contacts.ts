import type { Complex } from './complex.ts'
import { complexAdd, complexMul, complexScale, complexSub } from './complex.ts'
import type { BodyConstants } from './constants/body.ts'
import type { CapsuleSide, FloorContact, PairContact } from './constants/contact.ts'
import type { Frame } from './frame.ts'
import { pointOf } from './frame.ts'
import type { Body, Capsule, PlanarModel, Vector2 } from './model.ts'
import { softnessConstants } from './softness.ts'

type ToPlane = (v: Vector2) => Complex
type Frames = ReadonlyMap<string, Frame>

const contactFriction = (value: number | undefined): number => Math.max(1e-5, value ?? 1)
const capsuleName = (body: string, capsule: Capsule, index: number): string => capsule.name ?? `${body} ${index}`
const isSphere = (capsule: Capsule): boolean => capsule.from[0] === capsule.to[0] && capsule.from[1] === capsule.to[1]

/** Every end of every capsule against the floor, if the model has one; a sphere is one contact. */
export function floorContacts(
  model: PlanarModel,
  frames: Frames,
  bodies: readonly BodyConstants[],
  vector: ToPlane,
): readonly FloorContact[] {
  const floor = model.floor
  if (!floor) return []
  return model.bodies.flatMap((body, index) => {
    const frame = frames.get(body.name)
    if (!frame || (frame.hinge < 0 && frame.slides.length === 0)) return []
    return (body.capsules ?? []).flatMap((capsule, number) => {
      const ends = isSphere(capsule) ? [capsule.from] : [capsule.from, capsule.to]
      return ends.map(
        (end, which): FloorContact => ({
          name: `${capsuleName(body.name, capsule, number)} ${which}`,
          body: index,
          end: pointOf(frame, vector(end)),
          radius: capsule.radius,
          margin: (floor.margin ?? 0) + (capsule.margin ?? 0),
          friction: Math.max(contactFriction(floor.friction), contactFriction(capsule.friction)),
          dimension: (floor.contactDimension ?? 3) === 3 || (capsule.contactDimension ?? 3) === 3 ? 3 : 1,
          softness: softnessConstants([floor.contact, capsule.contact], model.timestep),
          inverseWeight: bodies[index]?.inverseWeight ?? 0,
        }),
      )
    })
  })
}

/**
 * Every pair of capsules of different bodies that are not parent and child, if the model asks for them. As in MuJoCo's
 * collision filter, a body without joints counts as part of the body that it is fixed to: a body does not touch the
 * children of what is welded to it. Bodies that stand still touch everything that moves, including their own children.
 */
export function pairContacts(
  model: PlanarModel,
  frames: Frames,
  bodies: readonly BodyConstants[],
  vector: ToPlane,
): readonly PairContact[] {
  if (!model.selfContact) return []
  const capsules = model.bodies.flatMap((body, index) =>
    (body.capsules ?? []).map((capsule, number) => ({ body, index, capsule, number })),
  )
  const side = (frame: Frame, index: number, capsule: Capsule): CapsuleSide => {
    const [from, to] = [vector(capsule.from), vector(capsule.to)]
    return {
      body: index,
      centre: pointOf(frame, complexScale(0.5, complexAdd(from, to))),
      axis: complexMul(frame.orientation, complexScale(0.5, complexSub(from, to))),
      radius: capsule.radius,
    }
  }
  return capsules.flatMap((first, position) =>
    capsules.slice(position + 1).flatMap((second): PairContact[] => {
      const [frame1, frame2] = [frames.get(first.body.name), frames.get(second.body.name)]
      if (!frame1 || !frame2 || !mayTouch(model, first.body, second.body)) return []
      return [
        {
          name: `${first.body.name} and ${second.body.name}`,
          first: side(frame1, first.index, first.capsule),
          second: side(frame2, second.index, second.capsule),
          margin: (first.capsule.margin ?? 0) + (second.capsule.margin ?? 0),
          friction: Math.max(contactFriction(first.capsule.friction), contactFriction(second.capsule.friction)),
          dimension:
            (first.capsule.contactDimension ?? 3) === 3 || (second.capsule.contactDimension ?? 3) === 3 ? 3 : 1,
          softness: softnessConstants([first.capsule.contact, second.capsule.contact], model.timestep),
          inverseWeight: (bodies[first.index]?.inverseWeight ?? 0) + (bodies[second.index]?.inverseWeight ?? 0),
        },
      ]
    }),
  )
}

function mayTouch(model: PlanarModel, first: Body, second: Body): boolean {
  const [one, other] = [movingPart(model, first), movingPart(model, second)]
  if (one === other) return false
  if (!one || !other) return true
  return parentPart(model, one) !== other && parentPart(model, other) !== one
}

/**
 * The body with a joint that a body is fixed to: itself, or the nearest one above it; undefined for a body that stands
 * still.
 */
function movingPart(model: PlanarModel, body: Body | undefined): Body | undefined {
  if (!body || (body.joints ?? []).length > 0) return body
  return movingPart(model, parentOf(model, body))
}

function parentPart(model: PlanarModel, body: Body): Body | undefined {
  return movingPart(model, parentOf(model, body))
}

function parentOf(model: PlanarModel, body: Body): Body | undefined {
  return model.bodies.find(({ name }) => name === body.parent)
}
