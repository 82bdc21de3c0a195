import {
  box,
  type Environment,
  type Lanes,
  lanesOf,
  multiDiscrete,
  type ObservationArray,
  type Transition,
  timeLimit,
} from '@trpo/envs'
import { environmentConformance, lanesConformance } from '@trpo/envs/conformance'
import type { Random } from '@trpo/random'
import { describe, expect, it } from 'vitest'
import { counter, plainCounter } from './counter.ts'

type Checks = ReturnType<typeof environmentConformance>

/** The names of the checks that fail, with their messages. */
function failures(checks: Checks): Map<string, string> {
  const failed = new Map<string, string>()
  for (const check of checks) {
    try {
      check.run()
    } catch (error) {
      failed.set(check.name, error instanceof Error ? error.message : String(error))
    }
  }
  return failed
}

/** The checks that a broken thing fails, as one string, each by a few words of its name. */
const NAMES = {
  specification: 'the specification is complete',
  writes: 'observe writes every entry of its space and none beyond',
  inside: 'observations are finite and inside their space',
  results: 'a step gives a finite reward and booleans',
  extremes: 'the extremes of the action space are accepted',
  changed: 'an action is not changed',
  kept: 'an action is not kept: what becomes of the array later does not matter',
  lengths: 'an action of a wrong length is refused, with both lengths and the name in the message',
  bits: 'equal draws and actions give equal bits',
  reset: 'reset forgets all that was before, in the middle of an episode too',
  influence: 'two environments do not influence each other',
  hidden: 'randomness comes from the draws that are handed in, and nothing depends on the time of day',
  observe: 'observe changes nothing, and its array is not kept',
  limit: 'only a time limit truncates, and exactly at spec.timeLimit',
  snapshot: 'a snapshot brings back the whole state, again and again',
  taking: 'taking a snapshot changes nothing',
  elsewhere: 'a snapshot can be restored in another environment of the same kind',
} as const

type Name = keyof typeof NAMES

/** An environment that behaves, but for what is replaced. */
function broken(replace: (inner: Environment) => Partial<Environment>): () => Environment {
  return () => {
    const inner = plainCounter(20)
    return { ...inner, ...replace(inner) }
  }
}

let shared = 0
let instances = 0

