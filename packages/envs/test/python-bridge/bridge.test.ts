import { join } from 'node:path'
import { LaneError, type Lanes, observationArray } from '@trpo/envs'
import { lanesConformance } from '@trpo/envs/conformance'
import {
  findPython,
  type GymnasiumOptions,
  gymnasiumEnvironment,
  gymnasiumLanes,
  gymnasiumSource,
  PythonError,
} from '@trpo/envs/node'
import { randomStream } from '@trpo/random'
import { afterAll, describe, expect, test } from 'vitest'
import { isRestorableLanes } from '../../src/lanes.ts'
import { fakePython } from './fake-python.ts'
import { type Played, play } from './play.ts'

const fake = fakePython()
afterAll(fake.remove)

const { python, folder } = fake
let files = 0

/** Lanes of counters, which are disposed of in the end. */
function withLanes<T>(count: number, options: GymnasiumOptions, work: (lanes: Lanes) => T): T {
  const lanes = gymnasiumLanes('Counter-v0', count, { python, ...options })
  try {
    return work(lanes)
  } finally {
    lanes.dispose()
  }
}

const logFile = () => join(folder, `log-${files++}`)

/** What is thrown. */
function thrownBy(work: () => unknown): unknown {
  try {
    work()
  } catch (error) {
    return error
  }
  return undefined
}

describe('lanes in another process', () => {
  test('are reset by one draw and stepped by their own actions; the others are left alone', () => {
    withLanes(3, {}, (lanes) => {
      const seeds = [0, 1, 2].map((lane) =>
        randomStream(5, 'test')
          .seek(1, lane, 0)
          .integer(2 ** 31),
      )
      for (let lane = 0; lane < 3; lane++) lanes.reset(lane, randomStream(5, 'test').seek(1, lane, 0))
      const into = observationArray(lanes.spec.observationSpace, 3)
      lanes.observe(Uint8Array.of(1, 1, 1), into)
      expect([...into]).toEqual(seeds.flatMap((seed) => [seed, 0]))
      const rewards = Float64Array.of(-1, -1, -1)
      const ends = [Uint8Array.of(9, 9, 9), Uint8Array.of(9, 9, 9)] as const
      const randoms = Array(3).fill(randomStream(5, 'test'))
      lanes.step(Uint8Array.of(1, 0, 1), Float64Array.of(2, 0, 1), randoms, rewards, ...ends)
      lanes.observe(Uint8Array.of(1, 1, 1), into)
      const next = (c: number, action: number) => (69_069 * c + 1 + action) % 2 ** 31
      const [first, third] = [next(seeds[0], 2), next(seeds[2], 1)]
      expect([...into]).toEqual([first, 1, seeds[1], 0, third, 1])
      expect([...rewards]).toEqual([first % 7, -1, third % 7])
      expect(ends.map((end) => [...end])).toEqual([
        [0, 9, 0],
        [0, 9, 0],
      ])
    })
  })

  test.each([{ type: 'f64' as const }, { type: 'f32' as const }, { type: 'u8' as const }])(
    'show observations of type $type',
    (options) => {
      const shown = withLanes(2, { options }, (lanes) => {
        expect(lanes.spec.observationSpace.type).toBe(options.type)
        return play(lanes, 12).observations
      })
      const exact = withLanes(2, {}, (lanes) => play(lanes, 12).observations)
      const stored = { f64: (value: number) => value, f32: Math.fround, u8: (value: number) => value % 256 }
      expect(shown).toEqual(exact.map(stored[options.type]))
    },
  )

  test('keep the contract of lanes, restorable ones too', () => {
    for (const restorable of [false, true]) {
      const source = gymnasiumSource('Counter-v0', { python, options: { restorable } })
      const checks = lanesConformance((count) => source.createLanes(count), {
        single: () => source.create(),
        steps: 25,
      })
      expect(checks.length).toBeGreaterThan(5)
      for (const check of checks) check.run()
    }
  })

  test('a single environment gives the same, and fails without a lane', () => {
    const environment = gymnasiumEnvironment('Counter-v0', { python, options: { fault: 'raise', at: 1 } })
    environment.reset(randomStream(1, 'play').seek(0, 0, 0))
    const { rewards } = withLanes(1, {}, (lanes) => play(lanes, 1))
    expect(environment.step(Float64Array.of(1), randomStream(1, 'unused')).reward).toBe(rewards[0])
    expect(() => environment.step(Float64Array.of(1), randomStream(1, 'unused'))).toThrow(PythonError)
    expect(() => environment.step(Float64Array.of(1), randomStream(1, 'unused'))).toThrow('without an episode')
    environment.dispose?.()
  })

  test('cannot be used after dispose, which may be called twice', () => {
    const lanes = gymnasiumLanes('Counter-v0', 1, { python })
    lanes.dispose()
    lanes.dispose()
    expect(() => lanes.reset(0, randomStream(1, 'test'))).toThrow('used after dispose()')
    expect(() => play(lanes, 1)).toThrow('used after dispose()')
  })

  test('a lane must be reset before it is stepped', () => {
    const step = (lanes: Lanes) =>
      lanes.step(
        Uint8Array.of(1),
        Float64Array.of(0),
        [randomStream(1, 'test')],
        new Float64Array(1),
        new Uint8Array(1),
        new Uint8Array(1),
      )
    expect(() => withLanes(1, {}, step)).toThrow(
      'lane 0: Counter-v0 was stepped without an episode; reset the lane first',
    )
  })
})

