import { capsulePoses, type PlanarModel } from '@trpo/physics'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { models } from './models.ts'

const capsulesOf = (model: PlanarModel) =>
  model.bodies.flatMap(({ name, capsules = [] }) => capsules.map((capsule) => ({ ...capsule, body: name })))

test.each(Object.entries(models))(
  '%s: capsules are rigid, and those of bodies without a joint between keep together',
  (_, model) => {
    const place = capsulePoses(model)
    const described = capsulesOf(model)
    const dofs = model.bodies.reduce((sum, { joints = [] }) => sum + joints.length, 0)
    const coordinates = fc.array(fc.double({ min: -4, max: 4, noNaN: true }), { minLength: dofs, maxLength: dofs })
    fc.assert(
      fc.property(coordinates, (qpos) => {
        const placed = place(qpos)
        expect(placed.map(({ body, radius }) => [body, radius])).toEqual(
          described.map(({ body, radius }) => [body, radius]),
        )
        for (const [index, { from, to }] of placed.entries()) {
          const own = described[index]
          expect(Math.hypot(to[0] - from[0], to[1] - from[1])).toBeCloseTo(
            Math.hypot(own.to[0] - own.from[0], own.to[1] - own.from[1]),
            12,
          )
        }
      }),
      { numRuns: 50 },
    )
  },
)

test('a slide moves by its coordinate less its reference, a hinge turns about its anchor in its sense', () => {
  const place = capsulePoses(models['hopper'])
  const [torso, thigh] = place([2, 1.25, 0, 0, 0, 0])
  expect(torso.from).toEqual([2, 1.45])
  // Pitch turns z towards x; the thigh hangs from the hip, 0.2 m below the torso's middle.
  const [leaning, hanging] = place([0, 1.25, Math.PI / 2, 0, 0, 0])
  expect(leaning.from[0]).toBeCloseTo(0.2, 12)
  expect(leaning.from[1]).toBeCloseTo(1.25, 12)
  expect(hanging.to[0]).toBeCloseTo(-0.65, 12)
  expect(thigh.to[1]).toBeCloseTo(0.6, 12)
  expect(() => place([0])).toThrow('qpos has length 1, hopper expects 6')
  expect(() => capsulePoses({ ...models['hopper'], bodies: [] })).toThrow('hopper: there is no joint')
})
