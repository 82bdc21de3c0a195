import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isRestorable, type ObservationArray, observationArray, type RestorableLanes } from '@trpo/envs'
import { ATARI_GAMES, atariLanes } from '@trpo/envs/atari'
import { lanesConformance } from '@trpo/envs/conformance'
import { aleBackend, atariSource, PythonError } from '@trpo/envs/node'
import { randomStream } from '@trpo/random'
import { afterAll, describe, expect, it } from 'vitest'
import { testedPython } from '../python-bridge/tested-python.ts'

const python = await testedPython()

/** What lanes show and give in some steps of random actions. */
function played(lanes: RestorableLanes, steps: number, seed: number): string[] {
  const { count, spec } = lanes
  const all = new Uint8Array(count).fill(1)
  const actions = new Float64Array(3 * count)
  const random = randomStream(1, 'unused')
  const draws = randomStream(seed, 'actions').seek(0, 0, 0)
  const rewards = new Float64Array(count)
  const [terminated, truncated] = [new Uint8Array(count), new Uint8Array(count)]
  const seen = observationArray(spec.observationSpace, count)
  return Array.from({ length: steps }, () => {
    for (let i = 0; i < actions.length; i++) actions[i] = draws.integer(i % 3 === 2 ? 2 : 3)
    lanes.step(all, actions, Array(count).fill(random), rewards, terminated, truncated)
    lanes.observe(all, seen)
    return [rewards, terminated, truncated, digest(seen)].join(' ')
  })
}

function digest(values: ObservationArray): number {
  let sum = 7
  for (const value of values) sum = (Math.imul(sum, 31) + value) | 0
  return sum
}

