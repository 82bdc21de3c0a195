import { type CapsuleMass, capsuleMass } from './capsule.ts'
import type { Complex } from './complex.ts'
import { complexAdd, complexMul, complexScale, complexSub, zero } from './complex.ts'
import type { BodyConstants, Dof, PlanarConstants } from './constants.ts'
import { floorContacts, pairContacts } from './contacts.ts'
import type { Frame } from './frame.ts'
import { pointOf } from './frame.ts'
import { inverseWeights } from './inverse-weights.ts'
import type { Body, Capsule, Joint, PlanarModel, Vector2 } from './model.ts'
import { softnessConstants } from './softness.ts'
import { turn } from './turn.ts'
import { validateModel } from './validate.ts'

/**
 * Works out a model's constants: degrees of freedom, masses, centres and inertias, and MuJoCo's inverse weights, which
 * scale its constraints. Throws an Error that names the fault if the description is wrong or not supported.
 */
export function compileConstants(model: PlanarModel): PlanarConstants {
  validateModel(model)
  const vector = ([first, second]: Vector2): Complex =>
    model.plane === 'xz' ? { re: second, im: first } : { re: first, im: second }
  const dofs: Dof[] = []
  const frames = new Map<string, Frame>()
  let trees = 0
  model.bodies.forEach((body) => {
    const parent = body.parent === undefined ? undefined : frames.get(body.parent)
    frames.set(body.name, placeBody(body, parent, parent ? parent.tree : trees++, dofs, vector, model.timestep))
  })

  const raw = model.bodies.map((body) => bodyMass(body, frameOf(frames, body.name), vector, model.plane))
  const scale = model.totalMass === undefined ? 1 : model.totalMass / raw.reduce((sum, body) => sum + body.mass, 0)
  const scaled = raw.map((body) => ({
    ...body,
    mass: scale * body.mass,
    inertia: scale * body.inertia,
    principalInertia: [
      scale * body.principalInertia[0],
      scale * body.principalInertia[1],
      scale * body.principalInertia[2],
    ] as const,
  }))
  const weights = inverseWeights(model.name, dofs, scaled, simpleBodies(model, frames))
  const bodies: BodyConstants[] = scaled.map((body, index) => ({ ...body, inverseWeight: weights.bodies[index] ?? 0 }))
  return {
    name: model.name,
    timestep: model.timestep,
    integrator: model.integrator,
    gravity: vector(model.gravity ?? (model.plane === 'xz' ? [0, -9.81] : [0, 0])),
    fluid: model.fluid && (model.fluid.density > 0 || model.fluid.viscosity > 0) ? model.fluid : undefined,
    floorHeight: model.floor?.height ?? 0,
    dofs: dofs.map((dof, index) =>
      dof.limit ? { ...dof, limit: { ...dof.limit, inverseWeight: weights.dofs[index] ?? 0 } } : dof,
    ),
    bodies,
    floorContacts: floorContacts(model, frames, bodies, vector),
    pairContacts: pairContacts(model, frames, bodies, vector),
    motors: (model.motors ?? []).map((motor) => ({
      dof: dofs.findIndex((dof) => dof.name === motor.joint),
      gear: motor.gear ?? 1,
      range: motor.range,
    })),
  }
}

/**
 * The bodies that MuJoCo calls simple (body_simple = 2): roots without children that only slide along their axes, and
 * whose inertial frame is the body's own. Here these are one sphere, or one capsule along z, at the origin.
 */
function simpleBodies(model: PlanarModel, frames: ReadonlyMap<string, Frame>): ReadonlyMap<number, readonly number[]> {
  const parents = new Set(model.bodies.map((body) => body.parent))
  const result = new Map<number, readonly number[]>()
  model.bodies.forEach((body, index) => {
    const [capsule, ...others] = body.capsules ?? []
    const joints = body.joints ?? []
    if (body.parent !== undefined || parents.has(body.name) || !capsule || others.length > 0 || joints.length === 0)
      return
    const aligned = joints.every(
      ({ axis }) => typeof axis !== 'number' && (Math.abs(axis[0]) < 1e-14 || Math.abs(axis[1]) < 1e-14),
    )
    const { from, to } = capsule
    const centred = from[0] + to[0] === 0 && from[1] + to[1] === 0
    const upright = from[0] === to[0] && (model.plane === 'xz' || from[1] === to[1])
    if (aligned && centred && upright) result.set(index, frameOf(frames, body.name).slides)
  })
  return result
}

/** The frame of a body by its name. */
function frameOf(frames: ReadonlyMap<string, Frame>, name: string): Frame {
  const frame = frames.get(name)
  if (!frame) throw new Error(`no body is named ${name}`)
  return frame
}

function placeBody(
  body: Body,
  parent: Frame | undefined,
  tree: number,
  dofs: Dof[],
  vector: (v: Vector2) => Complex,
  timestep: number,
): Frame {
  const orientation = complexMul(parent?.orientation ?? { re: 1, im: 0 }, turn(body.angle ?? 0))
  const slides: number[] = [...(parent?.slides ?? [])]
  const position = vector(body.position ?? [0, 0])
  let frame: Frame = parent
    ? { ...pointOf(parent, position), tree, hinge: parent.hinge, orientation }
    : { base: position, slides, arms: new Map(), tree, hinge: -1, orientation }
  for (const joint of body.joints ?? []) {
    const index = dofs.length
    const axis = joint.axis
    const direction = typeof axis === 'number' ? zero : complexMul(orientation, vector(axis))
    dofs.push(jointDof(joint, tree, direction, frame.hinge, timestep))
    if (joint.type === 'slide') {
      slides.push(index)
      frame = { ...frame, slides }
    } else {
      const anchor = vector(joint.anchor ?? [0, 0])
      const pivot = pointOf(frame, anchor)
      const arms = new Map(pivot.arms)
      arms.set(index, complexScale(-1, complexMul(orientation, anchor)))
      frame = { base: pivot.base, slides: pivot.slides, arms, tree, hinge: index, orientation }
    }
  }
  return frame
}

function jointDof(joint: Joint, tree: number, direction: Complex, parent: number, timestep: number): Dof {
  return {
    name: joint.name,
    type: joint.type,
    tree,
    direction,
    sign: typeof joint.axis === 'number' ? joint.axis : 1,
    parent: joint.type === 'hinge' ? parent : -1,
    reference: joint.reference ?? 0,
    armature: joint.armature ?? 0,
    damping: joint.damping ?? 0,
    stiffness: joint.stiffness ?? 0,
    springReference: joint.springReference ?? 0,
    limit: joint.range && {
      range: joint.range,
      margin: joint.margin ?? 0,
      softness: softnessConstants([joint.limit], timestep),
      inverseWeight: 0,
    },
  }
}

type BodyMass = Omit<BodyConstants, 'inverseWeight'>

function bodyMass(body: Body, frame: Frame, vector: (v: Vector2) => Complex, plane: PlanarModel['plane']): BodyMass {
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