const cases: [what: string, create: () => Environment, fails: Name[], message: string][] = [
  ['has no name', () => ({ ...plainCounter(), spec: { ...plainCounter().spec, name: '' } }), ['specification'], 'name'],
  [
    'makes its specification anew each time',
    () => ({
      ...plainCounter(),
      get spec() {
        return { ...plainCounter().spec }
      },
    }),
    ['specification'],
    'new object',
  ],
  [
    'has bounds the wrong way round',
    () => ({
      ...plainCounter(),
      spec: { ...plainCounter().spec, actionSpace: { kind: 'box', low: [1, 1], high: [-1, 1] } },
    }),
    ['specification'],
    'low <= high',
  ],
  [
    'leaves its space',
    () => ({
      ...plainCounter(20),
      spec: { ...plainCounter().spec, observationSpace: box([0, -1e9], [18, 1e9]) },
    }),
    ['inside'],
    'observation[0] is 19, the space is 2 numbers in [0, 18] x [-1000000000, 1000000000]',
  ],
  [
    'has a reward that is not a number now and then',
    broken((inner) => ({
      ...inner,
      step(action, random) {
        const result = inner.step(action, random)
        return action[0] > 3 && action[0] < 4 ? { ...result, reward: Number.NaN } : result
      },
    })),
    ['results'],
    'reward is NaN',
  ],
  [
    'says 1 for terminated',
    broken((inner) => ({
      ...inner,
      step: (action, random): Transition => ({ ...inner.step(action, random), terminated: JSON.parse('0') }),
    })),
    ['results', 'extremes'],
    'terminated is 0',
  ],
  [
    'fails at the last choice',
    () => ({
      ...plainCounter(),
      spec: { ...plainCounter().spec, actionSpace: multiDiscrete([1e9, 1e9]) },
      step: (action) => {
        if (action[1] === 1e9 - 1) throw new Error('no such choice')
        return { reward: 0, terminated: false }
      },
    }),
    ['extremes'],
    'no such choice',
  ],
  [
    'changes the action',
    broken((inner) => ({
      ...inner,
      step(action, random) {
        action[0] = Math.min(1, action[0])
        return inner.step(action, random)
      },
    })),
    ['changed'],
    'step() changed action[0]',
  ],
  [
    'keeps the action and looks at it one step later',
    broken((inner) => {
      let last: Float64Array | undefined
      return {
        ...inner,
        reset(random) {
          last = undefined
          inner.reset(random)
        },
        step(action, random) {
          const { terminated } = inner.step(action, random)
          const reward = last === undefined || Number.isNaN(last[0]) ? 0 : 1
          last = action
          return { reward, terminated }
        },
      }
    }),
    ['kept'],
    'reward is 0 and 1',
  ],
  [
    'uses Math.random in its steps',
    broken((inner) => ({
      ...inner,
      step: (action, random) => ({ ...inner.step(action, random), reward: Math.random() }),
    })),
    ['bits', 'reset', 'influence', 'hidden', 'observe', 'kept'],
    'Math.random() was called',
  ],
  [
    'looks at the time of day without showing it',
    broken((inner) => ({
      ...inner,
      step(action, random) {
        try {
          if (Date.now() < 0) throw new Error('long ago')
        } catch {}
        return inner.step(action, random)
      },
    })),
    ['hidden'],
    'Date.now() was called',
  ],
  [
    'asks what day it is',
    broken((inner) => ({
      ...inner,
      step: (action, random) => {
        if (new Date().getTime() < 0) throw new Error('long ago')
        return inner.step(action, random)
      },
    })),
    ['hidden'],
    'Date() was called',
  ],
  [
    'numbers its instances',
    broken((inner) => {
      const number = instances++
      return { ...inner, step: (action, random) => ({ ...inner.step(action, random), reward: number }) }
    }),
    ['bits', 'reset', 'influence', 'observe', 'kept'],
    'should be equal',
  ],
  [
    'shares state between instances',
    broken((inner) => ({
      ...inner,
      reset(random) {
        shared = 0
        inner.reset(random)
      },
      step(action, random) {
        shared += 1
        return { ...inner.step(action, random), reward: shared }
      },
    })),
    ['influence'],
    'stepped by turns with another',
  ],
  [
    'carries something over a reset',
    broken((inner) => {
      let total = 0
      return {
        ...inner,
        step(action, random) {
          total += 1
          return { ...inner.step(action, random), reward: total }
        },
      }
    }),
    ['reset'],
    'a run after a reset',
  ],
  [
    'moves when it is observed',
    broken((inner) => {
      let looks = 0
      return {
        ...inner,
        reset(random) {
          looks = 0
          inner.reset(random)
        },
        observe(into) {
          inner.observe(into)
          into[1] += looks++
        },
      }
    }),
    ['observe'],
    'observe once and twice',
  ],
  [
    'keeps the array that it observes into',
    broken((inner) => {
      let kept: ObservationArray = new Float64Array(2)
      return {
        ...inner,
        step(action, random) {
          const result = inner.step(action, random)
          kept[0] += 1
          return result
        },
        observe(into) {
          inner.observe(into)
          kept = into
        },
      }
    }),
    ['observe'],
    'was changed later, at entry 0',
  ],
  [
    'writes a number too few',
    broken((inner) => ({ ...inner, observe: (into) => into.set([1]) })),
    ['writes'],
    'leaves entry 1 unwritten',
  ],
  [
    'truncates without a limit',
    broken((inner) => ({
      ...inner,
      step: (action, random) => ({ ...inner.step(action, random), terminated: false, truncated: action[0] > 3 }),
    })),
    ['limit'],
    'spec.timeLimit is not set',
  ],
  [
    'truncates a step late',
    () => ({ ...timeLimit(counter(), 8), spec: { ...plainCounter().spec, timeLimit: 7 } }),
    ['limit'],
    'step 7 goes on, though the time limit is 7',
  ],
  [
    'truncates a step early',
    () => ({ ...timeLimit(counter(), 6), spec: { ...plainCounter().spec, timeLimit: 7 } }),
    ['limit'],
    'step 6 is truncated, the time limit is 7',
  ],
  [
    'terminates at its limit',
    () => {
      const limited = timeLimit(plainCounter(), 7)
      return {
        ...limited,
        step(action, random) {
          const { reward, truncated } = limited.step(action, random)
          return { reward, terminated: truncated === true, truncated: truncated === true }
        },
      }
    },
    ['limit'],
    'terminated as well as truncated',
  ],
  [
    'always falls before its limit',
    () => timeLimit(plainCounter(3), 7),
    ['limit'],
    '10 episodes terminated before the time limit of 7: give an act',
  ],
  [
    'forgets a number in its snapshot',
    () => {
      const inner = counter(20)
      return {
        ...inner,
        restore: (snapshot: readonly [number, number]) => inner.restore([snapshot[0], 0]),
      }
    },
    ['snapshot', 'elsewhere'],
    'observation[1]',
  ],
  [
    'has snapshots that move on with it',
    () => {
      const inner = counter(20)
      const live = { state: inner.snapshot() }
      return {
        ...inner,
        step(action: Float64Array, random: Random) {
          const result = inner.step(action, random)
          live.state = inner.snapshot()
          return result
        },
        snapshot: () => live,
        restore: (snapshot: typeof live) => inner.restore(snapshot.state),
      }
    },
    ['snapshot', 'elsewhere'],
    'after the first restore',
  ],
  [
    'has snapshots that only their own instance understands',
    () => {
      const inner = counter(20)
      const saved: (readonly [number, number])[] = []
      return {
        ...inner,
        snapshot: () => saved.push(inner.snapshot()) - 1,
        restore: (snapshot: number) => inner.restore(saved[snapshot] ?? [0, 0]),
      }
    },
    ['elsewhere'],
    'the other environment',
  ],
  [
    'moves when a snapshot is taken',
    () => {
      const inner = counter(20)
      return {
        ...inner,
        snapshot() {
          const state = inner.snapshot()
          inner.restore([state[0] + 1, state[1]])
          return state
        },
      }
    },
    ['snapshot', 'taking', 'elsewhere'],
    'with and without snapshots',
  ],
]

