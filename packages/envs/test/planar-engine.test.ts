import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { loadMujoco, mujocoEngine, type RobotEngine, swimmerV5Task } from '@trpo/envs/mujoco'
import { type PlanarRobot, planarEngine, planarEnvironment, planarLanes, type RobotTask } from '@trpo/envs/planar'
import { randomStream } from '@trpo/random'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { distance } from './distance.ts'

const { model } = swimmerV5Task
const BEND = (100 / 180) * Math.PI

/** What the test of memory needs of the engine's WebAssembly. */
const { WebAssembly: assembly } = globalThis as unknown as {
  readonly WebAssembly: { Instance: new (module: object) => { readonly exports: { memory: { buffer: ArrayBuffer } } } }
}

/** Uniform, or of any order of magnitude: nearly at rest is where solvers stop early. */
const number = (bound: number) =>
  fc.oneof(
    fc.integer({ min: -1e6, max: 1e6 }).map((millionths) => (bound * millionths) / 1e6),
    fc.double({ min: -bound, max: bound, noNaN: true }),
  )
const vector = (size: number, bound: number) => fc.array(number(bound), { minLength: size, maxLength: size })

/** Somewhere in the plane, elbows up to a fifth beyond their limits, at speeds that the fluid lets it have. */
const state = fc.record({
  qpos: fc
    .tuple(vector(2, 3), number(4), vector(2, 1.2 * BEND))
    .map(([place, heading, elbows]) => [...place, heading, ...elbows]),
  qvel: vector(5, 3),
})

function start(engine: RobotEngine, lane: number, { qpos, qvel }: { qpos: number[]; qvel: number[] }): void {
  engine.qpos[lane].set(qpos)
  engine.qvel[lane].set(qvel)
  engine.start(lane)
}

const stateOf = (engine: RobotEngine, lane: number) => [...engine.qpos[lane], ...engine.qvel[lane]]

describe('planar physics against MuJoCo', async () => {
  const mujoco = await loadMujoco()
  const one = Uint8Array.of(1)
  /** At its default tolerance of 1e-8 MuJoCo stops before its own solution: 1 rollout in 400 is then off by 1e-7. */
  const solved = { ...model, mjcf: model.mjcf.replace('<option ', '<option tolerance="0" ') }

  /** Runs both side by side; gives the largest relative difference and the largest bend of an elbow. */
  function compare(from: { qpos: number[]; qvel: number[] }, actions: number[][]) {
    const engines = [planarEngine(model, 1), mujocoEngine(mujoco, solved, 1)] as const
    for (const engine of engines) start(engine, 0, from)
    let error = 0
    let bend = 0
    for (const action of actions) {
      for (const engine of engines) engine.step(one, Float64Array.from(action))
      const [planar, reference] = engines.map((engine) => stateOf(engine, 0))
      error = Math.max(error, distance(planar, reference) / Math.max(1, ...reference.map(Math.abs)))
      bend = Math.max(bend, Math.abs(reference[3]), Math.abs(reference[4]))
    }
    for (const engine of engines) engine.dispose()
    return { error, bend }
  }

  it('agrees over 50 control steps from any state, under any actions', () => {
    fc.assert(
      fc.property(state, fc.array(vector(2, 1.5), { minLength: 50, maxLength: 50 }), (from, actions) => {
        expect(compare(from, actions).error).toBeLessThan(1e-11)
      }),
      { numRuns: 60, endOnFailure: true },
    )
  })

  it.each([
    ['one limit', [1, 0]],
    ['the other', [0, -1]],
    ['both, curled up', [1, 1]],
    ['both, in a zigzag', [-1, 1]],
  ])('agrees while motors press against %s', (_, action) => {
    const from = { qpos: [0, 0, 0, 1.6 * Math.sign(action[0]), 1.6 * Math.sign(action[1])], qvel: [0, 0, 0, 0, 0] }
    const { error, bend } = compare(
      from,
      Array.from({ length: 50 }, () => action),
    )
    expect(bend).toBeGreaterThan(BEND)
    expect(error).toBeLessThan(1e-11)
  })
})

