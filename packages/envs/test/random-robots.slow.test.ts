import { loadMujoco } from '@trpo/envs/mujoco'
import { type Body, createSimulatorNow, type PlanarModel } from '@trpo/physics'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { planarMjcf } from './planar-mjcf.ts'

const mujoco = await loadMujoco()
type MjModel = InstanceType<typeof mujoco.MjModel>
type MjData = InstanceType<typeof mujoco.MjData>

/** Evenly spread: what lies between 0 and the least double is not of interest here. */
const number = (min: number, max: number) => fc.nat(1000).map((thousandths) => min + (max - min) * (thousandths / 1000))
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })
const softness = fc.record({
  reference: fc.tuple(number(0.01, 0.05), number(0.5, 1.5)),
  impedance: fc.tuple(
    number(0.7, 0.9),
    number(0.9, 0.98),
    number(0.001, 0.02),
    number(0.3, 0.7),
    fc.nat(2).map((p) => p + 1),
  ),
})
const surface = {
  friction: number(0.2, 1.5),
  margin: maybe(number(0, 0.01)),
  contactDimension: fc.constantFrom(1 as const, 3 as const, 3 as const),
  contact: maybe(softness),
}
const point = fc.tuple(number(-0.4, 0.4), number(-0.4, 0.4))
const capsule = fc
  .record({
    from: point,
    to: point,
    sphere: fc.nat(3),
    radius: number(0.03, 0.1),
    density: number(300, 2000),
    ...surface,
  })
  .map(({ sphere, ...rest }) => (sphere === 0 ? { ...rest, to: rest.from } : rest))
const hinge = fc.record({
  axis: fc.constantFrom(1 as const, -1 as const),
  anchor: maybe(point),
  reference: maybe(number(-0.3, 0.3)),
  limited: fc.boolean(),
  margin: maybe(number(0, 0.05)),
  armature: maybe(number(0.01, 0.5)),
  damping: maybe(number(0, 2)),
  stiffness: maybe(number(0, 20)),
  springReference: maybe(number(-0.5, 0.5)),
  limit: maybe(softness),
})

/** Trees of one to five bodies: roots that slide, turn, or stand still, links with a hinge or welded. */
const description = fc
  .record({
    plane: fc.constantFrom('xz' as const, 'xy' as const),
    integrator: fc.constantFrom('rk4' as const, 'euler' as const),
    timestep: number(0.001, 0.01),
    floor: maybe(fc.record(surface)),
    fluid: maybe(fc.record({ density: number(0, 2000), viscosity: number(0, 0.5) })),
    totalMass: maybe(number(5, 20)),
    selfContact: fc.boolean(),
    bodies: fc.array(
      fc.record({
        parent: fc.nat(5),
        position: point,
        angle: number(-1, 1),
        slides: fc.nat(2),
        hinge: fc.option(hinge, { nil: undefined, freq: 6 }),
        capsules: fc.array(capsule, { minLength: 1, maxLength: 2 }),
      }),
      { minLength: 1, maxLength: 5 },
    ),
    gears: fc.array(number(-30, 30), { minLength: 5, maxLength: 5 }),
  })
  .map(({ floor, fluid, totalMass, bodies, gears, ...rest }): PlanarModel => {
    const made = bodies.map((body, index): Body => {
      const root = index === 0 || body.parent === 5
      const { limited, ...joint } = body.hinge ?? { limited: false, axis: 1 as const }
      return clean({
        name: `b${index}`,
        parent: root ? undefined : `b${body.parent % index}`,
        position: body.position,
        angle: body.angle,
        joints: [
          ...(root
            ? (
                [
                  [1, 0],
                  [0, 1],
                ] as const
              ).slice(0, body.slides)
            : []
          ).map((axis, i) => ({
            name: `s${index}${i}`,
            type: 'slide' as const,
            axis,
          })),
          ...(body.hinge
            ? [
                clean({
                  ...joint,
                  name: `h${index}`,
                  type: 'hinge' as const,
                  range: limited ? ([-0.8, 0.9] as const) : undefined,
                }),
              ]
            : []),
        ],
        capsules: body.capsules.map(clean),
      })
    })
    // MuJoCo numbers bodies, joints and controls depth first.
    const below = (parent: string | undefined): Body[] =>
      made.filter((body) => body.parent === parent).flatMap((body) => [body, ...below(body.name)])
    const ordered = below(undefined)
    const hinges = ordered.flatMap(({ joints = [] }) => joints).filter(({ type }) => type === 'hinge')
    return clean({
      ...rest,
      name: 'random',
      totalMass,
      fluid,
      floor: floor && rest.plane === 'xz' ? clean({ ...floor, height: -0.6 }) : undefined,
      bodies: ordered,
      motors: hinges.map(({ name }, i) => ({ joint: name, gear: gears[i], range: [-1, 1] as const })),
    })
  })
  // A tree without any joint stands still; MuJoCo would take it, and so does the simulator, but one joint there must be.
  .filter(({ bodies }) => bodies.some(({ joints = [] }) => joints.length > 0))

