import { type CapsuleMass, capsuleMass } from './capsule.ts'
import type { Complex } from './complex.ts'
import { complexAdd, complexMul, complexScale, complexSub, zero } from './complex.ts'
import type { BodyConstants } from './constants/body.ts'
import type { Frame } from './frame.ts'
import { pointOf } from './frame.ts'
import type { Body, Capsule, PlanarModel, Vector2 } from './model.ts'

/** A body's constants without its inverse weight, which depends on all other bodies. */
type BodyMass = Omit<BodyConstants, 'inverseWeight'>

/** The mass, centre and inertia of a body's capsules together. */
export function bodyMass(
  body: Body,
  frame: Frame,
  vector: (v: Vector2) => Complex,
  plane: PlanarModel['plane'],
): BodyMass {
  const parts = (body.capsules ?? []).map((capsule: Capsule) =>
    capsuleMass(vector(capsule.from), vector(capsule.to), capsule.radius, capsule.density ?? 1000),
  )
  const mass = parts.reduce((sum, part) => sum + part.mass, 0)
  const moment = parts.reduce((sum, part) => complexAdd(sum, complexScale(part.mass, part.centre)), zero)
  const centre = mass > 0 ? complexScale(1 / mass, moment) : zero
  let [aroundRe, aroundIm, mixed, normal] = [0, 0, 0, 0]
  for (const part of parts) {
    const { re, im } = part.direction
    const offset = complexSub(part.centre, centre)
    const excess = part.inertiaAlong - part.inertiaAcross
    aroundRe += part.inertiaAcross + excess * re * re + part.mass * offset.im * offset.im
    aroundIm += part.inertiaAcross + excess * im * im + part.mass * offset.re * offset.re
    mixed += excess * re * im - part.mass * offset.re * offset.im
    normal += part.inertiaAcross + part.mass * (offset.re * offset.re + offset.im * offset.im)
  }
  // Principal axes of the symmetric 2 x 2 tensor [[aroundRe, mixed], [mixed, aroundIm]], by half angles.
  const half = (aroundRe - aroundIm) / 2
  const radius = Math.sqrt(half * half + mixed * mixed)
  const mean = (aroundRe + aroundIm) / 2
  // A sphere's axes are its body's; any difference is rounding.
  const round = radius <= 1e-12 * mean
  const cosine = round ? 1 : half / radius
  const axis = {
    re: Math.sqrt(Math.max(0, (1 + cosine) / 2)),
    im: (mixed < 0 ? -1 : 1) * Math.sqrt(Math.max(0, (1 - cosine) / 2)),
  }
  return {
    name: body.name,
    tree: frame.tree,
    hinge: frame.hinge,
    mass,
    inertia: normal,
    centre: pointOf(frame, centre),
    principalAxis: complexMul(frame.orientation, axis),
    principalInertia: [mean + radius, mean - radius, normal],
    dragFactor: plane === 'xy' && parts.length === 1 ? rolledDrag(parts[0]) : 1,
  }
}

/**
 * The sum |cos|^3 + |sin|^3 for the angle at which a capsule lies in the frame of its body. This is the drag v |v| of a
 * square box that is rolled by that angle, so that drag meets two sides, relative to the drag on one side of the box.
 * MuJoCo turns a capsule's frame from z to the capsule the shortest way (mju_quatZ2Vec), which rolls it so.
 */
function rolledDrag(part: CapsuleMass | undefined): number {
  if (!part || part.halfLength === 0) return 1
  const [cosine, sine] = [Math.abs(part.direction.re), Math.abs(part.direction.im)]
  return cosine * cosine * cosine + sine * sine * sine
}