describe('environmentConformance', () => {
  it('passes what behaves', () => {
    expect(failures(environmentConformance(() => counter(20)))).toEqual(new Map())
    expect(failures(environmentConformance(() => plainCounter(20)))).toEqual(new Map())
    expect(failures(environmentConformance(() => timeLimit(plainCounter(), 7)))).toEqual(new Map())
    const limited = () => timeLimit(plainCounter(3), 7)
    expect(failures(environmentConformance(limited, { reachesTimeLimit: false }))).toEqual(new Map())
  })

  it('has snapshot checks exactly where there are snapshots', () => {
    const names = (create: () => Environment) => environmentConformance(create).map((check) => check.name)
    expect(names(() => counter())).toContain(NAMES.snapshot)
    expect(names(() => plainCounter())).not.toContain(NAMES.snapshot)
  })

  it.each(cases)('catches one that %s', (_what, create, fails, message) => {
    const failed = failures(environmentConformance(create))
    expect([...failed.keys()].sort()).toEqual(fails.map((name) => NAMES[name]).sort())
    expect([...failed.values()].join('\n')).toContain(message)
  })

  it('has a check by every name here fail somewhere', () => {
    const missed = Object.keys(NAMES).filter(
      (name) => !cases.some(([, , fails]) => fails.some((fail) => fail === name)),
    )
    // Tried below.
    expect(missed).toEqual(['lengths'])
  })

  it.each([
    ['accepts any length', () => plainCounter(), 'step() accepted an action of length 1, expects 2'],
    [
      'says too little',
      broken((inner) => ({
        ...inner,
        step(action, random) {
          if (action.length !== 2) throw new Error('bad action')
          return inner.step(action, random)
        },
      })),
      'says "bad action"',
    ],
  ])('catches one that %s where wrong lengths are to be refused', (_what, create, message) => {
    expect(failures(environmentConformance(create))).toEqual(new Map())
    const failed = failures(environmentConformance(create, { refusesWrongLengths: true }))
    expect([...failed.keys()]).toEqual([NAMES.lengths])
    expect(failed.get(NAMES.lengths)).toContain(message)
  })

  it('puts everything back that it forbids', () => {
    const before = [Math.random, Date.now, performance.now, crypto.getRandomValues]
    failures(
      environmentConformance(
        broken((inner) => ({
          ...inner,
          step: (action, random) => ({ ...inner.step(action, random), reward: Math.random() }),
        })),
      ),
    )
    expect([Math.random, Date.now, performance.now, crypto.getRandomValues]).toEqual(before)
    expect(Object.hasOwn(performance, 'now')).toBe(false)
  })

  it('disposes of all that it creates', () => {
    const seen = { actions: [], disposals: 0 }
    let made = 0
    const create = () => {
      made += 1
      return counter(20, seen)
    }
    failures(environmentConformance(create))
    failures(lanesConformance((count) => lanesOf(create, count), { single: create }))
    expect(made).toBeGreaterThan(20)
    expect(seen.disposals).toBe(made)
  })

  it('refuses settings that make no sense', () => {
    expect(() => environmentConformance(plainCounter, { steps: 0 })).toThrow('steps is 0')
  })
})