describe('a process that dies', () => {
  let kept: Played | undefined
  const undisturbed = () => {
    kept ??= withLanes(3, {}, (lanes) => play(lanes, 25))
    return kept
  }

  test.each([
    { in: 'step', at: 0 },
    { in: 'step', at: 7 },
    { in: 'step', at: 24 },
    { in: 'reset', at: 0 },
    { in: 'reset', at: 2 },
    { in: 'open', at: 0 },
    { in: 'step', at: 3, leaves: true },
  ])('in $in $at (while another that it has started goes on: $leaves) is replaced, to the same bits', (where) => {
    const deaths: string[] = []
    const options = { ...where, fault: 'die', times: 1, log: logFile() }
    const played = withLanes(3, { options, onRestart: ({ message }) => deaths.push(message) }, (lanes) =>
      play(lanes, 25),
    )
    expect(played).toEqual(undisturbed())
    expect(deaths).toHaveLength(1)
    expect(deaths[0]).toContain('exit code 7')
  })

  test('is replaced after a snapshot was restored, to the same bits', () => {
    const steps = (options: object) =>
      withLanes(2, { options: { restorable: true, ...options }, onRestart: () => undefined }, (lanes) => {
        if (!isRestorableLanes(lanes)) throw new Error('these lanes should be restorable')
        play(lanes, 4)
        lanes.restore(1, lanes.snapshot(0))
        const rewards = new Float64Array(2)
        const randoms = Array(2).fill(randomStream(1, 'test'))
        for (let step = 0; step < 3; step++)
          lanes.step(Uint8Array.of(1, 1), Float64Array.of(1, 1), randoms, rewards, new Uint8Array(2), new Uint8Array(2))
        const into = observationArray(lanes.spec.observationSpace, 2)
        lanes.observe(Uint8Array.of(1, 1), into)
        return [...rewards, ...into]
      })
    const undisturbedSteps = steps({})
    expect(undisturbedSteps.slice(2, 4)).toEqual(undisturbedSteps.slice(4))
    expect(steps({ fault: 'die', at: 6, times: 1, log: logFile() })).toEqual(undisturbedSteps)
  })

  test('a third time in one call is an error', () => {
    const deaths: string[] = []
    const options = { fault: 'die', at: 3 }
    const error = thrownBy(() =>
      withLanes(2, { options, onRestart: ({ message }) => deaths.push(message) }, (lanes) => play(lanes, 5)),
    )
    expect(error).toMatchObject({ name: 'PythonError', fault: 'died' })
    expect(String(error)).toContain('it was started 3 times for the same call')
    expect(deaths).toHaveLength(2)
  })

  test('and whose episodes come to something else in a new one is an error that says so', () => {
    const options = { fault: 'drift', at: 1, times: 1, log: logFile() }
    const error = thrownBy(() => withLanes(2, { options, onRestart: () => undefined }, (lanes) => play(lanes, 6)))
    expect(error).toMatchObject({ name: 'LaneError', lane: 0, cause: { fault: 'differs' } })
    expect(String(error)).toContain('Counter-v0 does not repeat itself')
  })
})

