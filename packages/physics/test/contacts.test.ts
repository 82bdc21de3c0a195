import { type Body, compileConstants, type PlanarModel } from '@trpo/physics'
import { expect, test } from 'vitest'

const capsules = [{ from: [0, 0], to: [0.2, 0], radius: 0.05 }] as const
const part = (name: string, parent: string | undefined, turns: boolean): Body => ({
  name,
  ...(parent && { parent }),
  position: [0.3, 0],
  joints: turns ? [{ name: `${name} hinge`, type: 'hinge', axis: 1 }] : [],
  capsules,
})
const pairs = (...bodies: readonly Body[]): readonly string[] => {
  const model: PlanarModel = {
    name: 'parts',
    plane: 'xz',
    timestep: 0.01,
    integrator: 'rk4',
    selfContact: true,
    bodies,
  }
  return compileConstants(model).pairContacts.map(({ name }) => name)
}

/** MuJoCo's collision filter; the random robots of `@trpo/envs` are held to MuJoCo itself. */
test.each([
  [
    'parent and child do not touch, others do',
    [part('a', undefined, true), part('b', 'a', true), part('c', 'b', true)],
    ['a and c'],
  ],
  [
    'what is welded together does not touch',
    [part('a', undefined, true), part('b', 'a', false), part('c', 'b', false)],
    [],
  ],
  [
    'a body and the child of what is welded to it do not touch',
    [part('a', undefined, true), part('b', 'a', false), part('c', 'b', true)],
    [],
  ],
  [
    'a welded part and another child do not touch',
    [part('a', undefined, true), part('b', 'a', false), part('c', 'a', true)],
    [],
  ],
  [
    'what stands still touches all that moves, its children too',
    [part('a', undefined, false), part('b', 'a', true), part('c', 'b', true)],
    ['a and b', 'a and c'],
  ],
  [
    'what stands still does not touch what stands still',
    [part('a', undefined, false), part('b', undefined, false), part('c', 'b', true)],
    ['a and c', 'b and c'],
  ],
])('%s', (_, bodies, expected) => {
  expect(pairs(...bodies)).toEqual(expected)
})