const sound = (count: number) => lanesOf(() => counter(20), count)

/** Sound lanes, but for what is replaced. */
function brokenLanes(replace: (inner: Lanes) => Partial<Lanes>): (count: number) => Lanes {
  return (count) => {
    const inner = sound(count)
    return { ...inner, ...replace(inner) }
  }
}

const LANES = {
  count: 'there are as many lanes as were asked for',
  alone: 'a lane does beside others what it does alone',
  single: 'a lane gives the bits of a single environment',
  mask: 'a lane does the same whenever it is stepped: it does not depend on which lanes are active',
  untouched: 'outputs of lanes that are not active stay untouched; flags are 0 or 1; actions are not changed',
  reset: 'a reset of one lane leaves the others alone',
  hidden: 'randomness comes from the draws that are handed in, and nothing depends on the time of day',
  refused: 'arrays of a wrong length and lanes that are not there are refused',
  dispose: 'dispose can be called twice',
} as const

const laneCases: [
  what: string,
  createLanes: (count: number) => Lanes,
  fails: (keyof typeof LANES)[],
  message: string,
][] = [
  ['come one short', (count) => sound(Math.max(1, count - 1)), ['count'], 'count is 2'],
  [
    'add up the rewards of all lanes',
    brokenLanes((inner) => ({
      step(active, actions, randoms, rewards, terminated, truncated) {
        inner.step(active, actions, randoms, rewards, terminated, truncated)
        let sum = 0
        for (let lane = 0; lane < inner.count; lane++) if (active[lane] !== 0) sum += rewards[lane]
        for (let lane = 0; lane < inner.count; lane++) if (active[lane] !== 0) rewards[lane] = sum
      },
    })),
    ['alone', 'single', 'mask', 'reset'],
    'lane 0 should do beside others what it does alone',
  ],
  [
    'give another reward than a single environment',
    brokenLanes((inner) => ({
      step(active, actions, randoms, rewards, terminated, truncated) {
        inner.step(active, actions, randoms, rewards, terminated, truncated)
        for (let lane = 0; lane < inner.count; lane++) if (active[lane] !== 0) rewards[lane] *= 1 + 2 ** -52
      },
    })),
    ['single'],
    'the bits of a single environment',
  ],
  [
    'step every lane, whatever is active',
    brokenLanes((inner) => ({
      step: (_active, actions, randoms, rewards, terminated, truncated) =>
        inner.step(new Uint8Array(inner.count).fill(1), actions, randoms, rewards, terminated, truncated),
    })),
    ['mask', 'untouched'],
    'lane 0 is not active, but an output of it was written',
  ],
  [
    'observe every lane, whatever is active',
    brokenLanes((inner) => ({
      observe: (_active, into) => inner.observe(new Uint8Array(inner.count).fill(1), into),
    })),
    ['untouched'],
    'an output of it was written',
  ],
  [
    'write -1 for terminated',
    brokenLanes((inner) => ({
      step(active, actions, randoms, rewards, terminated, truncated) {
        inner.step(active, actions, randoms, rewards, terminated, truncated)
        for (let lane = 0; lane < inner.count; lane++)
          if (active[lane] !== 0 && terminated[lane] === 1) terminated[lane] = 255
      },
    })),
    ['untouched'],
    'flags are 255 and 0',
  ],
  [
    'clip the actions in place',
    brokenLanes((inner) => ({
      step(active, actions, randoms, rewards, terminated, truncated) {
        const clipped = actions.map((value) => Math.min(1, value))
        inner.step(active, actions, randoms, rewards, terminated, truncated)
        actions.set(clipped)
      },
    })),
    ['untouched'],
    'step() changed actions[',
  ],
  [
    'reset all lanes at once',
    brokenLanes((inner) => ({
      reset(_lane, random) {
        for (let lane = 0; lane < inner.count; lane++) inner.reset(lane, random)
      },
    })),
    ['alone', 'single', 'mask', 'reset', 'refused'],
    'lane 0 should not notice resets of lane 1',
  ],
  [
    'use Math.random without showing it',
    brokenLanes((inner) => ({
      observe(active, into) {
        Math.random()
        inner.observe(active, into)
      },
    })),
    ['hidden'],
    'Math.random() was called',
  ],
  [
    'accept arrays of any length',
    (count) => {
      const inner = sound(count)
      const fit = (actions: Float64Array) => {
        const fitted = new Float64Array(2 * count)
        fitted.set(actions.subarray(0, 2 * count))
        return fitted
      }
      return {
        ...inner,
        step: (active, actions, ...rest) => inner.step(active, fit(actions), ...rest),
      }
    },
    ['refused'],
    'actions one too short of counter should throw',
  ],
  [
    'cannot be disposed of twice',
    (count) => {
      const inner = sound(count)
      let times = 0
      return {
        ...inner,
        dispose() {
          if (times++ > 0) throw new Error('double free')
        },
      }
    },
    ['dispose'],
    'double free',
  ],
]

describe('lanesConformance', () => {
  const single = () => counter(20)

  it('passes lanes that behave, and compares with single environments where it has them', () => {
    expect(failures(lanesConformance(sound, { single }))).toEqual(new Map())
    expect(lanesConformance(sound).map((check) => check.name)).not.toContain(LANES.single)
  })

  it.each(laneCases)('catches lanes that %s', (_what, createLanes, fails, message) => {
    const failed = failures(lanesConformance(createLanes, { single }))
    const expected = fails.map((name) => LANES[name]).sort()
    const [names, messages] = [[...failed.keys()].sort(), [...failed.values()].join('\n')]
    // Fewer lanes than asked for fail everything that plays on as many.
    if (fails[0] === 'count') expect(names).toContain(LANES.count)
    else expect(names).toEqual(expected)
    expect(messages).toContain(message)
  })

  it('has every check fail somewhere', () => {
    const caught = new Set(laneCases.flatMap(([, , fails]) => fails))
    expect(Object.keys(LANES).filter((name) => !caught.has(name as keyof typeof LANES))).toEqual([])
  })
})