/** Without the fields that are undefined. */
function clean<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as never
}

const LANES = 8
/** MuJoCo with its solver driven to the end. */
const solved = { tolerance: 1e-14, iterations: 1000, ls_iterations: 200, ls_tolerance: 1e-6 }

/**
 * Whether two capsules cross: MuJoCo's normal is then the direction of a rounding error, and here they do not touch.
 */
function crossing(model: MjModel, data: MjData): boolean {
  const sizes: Float64Array = model.geom_size
  const types: Int32Array = model.geom_type
  return contactsOf(data).some(
    ({ dist, geom1, geom2 }) => types[geom1] !== PLANE && dist + sizes[3 * geom1] + sizes[3 * geom2] < 1e-6,
  )
}

const PLANE = 0

function contactsOf(data: MjData): { readonly dist: number; readonly geom1: number; readonly geom2: number }[] {
  return Array.from({ length: data.ncon }, (_, index) => data.contact.get(index) ?? { dist: 0, geom1: 0, geom2: 0 })
}

it('any robot steps as MuJoCo steps it', () => {
  const seen = { steps: 0, constrained: 0, floor: 0, pairs: 0, drag: 0, welded: 0 }
  const check = (robot: PlanarModel, draws: readonly number[]): void => {
    const simulator = createSimulatorNow(robot, { capacity: LANES })
    const { constants, width } = simulator
    const n = constants.dofs.length
    const model = mujoco.MjModel.from_xml_string(planarMjcf(robot, solved))
    const data = new mujoco.MjData(model)
    expect([model.nv, model.nu]).toEqual([n, constants.motors.length])
    let next = 0
    const draw = () => draws[next++ % draws.length]
    const expected = Array.from({ length: LANES }, (_, lane) => {
      const qpos = constants.dofs.map(({ type, reference }) => reference + (type === 'slide' ? 0.4 : 1.2) * draw())
      const qvel = constants.dofs.map(() => 2 * draw())
      const control = constants.motors.map(() => 1.3 * draw())
      simulator.setState(lane, qpos, qvel)
      control.forEach((value, motor) => {
        simulator.control[motor * width + lane] = value
      })
      mujoco.mj_resetData(model, data)
      data.qpos.set(qpos)
      data.qvel.set(qvel)
      data.ctrl.set(control)
      mujoco.mj_forward(model, data)
      const touching = contactsOf(data)
      const constrained = data.nefc > 0
      let skipped = crossing(model, data)
      mujoco.mj_step(model, data)
      skipped ||= crossing(model, data)
      return { state: [...data.qpos, ...data.qvel], touching, constrained, skipped }
    })
    const types: Int32Array = model.geom_type
    simulator.step(LANES, 1)
    expected.forEach(({ state, touching, constrained, skipped }, lane) => {
      if (skipped) return
      const own = [simulator.qpos, simulator.qvel].flatMap((rows) =>
        constants.dofs.map((_, i) => rows[i * width + lane]),
      )
      const scale = Math.max(1, ...state.map(Math.abs))
      expect(Math.max(...state.map((value, i) => Math.abs(value - own[i]))) / scale).toBeLessThan(1e-10)
      seen.steps++
      if (constrained) seen.constrained++
      if (touching.some(({ geom1 }) => types[geom1] === PLANE)) seen.floor++
      if (touching.some(({ geom1 }) => types[geom1] !== PLANE)) seen.pairs++
      if (robot.fluid) seen.drag++
      if (robot.bodies.some(({ joints = [] }) => joints.length === 0)) seen.welded++
    })
    data.delete()
    model.delete()
  }
  const draws = fc.array(number(-1, 1), { minLength: 300, maxLength: 300 })
  fc.assert(fc.property(description, draws, check), { numRuns: 150, endOnFailure: true, seed: 4 })
  expect(seen.steps).toBeGreaterThan(1000)
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(50)
})
