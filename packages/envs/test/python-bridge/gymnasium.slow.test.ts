import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Lanes, observationArray, spaceSize } from '@trpo/envs'
import { environmentConformance } from '@trpo/envs/conformance'
import { type GymnasiumOptions, gymnasiumLanes, gymnasiumSource } from '@trpo/envs/node'
import { randomStream } from '@trpo/random'
import { afterAll, describe, expect, test } from 'vitest'
import { pythonLanes } from '../../src/node/lanes/python-lanes.ts'
import { pythonHost } from '../../src/node/python/python-host.ts'
import { play } from './play.ts'
import { testedPython } from './tested-python.ts'

const python = await testedPython()
const modules = join(import.meta.dirname, 'modules')
process.env['PYTHONPATH'] = modules
const folder = mkdtempSync(join(tmpdir(), 'trpo-gymnasium-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** One process for all lanes that need no other. */
const host = pythonHost(python ?? '', {}, 1)
host.enter()
afterAll(() => host.leave())

function withLanes<T>(id: string, count: number, given: GymnasiumOptions, work: (lanes: Lanes) => T): T {
  const { options: make = {}, renew = false, onRestart = () => undefined, timeLimit } = given
  const asked = { kind: 'gym', name: id, options: { make, renew }, lanes: count }
  const lanes =
    timeLimit === undefined ? pythonLanes(host, asked, id, onRestart) : gymnasiumLanes(id, count, { python, ...given })
  try {
    return work(lanes)
  } finally {
    lanes.dispose()
  }
}

function thrownBy(work: () => unknown): unknown {
  try {
    work()
  } catch (error) {
    return error
  }
  return undefined
}

const misbehaving = (name: string) => `misbehaving:${name}-v0`

describe.skipIf(python === undefined)('environments of Gymnasium', () => {
  test.each([
    ['CartPole-v1', 60],
    ['LunarLander-v3', 150],
    ['Pendulum-v1', 210],
    ['Acrobot-v1', 30],
  ])('%s gives the bits that it gives in Python', (id, steps) => {
    withLanes(id, 2, {}, (lanes) => {
      const { spec } = lanes
      const size = spaceSize(spec.observationSpace)
      const draws = randomStream(3, 'actions')
      const actions = Array.from({ length: steps }, () =>
        spec.actionSpace.kind === 'discrete' ? draws.integer(spec.actionSpace.n) : Math.fround(4 * draws.uniform() - 2),
      )
      const words = JSON.stringify(spec.actionSpace.kind === 'discrete' ? actions : actions.map((action) => [action]))
      const seed = randomStream(1, 'seed')
        .seek(0, 1, 0)
        .integer(2 ** 31)
      const told = execFileSync(python ?? '', [join(modules, 'plain.py'), id, String(seed), words], {
        encoding: 'utf8',
      })
      const plain: { rewards: number[]; ends: number[][]; seen: number[][] } = JSON.parse(told)
      // The other lane must leave no trace.
      for (const lane of [0, 1]) lanes.reset(lane, randomStream(1, 'seed').seek(0, lane, 0))
      const into = observationArray(spec.observationSpace, 2)
      lanes.observe(Uint8Array.of(1, 1), into)
      expect([...into.slice(size)]).toEqual(plain.seen[0])
      const [rewards, terminated, truncated] = [new Float64Array(2), new Uint8Array(2), new Uint8Array(2)]
      for (let step = 0; step < steps; step++) {
        const both = Float64Array.of(0, actions[step])
        lanes.step(Uint8Array.of(1, 1), both, [draws, draws], rewards, terminated, truncated)
        lanes.observe(Uint8Array.of(1, 1), into)
        expect([...into.slice(size)]).toEqual(plain.seen[step + 1])
        expect(rewards[1]).toBe(plain.rewards[step])
        expect([terminated[1], truncated[1]]).toEqual(plain.ends[step])
        if (terminated[1] !== 0 || truncated[1] !== 0) break
      }
    })
  })

  test('keep the contract of environments', () => {
    const source = gymnasiumSource('CartPole-v1', { python })
    expect(source.versions.packages).toMatchObject({ gymnasium: '1.4.0' })
    for (const check of environmentConformance(source.create, { steps: 40, reachesTimeLimit: false })) check.run()
  })

  test('are truncated by their own limit, which the specification states', () => {
    withLanes(misbehaving('Walk'), 1, {}, (lanes) => {
      expect(lanes.spec.timeLimit).toBe(12)
      const ends = { terminated: new Uint8Array(1), truncated: new Uint8Array(1) }
      lanes.reset(0, randomStream(1, 'test'))
      let steps = 0
      for (; ends.truncated[0] === 0; steps++)
        lanes.step(
          Uint8Array.of(1),
          Float64Array.of(0),
          [randomStream(1, 'test')],
          new Float64Array(1),
          ends.terminated,
          ends.truncated,
        )
      expect([steps, ends.terminated[0]]).toEqual([12, 0])
    })
  })

  test('take options, and one that keeps something over a reset is made anew', () => {
    const { spec } = withLanes('LunarLander-v3', 1, { options: { continuous: true } }, (lanes) => lanes)
    expect(spec.actionSpace).toMatchObject({ kind: 'box', low: -1, high: 1, shape: [2] })
    const twice = (renew: boolean) =>
      withLanes(misbehaving('Remembers'), 1, { renew }, (lanes) => [play(lanes, 5), play(lanes, 5)])
    expect(twice(false)[1]).not.toEqual(twice(false)[0])
    expect(twice(true)[1]).toEqual(twice(true)[0])
  })
})

describe.skipIf(python === undefined)('spaces', () => {
  test.each([
    ['unbounded', [-1e30, 1e-30], { low: -Infinity, high: Infinity, shape: [2] }],
    ['half', [3e38], { low: 0, high: Infinity, shape: [1] }],
    ['tenth', [0.1, -0.1, 0.09, 0].map(Math.fround), { low: Math.fround(-0.1), high: Math.fround(0.1), shape: [4] }],
    ['wide', [1e6, -1e6, Math.PI], { low: -1e6, high: 1e6, shape: [3] }],
    ['discrete', [2], { kind: 'discrete', n: 3 }],
    ['multi', [2, 1], { kind: 'multi-discrete', n: [3, 2] }],
    ['grid', [2, 1, 1, 3], { kind: 'multi-discrete', n: [3, 2, 2, 4] }],
    ['switches', [1, 0, 1], { kind: 'multi-discrete', n: [2, 2, 2] }],
  ])('actions: %s', (actions, action, space) => {
    withLanes(misbehaving('Echo'), 1, { options: { actions } }, (lanes) => {
      expect(lanes.spec.actionSpace).toMatchObject(space)
      const [rewards, terminated, truncated] = [new Float64Array(1), new Uint8Array(1), new Uint8Array(1)]
      lanes.reset(0, randomStream(1, 'test'))
      lanes.step(Uint8Array.of(1), Float64Array.from(action), [randomStream(1, 'test')], rewards, terminated, truncated)
      // What terminates is not truncated, even if the environment says both.
      expect([rewards[0], terminated[0], truncated[0]]).toEqual([1, 1, 0])
    })
  })

  test.each([
    ['frame', [0, 1, 2, 3, 4, 5], { low: 0, high: 255, shape: [2, 3], type: 'u8' }],
    ['half', [0.5, 0.333251953125], { type: 'f32' }],
    ['whole', [-5, 4], { low: -5, high: 5, type: 'f64' }],
    ['number', [0.1], { low: -Infinity, high: 4, shape: [1], type: 'f64' }],
    ['choice', [0, 1, 0, 0], { low: 0, high: 1, shape: [4], type: 'f32' }],
    ['choices', [0, 1, 0, 0, 1], { shape: [5], type: 'f32' }],
    ['switches', [1, 0, 1], { shape: [3], type: 'f32' }],
    ['parts', [0.1, -0.1, 0, 1], { low: [-1, -1, 0, 0], high: 1, type: 'f64' }],
  ])('observations: %s', (observations, seen, space) => {
    withLanes(misbehaving('Echo'), 1, { options: { observations } }, (lanes) => {
      expect(lanes.spec.observationSpace).toMatchObject(space)
      lanes.reset(0, randomStream(1, 'test'))
      const into = observationArray(lanes.spec.observationSpace)
      lanes.observe(Uint8Array.of(1), into)
      expect([...into]).toEqual(seen)
    })
  })

  test.each([
    [{ actions: 'whole' }, 'the actions are Box(0, 9, (1,), int64); expected a Box of floats, Discrete'],
    [{ actions: 'dict' }, "the actions are Dict('a': Discrete(2)); expected"],
    [{ observations: 'sequence' }, 'of no fixed number of numbers; wrap the environment'],
  ])('that cannot be carried are refused: %o', (options, words) => {
    const error = thrownBy(() => withLanes(misbehaving('Echo'), 1, { options }, () => undefined))
    expect(error).toMatchObject({ name: 'PythonError', fault: 'space' })
    expect(String(error)).toContain(words)
  })

  test('an observation of another shape than its space says is an error', () => {
    const error = thrownBy(() =>
      withLanes(misbehaving('Echo'), 1, { options: { observations: 'wrong' } }, (lanes) => play(lanes, 1)),
    )
    expect(String(error)).toContain('the observation has shape (1,), its space says (4,)')
  })
})

describe.skipIf(python === undefined)('what goes wrong in Python', () => {
  test.each([
    ['CartPole-v9', 'unknown', 'there is CartPole-v1'],
    ['LunarLandr-v3', 'unknown', 'there is LunarLander-v3'],
    ['nowhere:Any-v0', 'unknown', 'nowhere'],
    ['Ant-v5', 'package', 'set TRPO_PYTHON to an interpreter of your own that has it'],
  ])('%s: %s', (id, fault, words) => {
    const error = thrownBy(() => withLanes(id, 1, {}, () => undefined))
    expect(error).toMatchObject({ name: 'PythonError', fault })
    expect(String(error)).toContain(words)
  })

  test('options that it does not have', () => {
    const error = thrownBy(() => withLanes('CartPole-v1', 1, { options: { wings: 2 } }, () => undefined))
    expect(error).toMatchObject({ name: 'PythonError', fault: 'options' })
    expect(String(error)).toContain("unexpected keyword argument 'wings'")
  })

  test('an exception comes with its traceback and its lane', () => {
    const error = thrownBy(() => withLanes(misbehaving('Raises'), 2, {}, (lanes) => play(lanes, 5)))
    expect(error).toMatchObject({ name: 'LaneError', lane: 0, cause: { fault: 'raised' } })
    expect(String(error)).toContain('lane 0: ValueError: the third step is too much')
    expect(String(error)).toMatch(/misbehaving\.py", line \d+, in act/)
  })

  test.each(['exit', 'leave', 'kill', 'crash'])('a process that ends (%s) is replaced, to the same bits', (how) => {
    const run = (times: number) => {
      const options = { log: join(folder, `${how}-${times}`), times, how }
      const deaths: string[] = []
      const played = withLanes(
        misbehaving('Ends'),
        3,
        { options, onRestart: ({ message }) => deaths.push(message) },
        (lanes) => play(lanes, 30),
      )
      return { played, deaths }
    }
    const disturbed = run(1)
    expect(run(0)).toEqual({ played: disturbed.played, deaths: [] })
    const words = { exit: 'exit code 3', leave: 'exit code 3', kill: 'SIGKILL', crash: 'SIGSEGV' }[how]
    expect(disturbed.deaths).toEqual([expect.stringContaining(String(words))])
  })

  test.each([true, false])(
    'a process that hangs says where before it is killed (holding the interpreter: %s)',
    (holding) => {
      const log = join(folder, `hangs-${holding}`)
      const error = thrownBy(() =>
        withLanes(misbehaving('Hangs'), 1, { options: { holding, log }, timeLimit: 1 }, (lanes) => play(lanes, 5)),
      )
      expect(error).toMatchObject({ name: 'PythonError', fault: 'hung' })
      expect(String(error)).toMatch(/misbehaving\.py", line \d+ in act/)
      expect(existsSync(log)).toBe(true)
      expect(() => process.kill(Number(readFileSync(log, 'utf8')), 0)).toThrow('ESRCH')
    },
  )

  test('signals to the whole group are left to the parent, and end what an environment has started', () => {
    const played = (name: string) => withLanes(misbehaving(name), 1, {}, (lanes) => play(lanes, 2))
    expect(played('Terminates')).toEqual(played('Walk'))
  })

  test('prints leave the protocol alone', () => {
    const played = (name: string) => withLanes(misbehaving(name), 2, {}, (lanes) => play(lanes, 2))
    expect(played('Prints')).toEqual(played('Walk'))
  })
})
