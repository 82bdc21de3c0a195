import { box, discrete, type Environment, lanesOf, type ObservationArray } from '@trpo/envs'
import { networkFromDescription, simdNetwork } from '@trpo/networks'
import { categoricalMlp, policyForward } from '@trpo/policies'
import { randomStream } from '@trpo/random'
import { ALL_GROUPS, everyAction, type PathBatch, type SamplingPolicy, singlePath, vine } from '@trpo/samplers'
import { samplerConformance } from '@trpo/samplers/conformance'
import { describe, expect, it } from 'vitest'

/** What each type shows after `ticks` steps: numbers that only it holds exactly, in f32 and bytes after rounding. */
const kinds = {
  f64: { space: box(-Infinity, Infinity, { shape: [3] }), show: (t: number) => [1.76e9 + 30 * t, 0.1, -t] },
  f32: { space: box(-9e9, 9e9, { shape: [3], type: 'f32' }), show: (t: number) => [1.76e9 + 30 * t, 0.1, -t] },
  u8: { space: box(0, 255, { shape: [1, 3], type: 'u8' }), show: (t: number) => [255 - t, 7, t] },
} as const
const arrays = { f64: Float64Array, f32: Float32Array, u8: Uint8Array }
type Kind = keyof typeof kinds

function clock(kind: Kind): Environment {
  const { space, show } = kinds[kind]
  let ticks = 0
  return {
    spec: { name: `clock in ${kind}`, observationSpace: space, actionSpace: discrete(2) },
    reset(random) {
      ticks = random.integer(40)
    },
    step(_action, random) {
      ticks += 1 + random.integer(2)
      return { reward: ticks, terminated: ticks > 60 }
    },
    observe: (into: ObservationArray) => into.set(show(ticks)),
  }
}

const normalizer = { mean: Float64Array.of(1.76e9, 0, 0), std: Float64Array.of(300, 1, 1), clip: 10 }
const procedure = singlePath({ quota: { kind: 'steps', steps: 120 }, lanes: 12, episodes: 'continue' })

describe.each([
  ['f32', simdNetwork],
  ['f64', networkFromDescription],
] as const)('an %s network', (precision, buildNetwork) => {
  const policy = categoricalMlp({ observationSize: 3, classes: 2, hidden: [4], buildNetwork })
  const theta = policy.network.init(randomStream(3, 'init').seek(0, 0, 0))
  const samplerOf = (kind: Kind) =>
    procedure.create(
      { policy, seed: 5 },
      lanesOf(() => clock(kind), 12),
      ALL_GROUPS,
    )

  it.each([
    ['f64', false, precision],
    ['f64', true, 'f64'],
    ['f32', false, 'f32'],
    ['f32', true, 'f32'],
    ['u8', false, 'u8'],
    ['u8', true, 'u8'],
  ] as const)('of a box of %s, normalised: %s, stores %s', async (kind, normalized, stored) => {
    const sampler = samplerOf(kind)
    const sampling: SamplingPolicy = { theta, ...(normalized && { normalizer }) }
    const { batch, open } = await sampler.collect({ iteration: 0, policy: sampling, open: [] })
    const { observations, segments, rows, mu } = batch
    expect(observations).toBeInstanceOf(arrays[stored])
    // Every row is what its environment showed, rounded to what it is stored as and to nothing else.
    const shows = new Set(Array.from({ length: 70 }, (_, t) => arrays[stored].from(kinds[kind].show(t)).join()))
    for (let row = 0; row < rows; row++) expect(shows).toContain(observations.slice(3 * row, 3 * row + 3).join())
    for (const { lastObservation } of segments) {
      expect(lastObservation).toBeInstanceOf(arrays[stored])
      expect(shows).toContain(lastObservation.join())
    }
    expect(policyForward({ ...policy, ...sampling }, observations, rows).y).toEqual(mu)
    // Open episodes keep what the environment gave, whatever is stored.
    const given = new Set(Array.from({ length: 70 }, (_, t) => arrays[kind].from(kinds[kind].show(t)).join()))
    expect(open?.length).toBe(12)
    for (const { observation } of open ?? []) {
      expect(observation).toBeInstanceOf(Float64Array)
      expect(given).toContain(observation.join())
    }
    // A request without its normaliser, or with one, is answered all the same.
    const other: SamplingPolicy = { theta, ...(!normalized && { normalizer }) }
    const next = await sampler.collect({ iteration: 1, policy: other, open })
    expect(next.batch.rows).toBe(120)
    sampler.dispose()
  })

  it('sees every tick of a clock through a normaliser', async () => {
    const { batch } = await samplerOf('f64').collect({ iteration: 0, policy: { theta, normalizer }, open: [] })
    const { observations, rows } = batch
    const { inputs } = policyForward({ ...policy, theta, normalizer }, observations, rows)
    for (let row = 0; row < rows; row++) {
      const exact = (observations[3 * row] - 1.76e9) / 300
      expect(inputs[3 * row]).toBe(precision === 'f32' ? Math.fround(exact) : exact)
      // A whole number of ticks of 30 s: nothing was rounded on the way.
      expect(Number.isInteger(10 * exact)).toBe(true)
    }
  })

  describe.each(['f32', 'u8'] as const)('conforms on %s', (kind) => {
    const createLanes = (count: number) => lanesOf(() => clock(kind), count)
    const subject = { procedure, context: { policy, seed: 5 }, createLanes, theta, paths: (batch: PathBatch) => batch }
    for (const { name, run } of samplerConformance(subject)) it(name, run)
  })
})

it.each(['f64', 'f32', 'u8'] as const)('a vine of %s stores what it is shown, of rollouts too', async (kind) => {
  let ticks = 0
  const create = () => ({
    ...clock(kind),
    reset() {
      ticks = 0
    },
    step: () => ({ reward: ++ticks, terminated: false }),
    observe: (into: ObservationArray) => into.set(kinds[kind].show(ticks)),
    snapshot: () => ticks,
    restore(snapshot: number) {
      ticks = snapshot
    },
  })
  const policy = categoricalMlp({ observationSize: 3, classes: 2, hidden: [4] })
  const theta = policy.network.init(randomStream(3, 'init').seek(0, 0, 0))
  const grown = vine({ lanes: 1, trunks: 1, trunkSteps: 6, states: 3, branchSteps: 2, proposal: everyAction() })
  const sampler = grown.create({ policy, seed: 5 }, lanesOf(create, 1), ALL_GROUPS)
  const { batch } = await sampler.collect({ iteration: 0, policy: { theta, normalizer } })
  expect(batch.observations).toBeInstanceOf(arrays[kind])
  expect(batch.branches).toHaveLength(6)
  for (const { lastObservation, start, length } of batch.branches)
    expect(lastObservation).toEqual(arrays[kind].from(kinds[kind].show(start + length)))
  sampler.dispose()
})

it('a specification that is none is refused with the field', () => {
  const policy = categoricalMlp({ observationSize: 3, classes: 2, hidden: [] })
  const lanes = lanesOf(() => clock('f64'), 12)
  const spec = { ...lanes.spec, observationSpace: { kind: 'box' as const, low: [0, 0, 0], high: [1, Number.NaN, 1] } }
  expect(() => procedure.create({ policy, seed: 1 }, { ...lanes, spec }, ALL_GROUPS)).toThrow(
    'spec.observationSpace.high[1] is NaN; expected a number',
  )
})
