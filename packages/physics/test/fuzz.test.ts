import { createSimulatorNow, type PlanarModel, type Simulator } from '@trpo/physics'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { models } from './models.ts'
import { scatteredStart, uniformDraws } from './scattered.ts'

const names = Object.keys(models)

/** Ordinary numbers, huge ones, and those that are none. */
const wild = fc.oneof(
  fc.double({ min: -3, max: 3, noNaN: true }),
  fc.double({ min: -1e3, max: 1e3, noNaN: true }),
  fc.double({ min: -1e9, max: 1e9, noNaN: true }),
  fc.constantFrom(0, -0, 1e300, -1e300, Number.NaN, Infinity, -Infinity, 5e-324),
)

const finite = (values: Iterable<number>): boolean => [...values].every(Number.isFinite)

test.each(names.flatMap((name) => (['f64x2', 'f32x4'] as const).map((numerics) => [name, numerics] as const)))(
  'any state of %s is stepped or reported (%s)',
  (name, numerics) => {
    const model = models[name]
    if (!model) throw new Error(`no model is named ${name}`)
    const simulator = createSimulatorNow(model, { capacity: 4, numerics })
    const calm = createSimulatorNow(model, { capacity: 4, numerics })
    const { width } = simulator
    const n = simulator.constants.dofs.length
    const motors = simulator.constants.motors.length
    const draw = uniformDraws(11)
    const starts = [0, 1, 2, 3].map(() => scatteredStart(simulator, draw))
    const startAll = (of: Simulator) => {
      starts.forEach(({ qpos, qvel }, lane) => {
        of.setState(lane, qpos, qvel)
      })
    }
    startAll(calm)
    calm.step(4, 3)
    fc.assert(
      fc.property(
        fc.array(wild, { minLength: 2 * n + motors, maxLength: 2 * n + motors }),
        fc.integer({ min: 0, max: 3 }),
        (values, lane) => {
          startAll(simulator)
          simulator.control.fill(0)
          simulator.setState(lane, values.slice(0, n), values.slice(n, 2 * n))
          values.slice(2 * n).forEach((value, motor) => {
            simulator.control[motor * width + lane] = value
          })
          const failures = simulator.step(4, 3)
          const after = Array.from({ length: n }, (_, i) => [
            simulator.qpos[i * width + lane] ?? 0,
            simulator.qvel[i * width + lane] ?? 0,
          ]).flat()
          expect(failures).toBe(simulator.failed[lane])
          if (finite(values.slice(0, 2 * n)) && Math.max(...values.slice(0, 2 * n).map(Math.abs)) < 1e10) {
            expect(finite(after)).toBe(true)
          }
          if (!finite(values.slice(0, 2 * n))) expect(failures).toBe(1)
          for (const neighbour of [0, 1, 2, 3].filter((other) => other !== lane)) {
            expect(simulator.snapshot(neighbour)).toEqual(calm.snapshot(neighbour))
          }
        },
      ),
      { numRuns: 60 },
    )
  },
)

test('a lane that fails keeps its last good state and is reported', () => {
  const model = models['hopper']
  if (!model) throw new Error('no hopper')
  const simulator = createSimulatorNow(model, { capacity: 3 })
  simulator.control[simulator.width + 1] = Number.NaN
  const before = simulator.snapshot(1)
  expect(simulator.step(3, 4)).toBe(1)
  expect([...simulator.failed.slice(0, 3)]).toEqual([0, 1, 0])
  expect(simulator.snapshot(1)).toEqual(before)
  simulator.control.fill(0)
  expect(simulator.step(3, 4)).toBe(0)
})

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true })
const anyNumber = fc.oneof({ weight: 150, arbitrary: number(-2, 2) }, fc.constantFrom(0, -1, 1e9, Number.NaN, Infinity))
const positive = fc.oneof({ weight: 80, arbitrary: number(0.01, 1) }, fc.constantFrom(0, -1, Number.NaN))
const point = fc.tuple(anyNumber, anyNumber)

/** Descriptions that are often right and sometimes wrong. */
const description = fc
  .record({
    plane: fc.constantFrom('xz', 'xy'),
    integrator: fc.constantFrom('rk4', 'euler'),
    timestep: fc.oneof({ weight: 20, arbitrary: fc.constantFrom(0.001, 0.005) }, fc.constant(0)),
    floor: fc.option(fc.record({ friction: positive, contactDimension: fc.constantFrom(1, 3) }), { nil: undefined }),
    selfContact: fc.boolean(),
    fluid: fc.option(fc.record({ density: positive, viscosity: positive }), { nil: undefined }),
    links: fc.array(
      fc.record({
        parent: fc.nat(4),
        position: point,
        angle: anyNumber,
        hinge: fc.boolean(),
        slides: fc.nat(2),
        from: point,
        to: point,
        radius: positive,
        armature: positive,
        damping: positive,
        limited: fc.boolean(),
      }),
      { minLength: 1, maxLength: 5 },
    ),
    extra: fc.oneof({ weight: 20, arbitrary: fc.constant(undefined) }, fc.constantFrom('tendons', 'equality')),
  })
  .map(({ plane, integrator, timestep, floor, selfContact, fluid, links, extra }) => ({
    name: 'fuzzed',
    plane,
    integrator,
    timestep,
    // Now and then a floor seen from above, which is an error.
    ...(floor && (plane === 'xz' || links.length === 5) && { floor }),
    ...(fluid && { fluid }),
    ...(extra && { [extra]: [] }),
    selfContact,
    bodies: links.map((link, index) => ({
      name: `b${index}`,
      ...(index > 0 && link.parent < 4 && { parent: `b${link.parent % index}` }),
      position: link.position,
      angle: link.angle,
      joints: [
        ...(index === 0 || link.parent === 4 ? [[1, 0] as const, [0, 1] as const].slice(0, link.slides) : []).map(
          (axis, i) => ({ name: `s${index}${i}`, type: 'slide' as const, axis }),
        ),
        ...(link.hinge
          ? [
              {
                name: `h${index}`,
                type: 'hinge' as const,
                axis: 1 as const,
                armature: link.armature,
                damping: link.damping,
                ...(link.limited && { range: [-1, 1] as const }),
              },
            ]
          : []),
      ],
      capsules: [{ from: link.from, to: link.to, radius: link.radius }],
    })),
  }))

test('any description gives an error that names the fault, or a module that runs', () => {
  let ran = 0
  fc.assert(
    fc.property(description, (model) => {
      let simulator: ReturnType<typeof createSimulatorNow>
      try {
        simulator = createSimulatorNow(model as PlanarModel, { capacity: 2 })
      } catch (error) {
        expect(String(error)).toMatch(/^Error: fuzzed: .{10}/)
        return
      }
      ran++
      simulator.step(2, 10)
      expect(finite(simulator.qpos)).toBe(true)
    }),
    { numRuns: 120 },
  )
  expect(ran).toBeGreaterThan(15)
})