describe('planarEngine', () => {
  it('gives a lane the same bits whatever the number of lanes, its place, and what the others do', () => {
    const others = fc.record({ state, kind: fc.constantFrom('moves', 'rests', 'fails') })
    fc.assert(
      fc.property(
        state,
        fc.array(vector(2, 1.5), { minLength: 5, maxLength: 5 }),
        fc.array(others, { maxLength: 4 }),
        fc.nat(4),
        (from, actions, neighbours, wanted) => {
          const alone = planarEngine(model, 1)
          const place = Math.min(wanted, neighbours.length)
          const many = planarEngine(model, neighbours.length + 1)
          const all = neighbours.map(({ kind, state: { qpos, qvel } }) => ({
            kind,
            state: kind === 'fails' ? { qpos: [Number.NaN, 0, 0, 0, 0], qvel } : { qpos, qvel },
          }))
          all.splice(place, 0, { kind: 'moves', state: from })
          start(alone, 0, from)
          all.forEach((each, lane) => {
            start(many, lane, each.state)
          })
          const active = Uint8Array.from(all, ({ kind }) => (kind === 'rests' ? 0 : 1))
          for (const action of actions) {
            alone.step(Uint8Array.of(1), Float64Array.from(action))
            const step = () =>
              many.step(
                active,
                Float64Array.from(all.flatMap((_, lane) => (lane === place ? action : [-action[1], 0.3]))),
              )
            const failing = all.findIndex(({ kind }, lane) => kind === 'fails' && active[lane] !== 0)
            if (failing < 0) step()
            else expect(step).toThrow(`lane ${failing}: the physics of swimmer became unstable`)
            expect(stateOf(many, place)).toEqual(stateOf(alone, 0))
            all.forEach(({ kind }, lane) => {
              if (kind === 'fails') active[lane] = 0
            })
          }
        },
      ),
      { numRuns: 100, endOnFailure: true },
    )
  })

  it('moves no lane when a control is refused', () => {
    const engine = planarEngine(model, 2)
    start(engine, 0, { qpos: [0, 0, 0, 0.1, 0.2], qvel: [1, 0, 0, 0, 0] })
    engine.start(1)
    const before = stateOf(engine, 0)
    expect(() => engine.step(Uint8Array.of(1, 1), Float64Array.of(1, 1, 1, Number.NaN))).toThrow('lane 1: control 1')
    expect(stateOf(engine, 0)).toEqual(before)
  })

  it('starts lanes in the pose of the description', () => {
    const lifted: PlanarRobot = {
      name: 'lifted',
      frameSkip: 1,
      timestep: 0.01,
      planar: {
        name: 'lifted',
        plane: 'xz',
        timestep: 0.01,
        integrator: 'rk4',
        bodies: [
          {
            name: 'ball',
            position: [0, 1],
            joints: [{ name: 'height', type: 'slide', axis: [0, 1], reference: 1 }],
            capsules: [{ from: [0, 0], to: [0, 0.1], radius: 0.1 }],
          },
        ],
      },
    }
    const engine = planarEngine(lifted, 3)
    expect(engine.controls).toBe(0)
    expect(engine.qpos.map((lane) => [...lane])).toEqual([[1], [1], [1]])
    for (let lane = 0; lane < 3; lane++) engine.start(lane)
    engine.step(Uint8Array.of(1, 1, 1), new Float64Array(0))
    // It falls freely: v = -g t.
    for (const [velocity] of engine.qvel) expect(Math.abs(velocity + 9.81 * 0.01)).toBeLessThan(1e-15)
  })

  it('refuses a model whose timestep is not the robot’s, and one that planar physics does not support', () => {
    expect(() => planarEngine({ ...model, timestep: 0.02 }, 1)).toThrow(
      'the planar model of swimmer has a timestep of 0.01 s, the robot expects 0.02 s',
    )
    expect(() => planarEngine(model, 65537)).toThrow('65536')
    const tendons: object = { ...model.planar, tendons: [] }
    expect(() => planarEngine({ ...model, planar: tendons as typeof model.planar }, 1)).toThrow("'tendons'")
  })

  it('gives its memory back at dispose, even when the engine itself is kept', async () => {
    setFlagsFromString('--expose-gc')
    const collectGarbage: () => void = runInNewContext('gc')
    const original = assembly.Instance
    const memories: WeakRef<object>[] = []
    // Every simulator's memory is exported by an instance of its module.
    assembly.Instance = class extends original {
      constructor(module: object) {
        super(module)
        memories.push(new WeakRef(this.exports.memory.buffer))
      }
    }
    const kept: { dispose?(): void }[] = []
    try {
      for (let n = 0; n < 50; n++) {
        const lanes = planarLanes(swimmerV5Task, 16)
        lanes.reset(0, randomStream(1, 'test').seek(0, 0, 0))
        const environment = planarEnvironment(swimmerV5Task)
        kept.push(lanes, environment)
      }
    } finally {
      assembly.Instance = original
    }
    const living = async () => {
      // A WeakRef that was made or read holds its target until the present job is over.
      await new Promise((resolve) => setTimeout(resolve, 0))
      collectGarbage()
      return memories.filter((memory) => memory.deref() !== undefined).length
    }
    expect(memories).toHaveLength(100)
    expect(await living()).toBe(100)
    for (const each of kept) each.dispose?.()
    for (const each of kept) each.dispose?.()
    expect(await living()).toBe(0)
    expect(kept).toHaveLength(100)
  })
})

describe('planarEnvironment', () => {
  it('runs a task on a robot of one’s own, which needs no MJCF', () => {
    const swing: RobotTask<PlanarRobot> = {
      spec: {
        name: 'swing',
        observationSpace: { kind: 'box', low: [-Infinity, -Infinity], high: [Infinity, Infinity] },
        actionSpace: { kind: 'box', low: [-1], high: [1] },
        timeLimit: 3,
      },
      model: {
        name: 'pendulum',
        frameSkip: 2,
        timestep: 0.01,
        planar: {
          name: 'pendulum',
          plane: 'xz',
          timestep: 0.01,
          integrator: 'rk4',
          bodies: [
            {
              name: 'bob',
              joints: [{ name: 'pivot', type: 'hinge', axis: 1 }],
              capsules: [{ from: [0, 0], to: [0, -1], radius: 0.05 }],
            },
          ],
          motors: [{ joint: 'pivot', gear: 1, range: [-1, 1] }],
        },
      },
      start(random, qpos, qvel) {
        qpos[0] = random.uniform()
        qvel[0] = 0
      },
      observe(qpos, qvel, into) {
        into[0] = qpos[0]
        into[1] = qvel[0]
      },
      reward: (before, _, qpos) => qpos[0] - before[0],
      terminated: () => false,
    }
    const environment = planarEnvironment(swing)
    const random = randomStream(1, 'test').seek(0, 0, 0)
    environment.reset(random)
    const [before, after] = [new Float64Array(2), new Float64Array(2)]
    environment.observe(before)
    const results = [1, 2, 3].map(() => environment.step(Float64Array.of(1), random))
    environment.observe(after)
    expect(results.map(({ truncated }) => truncated === true)).toEqual([false, false, true])
    const gained = results.reduce((sum, { reward }) => sum + reward, 0)
    expect(Math.abs(gained - (after[0] - before[0]))).toBeLessThan(1e-15)
    expect(after[0]).not.toBe(before[0])
    environment.dispose?.()
  })
})