describe.skipIf(python === undefined)('Atari in ALE', () => {
  const backend = aleBackend({ python })

  describe.each(ATARI_GAMES)('%s', (game) => {
    it('comes back with a snapshot or a reset: 200 random actions give the same rewards, frames and RAM, in another lane too', () => {
      const lanes = atariLanes(backend, game, 2, { stickiness: 0.25 })
      try {
        const reset = () => {
          for (const lane of [0, 1]) lanes.reset(lane, randomStream(3, 'reset').seek(0, lane, 0))
        }
        reset()
        const start = played(lanes, 60, 1)
        const snapshots = [lanes.snapshot(0), lanes.snapshot(1)]
        const first = played(lanes, 200, 2)
        // The state has the RAM, all registers, and what is random.
        const after = [lanes.snapshot(0), lanes.snapshot(1)]
        for (const lane of [0, 1]) lanes.restore(lane, snapshots[lane])
        expect(played(lanes, 200, 2)).toEqual(first)
        expect([lanes.snapshot(0), lanes.snapshot(1)]).toEqual(after)
        // Both lanes from one state, by actions of their own.
        for (const lane of [1, 0]) lanes.restore(lane, snapshots[0])
        const [own, other] = [played(lanes, 5, 2), played(lanes, 5, 3)]
        for (const lane of [0, 1]) lanes.restore(lane, snapshots[0])
        expect([played(lanes, 5, 2), played(lanes, 5, 3)]).toEqual([own, other])
        // Nothing of what was played is left after a reset.
        reset()
        expect(played(lanes, 60, 1)).toEqual(start)
        expect(new Set(first).size).toBeGreaterThan(50)
      } finally {
        lanes.dispose()
      }
    })
  })

  describe('pong keeps the contract of lanes', () => {
    const source = atariSource('pong', { stickiness: 0.1, episodeFrames: 160 }, { python })
    const checks = lanesConformance((count) => source.createLanes(count), { steps: 60 })
    for (const check of checks) it(check.name, check.run)
  })

  it('begins an episode after as many frames as its seed says, in every process alike', () => {
    const begin = (noops: number) => {
      const lanes = atariLanes(backend, 'space_invaders', 4, { noops })
      try {
        const seen = observationArray(lanes.spec.observationSpace, 4)
        for (let lane = 0; lane < 4; lane++) lanes.reset(lane, randomStream(1, 'reset').seek(0, lane, 0))
        lanes.observe(new Uint8Array(4).fill(1), seen)
        const size = seen.length / 4
        return Array.from({ length: 4 }, (_, lane) => digest(seen.subarray(lane * size, (lane + 1) * size)))
      } finally {
        lanes.dispose()
      }
    }
    expect(begin(30)).toEqual(begin(30))
    expect(new Set(begin(0)).size).toBe(1)
    expect(new Set(begin(30)).size).toBeGreaterThan(1)
  })

  it('shows the screen of the very episode', () => {
    const source = atariSource('breakout', {}, { python })
    const [pictured, plain] = [source.createPictured(), source.create()]
    try {
      const own = observationArray(plain.spec.observationSpace)
      const other = observationArray(plain.spec.observationSpace)
      const colours = new Set<number>()
      for (const environment of [pictured, plain]) environment.reset(randomStream(4, 'reset').seek(0, 0, 0))
      for (let step = 0; step < 40; step++) {
        const action = Float64Array.of(step % 3, 1, 1)
        const results = [pictured, plain].map((environment) => environment.step(action, randomStream(1, 'unused')))
        expect(results[0]).toEqual(results[1])
        plain.observe(own)
        pictured.observe(other)
        expect(other).toEqual(own)
        const { width, height, rgb } = pictured.picture()
        expect([width, height, rgb.length]).toEqual([160, 210, 3 * 160 * 210])
        for (let i = 0; i < rgb.length; i += 3) colours.add((rgb[i] << 16) | (rgb[i + 1] << 8) | rgb[i + 2])
      }
      // The bricks of Breakout have six colours.
      expect(colours.size).toBeGreaterThan(6)
      expect(pictured.timeStep).toBeCloseTo(4 / 60)
      expect(isRestorable(plain)).toBe(true)
    } finally {
      for (const environment of [pictured, plain]) environment.dispose?.()
    }
  })

  describe('says what it needs', () => {
    const folder = mkdtempSync(join(tmpdir(), 'trpo-ale-'))
    afterAll(() => rmSync(folder, { recursive: true, force: true }))
    const put = (path: string, text: string): string => {
      mkdirSync(join(folder, path, '..'), { recursive: true })
      writeFileSync(join(folder, path), text)
      return join(folder, path, '..')
    }
    const other = join(put('other/ale_py-0.11.2.dist-info/METADATA', 'Name: ale-py\nVersion: 0.11.2\n'), '..')
    const missing = put('missing/ale_py.py', 'raise ModuleNotFoundError("there is none", name="ale_py")\n')
    const empty = put('empty/readme.txt', '')
    const spoilt = put('spoilt/pong.bin', 'no game')

    it.each([
      [
        'another version of ale-py',
        { PYTHONPATH: other },
        /ale-py is 0\.11\.2, expected 0\.12\.1.*`trpo setup python`/,
      ],
      ['no ale-py', { PYTHONPATH: missing }, /the package ale_py is missing; `trpo setup python` installs/],
      [
        'no cartridge',
        { ALE_ROMS_DIR: empty },
        /cartridge of pong .*No such file.*unset ALE_ROMS_DIR, which is .*empty/,
      ],
      ['another cartridge', { ALE_ROMS_DIR: spoilt }, /cartridge of pong .*hash of pong\.bin.*unset ALE_ROMS_DIR/],
    ])('%s', (_, variables, message) => {
      const before = { ...process.env }
      Object.assign(process.env, variables)
      try {
        const open = () => atariLanes(aleBackend({ python }), 'pong', 1)
        expect(open).toThrow(expect.objectContaining({ name: 'PythonError', fault: 'package' }))
        expect(open).toThrow(message)
      } finally {
        for (const name of Object.keys(variables)) delete process.env[name]
        Object.assign(process.env, before)
      }
    })
  })

  it('says which games there are', () => {
    const open = () => atariLanes(backend, 'pongg', 1)
    expect(open).toThrow(PythonError)
    expect(open).toThrow(/ale-py has no game pongg.*pong/)
  })
})
