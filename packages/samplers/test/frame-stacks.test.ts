import {
  box,
  discrete,
  frameStack,
  type Lanes,
  lanesOf,
  type ObservationArray,
  type RestorableEnvironment,
  type RestorableLanes,
} from '@trpo/envs'
import { categoricalMlp } from '@trpo/policies'
import { randomStream } from '@trpo/random'
import {
  ALL_GROUPS,
  type Batch,
  copyObservation,
  everyAction,
  observationRoom,
  observationRows,
  type PathBatch,
  type SamplingProcedure,
  singlePath,
  type VineBatch,
  vine,
} from '@trpo/samplers'
import { samplerConformance } from '@trpo/samplers/conformance'
import { describe, expect, it } from 'vitest'

const K = 3
const FRAME = 70

/** Frames of noise that no two steps share, in episodes of 1 to 6 steps. */
function noise(type: 'u8' | 'f64'): RestorableEnvironment<readonly [number, number]> {
  let [seed, left] = [0, 0]
  return {
    spec: { name: 'noise', observationSpace: box(0, 255, { shape: [7, 10], type }), actionSpace: discrete(2) },
    reset(random) {
      seed = random.integer(2 ** 20)
      left = 1 + random.integer(6)
    },
    step(action, random) {
      seed = random.integer(2 ** 20) + action[0]
      left -= 1
      return { reward: seed % 7, terminated: left === 0 }
    },
    observe(into: ObservationArray) {
      for (let i = 0; i < FRAME; i++) into[i] = (seed * (i + 1)) % 251
    },
    snapshot: () => [seed, left],
    restore(snapshot) {
      ;[seed, left] = snapshot
    },
  }
}

const policy = categoricalMlp({ observationSize: K * FRAME, classes: 2, hidden: [4] })
const theta = policy.network.init(randomStream(3, 'init').seek(0, 0, 0))
const context = { policy, seed: 5 }

/** The lanes, with stacks that nobody knows of: samplers store each whole. */
function undeclared<L extends Lanes>(lanes: L): L {
  const { frameStack: _, ...spec } = lanes.spec
  return { ...lanes, spec }
}

/** Every observation of a batch, and of its last observations. */
const seen = (batch: Batch) => Array.from(observationRows(batch, 0, batch.rows, {}))

describe.each(['u8', 'f64'] as const)('stacks of frames of %s', (type) => {
  const createLanes = (count: number): RestorableLanes => lanesOf(() => frameStack(noise(type), K), count)

  /** Three iterations with the stacks declared, and without: each batch both ways. */
  async function both<B extends Batch>(procedure: SamplingProcedure<B, RestorableLanes>): Promise<readonly [B, B][]> {
    const stacked = procedure.create(context, createLanes(procedure.lanes), ALL_GROUPS)
    const whole = procedure.create(context, undeclared(createLanes(procedure.lanes)), ALL_GROUPS)
    const pairs: [B, B][] = []
    let open = procedure.firstOpen
    for (let iteration = 0; iteration < 3; iteration++) {
      const request = { iteration, policy: { theta }, open }
      const [ours, expected] = [await stacked.collect(request), await whole.collect(request)]
      expect(seen(ours.batch)).toEqual(seen(expected.batch))
      expect(ours.episodes).toEqual(expected.episodes)
      expect(ours.open).toEqual(expected.open)
      expect(Array.from(ours.batch.mu)).toEqual(Array.from(expected.batch.mu))
      pairs.push([structuredClone(ours.batch), structuredClone(expected.batch)])
      open = ours.open
    }
    return pairs
  }

  it.each([
    ['steps, fresh', singlePath({ lanes: 14, quota: { kind: 'steps', steps: 200 } })],
    ['steps, continued', singlePath({ lanes: 14, quota: { kind: 'steps', steps: 200 }, episodes: 'continue' })],
    ['whole paths', singlePath({ lanes: 5, quota: { kind: 'paths', paths: 31 } })],
  ])('read as they were seen: %s', async (_what, procedure) => {
    // Whole paths need to know how long they can be.
    const limited: typeof procedure = {
      ...procedure,
      create: (own, lanes, groups) =>
        procedure.create(own, { ...lanes, spec: { ...lanes.spec, timeLimit: 6 } }, groups),
    }
    for (const [ours, whole] of await both<PathBatch>(limited)) {
      expect(ours.segments).toEqual(whole.segments)
      expect(ours.stacks?.size).toBe(K)
      // Each frame is stored once: no more than the rows and K - 1 of an earlier episode for each lane are referred to.
      const referred = new Set(ours.stacks?.indices)
      expect(referred.size).toBeLessThanOrEqual(ours.rows + 14 * (K - 1))
      expect(whole.stacks).toBeUndefined()
      expect(whole.observations.length).toBe(whole.rows * K * FRAME)
    }
  })

  it('takes a third of the memory, and a little', async () => {
    const steps = singlePath({ lanes: 12, quota: { kind: 'steps', steps: 1200 } })
    const [[ours, whole]] = await both<PathBatch>(steps)
    expect(ours.observations.length).toBe(1200 * FRAME + 12 * (K - 1) * FRAME)
    expect(whole.observations.length).toBe(1200 * K * FRAME)
  })

  it.each(['rollout-set', 'trunk'] as const)('read as they were seen: the %s of a vine', async (rows) => {
    const sizes = { lanes: 6, trunks: 4, trunkSteps: 20, states: 20, branchSteps: 3, rows }
    for (const [ours, whole] of await both<VineBatch<true>>(vine({ ...sizes, proposal: everyAction() }))) {
      expect(ours.branches).toEqual(whole.branches)
      expect(seen(ours.trunk)).toEqual(seen(whole.trunk))
      // The rows refer to the frames of the trunk.
      expect(ours.observations.length).toBe(ours.trunk.observations.length)
    }
  })

  describe('conform', () => {
    const procedure = singlePath({ quota: { kind: 'steps', steps: 60 }, lanes: 12, episodes: 'continue' })
    const subject = { procedure, context, createLanes, theta, paths: (batch: PathBatch) => batch }
    for (const { name, run } of samplerConformance(subject)) it(name, run)
  })
})

it('rows are read one by one, and into memory that is used again', async () => {
  const procedure = singlePath({ lanes: 12, quota: { kind: 'steps', steps: 60 } })
  const lanes = lanesOf(() => frameStack(noise('u8'), K), 12)
  const { batch } = await procedure.create(context, lanes, ALL_GROUPS).collect({ iteration: 0, policy: { theta } })
  const all = observationRows(batch, 0, 60, {})
  const memory = {}
  const room = observationRoom(batch, 2, undefined)
  for (let row = 0; row < 59; row += 2) {
    const expected = all.slice(row * K * FRAME, (row + 2) * K * FRAME)
    expect(observationRows(batch, row, 2, memory)).toEqual(expected)
    for (const i of [0, 1]) copyObservation(batch, row + i, room, i)
    expect(room).toEqual(expected)
  }
  expect(observationRows(batch, 0, 2, memory).buffer).toBe(observationRows(batch, 7, 1, memory).buffer)
  expect(observationRoom(batch, 2, room)).toBe(room)
  expect(observationRoom(batch, 3, room)).not.toBe(room)
})
