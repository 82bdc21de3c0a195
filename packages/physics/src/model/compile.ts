import { bodyMass } from './body-mass.ts'
import type { Complex } from './complex.ts'
import type { BodyConstants } from './constants/body.ts'
import type { Dof } from './constants/joint.ts'
import type { PlanarConstants } from './constants/planar.ts'
import { floorContacts, pairContacts } from './contacts.ts'
import { type Frame, frameOf } from './frame.ts'
import { inverseWeights } from './inverse-weights.ts'
import type { PlanarModel, Vector2 } from './model.ts'
import { placeBody } from './place-body.ts'
import { simpleBodies } from './simple-bodies.ts'
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