describe('faults that end a run', () => {
  test.each([
    ['garbage', 'it sent "Welcome to the environme", which begins no frame'],
    ['version', 'it speaks version 2 of the protocol (flags 0), expected version 1'],
    ['sequence', 'it answered what it was not asked'],
  ])('%s on the pipe', (fault, words) => {
    const error = thrownBy(() => withLanes(2, { options: { fault, at: 2 } }, (lanes) => play(lanes, 5)))
    expect(error).toMatchObject({ name: 'PythonError', fault: 'protocol' })
    expect(String(error)).toContain(words)
  })

  test('an answer that is too short', () => {
    const error = thrownBy(() =>
      withLanes(2, { options: { fault: 'short', at: 0, in: 'reset' } }, (lanes) => play(lanes, 5)),
    )
    expect(error).toMatchObject({ name: 'PythonError', fault: 'protocol' })
    expect(String(error)).toContain('sent 2 numbers of observations, expected 4')
  })

  test('a process that hangs is killed', async () => {
    const error = thrownBy(() =>
      withLanes(2, { options: { fault: 'hang', at: 2 }, timeLimit: 0.3 }, (lanes) => play(lanes, 5)),
    )
    expect(error).toMatchObject({ name: 'PythonError', fault: 'hung' })
    expect(String(error)).toContain('it did not answer within 0.3 s and was killed')
    const pid = Number(/process (\d+)/.exec(String(error))?.[1])
    expect(() => process.kill(pid, 0)).toThrow('ESRCH')
  })

  test('an exception is the error of its lane, with its traceback, and the lanes can be reset and used', () => {
    const again = withLanes(3, { options: { fault: 'raise', at: 4 } }, (lanes) => {
      const error = thrownBy(() => play(lanes, 8))
      expect(error).toBeInstanceOf(LaneError)
      expect(error).toMatchObject({ lane: 2, cause: { fault: 'raised' } })
      expect(String(error)).toContain('ValueError: enough\nTraceback:\n  fake.py\nValueError: enough')
      return play(lanes, 8)
    })
    expect(again).toEqual(withLanes(3, {}, (lanes) => play(lanes, 8)))
  })
})

describe('a missing interpreter', () => {
  test('is named, with what to do', () => {
    const error = thrownBy(() => gymnasiumLanes('Counter-v0', 1, { python: '/nowhere/python' }))
    expect(error).toMatchObject({ name: 'PythonError', fault: 'missing' })
    expect(String(error)).toContain('/nowhere/python does not serve environments')
    expect(String(error)).toContain('ENOENT')
    expect(String(error)).toContain('`trpo setup python` installs')
  })

  test('is named where it lies under a plain file', () => {
    const error = thrownBy(() => gymnasiumLanes('Counter-v0', 1, { python: join(python, 'python'), startLimit: 30 }))
    expect(error).toMatchObject({ name: 'PythonError', fault: 'missing' })
    expect(String(error)).toContain('ENOTDIR')
  })

  test('is looked for by variables, then in the folder of the setup', () => {
    expect(findPython('/a/python', { TRPO_PYTHON: '/b/python' })).toBe('/a/python')
    expect(findPython(undefined, { TRPO_PYTHON: '/b/python' })).toBe('/b/python')
    expect(() => findPython(undefined, { TRPO_PYTHON_FOLDER: join(folder, 'none') })).toThrow(
      `there is nothing in ${join(folder, 'none')}; run \`trpo setup python\` once`,
    )
    expect(() => findPython(undefined, { TRPO_PYTHON_FOLDER: folder })).toThrow('is not complete')
  })
})
