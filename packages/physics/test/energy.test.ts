import { createSimulatorNow, type PlanarModel, type Simulator } from '@trpo/physics'
import { expect, test } from 'vitest'
import { models } from './models.ts'

/** The model without anything that takes or gives energy. */
function conservative(model: PlanarModel, timestep: number, integrator: 'rk4' | 'euler'): PlanarModel {
  const { floor: _floor, fluid: _fluid, motors: _motors, selfContact: _contact, ...rest } = model
  return {
    ...rest,
    timestep,
    integrator,
    bodies: model.bodies.map((body) => ({
      ...body,
      joints: (body.joints ?? []).map((joint) => {
        const { range: _range, damping: _damping, margin: _margin, limit: _limit, ...kept } = joint
        return kept
      }),
    })),
  }
}

/** Kinetic, gravitational and elastic energy from positions and velocities alone, by the definition. */
function energy(simulator: Simulator): number {
  const { constants, width } = simulator
  const q = constants.dofs.map((_, i) => simulator.qpos[i * width] ?? 0)
  const v = constants.dofs.map((_, i) => simulator.qvel[i * width] ?? 0)
  const angles: number[] = []
  const rates: number[] = []
  let total = 0
  constants.dofs.forEach((dof, i) => {
    const own = dof.sign * ((q[i] ?? 0) - dof.reference)
    angles.push(dof.type === 'slide' ? 0 : (angles[dof.parent] ?? 0) + own)
    rates.push(dof.type === 'slide' ? (v[i] ?? 0) : (rates[dof.parent] ?? 0) + dof.sign * (v[i] ?? 0))
    total += 0.5 * dof.armature * (v[i] ?? 0) ** 2
    total += 0.5 * dof.stiffness * ((q[i] ?? 0) - dof.springReference) ** 2
  })
  for (const body of constants.bodies) {
    let [x, y, dx, dy] = [body.centre.base.re, body.centre.base.im, 0, 0]
    for (const slide of body.centre.slides) {
      const dof = constants.dofs[slide]
      if (!dof) continue
      x += dof.direction.re * ((q[slide] ?? 0) - dof.reference)
      y += dof.direction.im * ((q[slide] ?? 0) - dof.reference)
      dx += dof.direction.re * (v[slide] ?? 0)
      dy += dof.direction.im * (v[slide] ?? 0)
    }
    for (const [hinge, arm] of body.centre.arms) {
      const [cos, sin, rate] = [Math.cos(angles[hinge] ?? 0), Math.sin(angles[hinge] ?? 0), rates[hinge] ?? 0]
      const [re, im] = [arm.re * cos - arm.im * sin, arm.re * sin + arm.im * cos]
      x += re
      y += im
      dx -= im * rate
      dy += re * rate
    }
    total += 0.5 * body.mass * (dx * dx + dy * dy)
    if (body.hinge >= 0) total += 0.5 * body.inertia * (rates[body.hinge] ?? 0) ** 2
    total -= body.mass * (x * constants.gravity.re + y * constants.gravity.im)
  }
  return total
}

/** How far the energy is off after half a second from a moving start. */
function drift(model: PlanarModel, timestep: number, integrator: 'rk4' | 'euler'): number {
  const simulator = createSimulatorNow(conservative(model, timestep, integrator), { capacity: 1 })
  const n = simulator.constants.dofs.length
  simulator.setState(
    0,
    simulator.constants.dofs.map((dof, i) => dof.reference + 0.1 * (i % 3)),
    Array.from({ length: n }, (_, i) => 1.5 * (i % 2 === 0 ? 1 : -0.7)),
  )
  const before = energy(simulator)
  simulator.step(1, Math.round(0.5 / timestep))
  return Math.abs(energy(simulator) - before) / Math.max(1, Math.abs(before))
}

const names = Object.keys(models)

test.each(names)('%s conserves energy at fourth order with Runge-Kutta', (name) => {
  const model = models[name]
  if (!model) throw new Error(`no model is named ${name}`)
  const [coarse, fine] = [drift(model, 0.01, 'rk4'), drift(model, 0.005, 'rk4')]
  expect(coarse).toBeLessThan(1e-3)
  // Fourth order: at least 2^4 times less at half the step, or nothing left but rounding.
  if (coarse > 1e-10) expect(coarse / fine).toBeGreaterThan(12)
  expect(drift(model, 0.001, 'rk4')).toBeLessThan(1e-8)
})

test.each(names)('%s conserves energy at first order with Euler', (name) => {
  const model = models[name]
  if (!model) throw new Error(`no model is named ${name}`)
  const [coarse, fine] = [drift(model, 0.001, 'euler'), drift(model, 0.0005, 'euler')]
  expect(coarse).toBeLessThan(0.1)
  expect(coarse / fine).toBeGreaterThan(1.7)
  expect(coarse / fine).toBeLessThan(2.3)
})
