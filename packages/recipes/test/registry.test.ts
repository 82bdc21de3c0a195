import { spaceSize } from '@trpo/envs'
import { ATARI_GAMES, paperAtari } from '@trpo/envs/atari'
import { randomStream } from '@trpo/random'
import { describe, expect, test } from 'vitest'
import { environments } from '../src/environments/registry.ts'
import { presets } from '../src/presets/registry.ts'

const offered = environments.flatMap((entry) =>
  (entry.physics.length === 0 ? [null] : entry.physics).map((physics) => ({ name: entry.name, physics, entry })),
)

test.each(offered)('$name on $physics is what its name and summary say', async ({ name, physics, entry }) => {
  const source = await entry.load(physics)
  const environment = source.create()
  const { spec } = environment
  expect(spec.name).toBe(name)
  const counted = /(\d+) observations/.exec(entry.summary)
  if (counted !== null) expect(spaceSize(spec.observationSpace)).toBe(Number(counted[1]))
  const motors = /(\d+) motors?/.exec(entry.summary)
  if (motors !== null) expect(spaceSize(spec.actionSpace)).toBe(Number(motors[1]))
  // The game of catch is over after its last ball, whatever happens.
  if (name !== 'pixels/catch') expect(entry.summary).toContain(`${spec.timeLimit?.toLocaleString('en')} steps`)

  const random = randomStream(1, 'registry test')
  environment.reset(random)
  const action = new Float64Array(spaceSize(spec.actionSpace)).fill(spec.actionSpace.kind === 'box' ? 0.5 : 0)
  const { reward, terminated } = environment.step(action, random)
  expect(Number.isFinite(reward)).toBe(true)
  expect(terminated).toBe(false)
  environment.dispose?.()

  const lanes = source.createLanes(3)
  expect(lanes.count).toBe(3)
  expect(lanes.spec).toEqual(spec)
  lanes.dispose()
})

describe('presets and environments', () => {
  test('have names of their own', () => {
    for (const list of [presets, environments]) expect(new Set(list.map(({ name }) => name)).size).toBe(list.length)
  })

  test.each(presets)('$name trains what is registered, on an engine that can move it', ({ settings }) => {
    const { environment } = settings
    if (environment.from === 'atari') {
      expect(ATARI_GAMES).toContain(environment.name)
      expect(environment.frameSkip).toBe(paperAtari(environment.name).frameSkip)
      return
    }
    expect(environment.from).toBe('registry')
    if (environment.from !== 'registry') return
    const { name, physics } = environment
    const entry = environments.find((candidate) => candidate.name === name)
    if (physics === null) expect(entry?.physics).toEqual([])
    else expect(entry?.physics).toContain(physics)
  })

  test('every environment has a preset', () => {
    const trained = new Set(presets.map(({ settings }) => settings.environment.name))
    expect(environments.map(({ name }) => name).filter((name) => !trained.has(name))).toEqual([])
  })
})
