import { readFileSync } from 'node:fs'
import { compileConstants } from '@trpo/physics'
import { expect, test } from 'vitest'
import { models } from './models.ts'

interface Compiled {
  readonly plane: 'xz' | 'xy'
  readonly timestep: number
  readonly bodies: readonly {
    readonly mass: number
    readonly centre: readonly [number, number]
    readonly inertia: number
    readonly principal: readonly number[]
    readonly inverseWeight: number
  }[]
  readonly dofs: readonly {
    readonly reference: number
    readonly armature: number
    readonly damping: number
    readonly stiffness: number
    readonly inverseWeight: number
    readonly range: readonly [number, number] | null
  }[]
  readonly motors: readonly { readonly dof: number; readonly gear: number; readonly range: readonly number[] }[]
}

const compiled: Readonly<Record<string, Compiled>> = JSON.parse(
  readFileSync(new URL('../goldens/constants.json', import.meta.url), 'utf8'),
)

/** Equal to 1e-13 of the magnitude. */
function same(actual: number | undefined, expected: number, what: string): void {
  expect(Math.abs((actual ?? Number.NaN) - expected), what).toBeLessThanOrEqual(1e-13 * Math.max(1, Math.abs(expected)))
}

test.each(Object.keys(compiled))('%s has the constants that MuJoCo compiles', (name) => {
  const [model, expected] = [models[name], compiled[name]]
  if (!model || !expected) throw new Error(`no model is named ${name}`)
  const actual = compileConstants(model)
  expect(model.plane).toBe(expected.plane)
  expect(actual.timestep).toBe(expected.timestep)
  expect(actual.bodies).toHaveLength(expected.bodies.length)
  expected.bodies.forEach((body, index) => {
    const mine = actual.bodies[index]
    const what = `${name} body ${mine?.name}`
    same(mine?.mass, body.mass, what)
    same(mine?.inertia, body.inertia, what)
    same(mine?.inverseWeight, body.inverseWeight, what)
    const sorted = [...(mine?.principalInertia ?? [])].sort((a, b) => a - b)
    body.principal.forEach((inertia, axis) => {
      same(sorted[axis], inertia, what)
    })
    let [re, im] = [mine?.centre.base.re ?? 0, mine?.centre.base.im ?? 0]
    for (const arm of mine?.centre.arms.values() ?? []) {
      re += arm.re
      im += arm.im
    }
    const [first, second] = model.plane === 'xz' ? [im, re] : [re, im]
    same(first, body.centre[0], what)
    same(second, body.centre[1], what)
  })
  expect(actual.dofs).toHaveLength(expected.dofs.length)
  expected.dofs.forEach((dof, index) => {
    const mine = actual.dofs[index]
    const what = `${name} joint ${mine?.name}`
    for (const field of ['reference', 'armature', 'damping', 'stiffness'] as const)
      same(mine?.[field], dof[field], what)
    expect(mine?.limit !== undefined, what).toBe(dof.range !== null)
    if (dof.range) {
      same(mine?.limit?.inverseWeight, dof.inverseWeight, what)
      same(mine?.limit?.range[0], dof.range[0], what)
      same(mine?.limit?.range[1], dof.range[1], what)
    }
  })
  expect(actual.motors.map(({ dof, gear, range }) => ({ dof, gear, range }))).toEqual(expected.motors)
})
