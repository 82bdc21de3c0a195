import { type BrokenLanes, brokenLanes, sound } from './lanes.ts'

/** Each rule, lanes that break it, the checks that must fail, and what one of them must say. */
export const laneCases: readonly BrokenLanes[] = [
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
    'say that what they show are stacks of frames',
    (count) => {
      const inner = sound(count)
      return { ...inner, spec: { ...inner.spec, frameStack: 2 } }
    },
    ['stack'],
    'all frames are the first one after a reset',
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
  [
    'write 2 for truncated',
    brokenLanes((inner) => ({
      step(active, actions, randoms, rewards, terminated, truncated) {
        inner.step(active, actions, randoms, rewards, terminated, truncated)
        if (active[2] !== 0 && rewards[2] > 3) truncated[2] = 2
      },
    })),
    ['alone', 'single', 'untouched'],
    'flags are 0 and 2, expects 0 or 1',
  ],
  ...(['reward', 'terminated', 'truncated', 'observation'] as const).map(
    (what): BrokenLanes => [
      `write the ${what} of a lane that is not active`,
      brokenLanes((inner) => ({
        step(active, actions, randoms, rewards, terminated, truncated) {
          inner.step(active, actions, randoms, rewards, terminated, truncated)
          const resting = active.indexOf(0)
          if (resting < 0) return
          if (what === 'reward') rewards[resting] = 1
          if (what === 'terminated') terminated[resting] = 1
          if (what === 'truncated') truncated[resting] = 1
        },
        observe(active, into) {
          inner.observe(active, into)
          const resting = active.indexOf(0)
          // Its last entry: a reset observes one lane alone.
          if (what === 'observation' && resting >= 0 && into[2 * resting + 1] === 12345.678) into[2 * resting + 1] = 0
        },
      })),
      ['untouched'],
      'is not active, but an output of it was written',
    ],
  ),
  [
    'move every lane at a reset',
    brokenLanes((inner) => ({
      reset(lane, random) {
        inner.reset(lane, random)
        for (const other of [lane - 1, lane + 1]) if (other >= 0 && other < inner.count) inner.reset(other, random)
      },
    })),
    ['alone', 'single', 'mask', 'reset'],
    'lane 0 should not notice resets of lane 1',
  ],
  ...(
    [
      ['reset a lane -1', 'reset of a lane -1'],
      ['reset a lane beyond the last', 'reset of a lane 3'],
      ['accept actions that are too short', 'actions one too short'],
      ['accept actions that are too long', 'actions one too long'],
      ['accept observations that are too short', 'observations one too short'],
      ['accept observations that are too long', 'observations one too long'],
    ] as const
  ).map(
    ([what, accepted]): BrokenLanes => [
      what,
      brokenLanes((inner) => {
        /** Lets through what the case is about. */
        const unless = (call: string, work: () => void) => {
          if (call !== accepted) work()
        }
        const compared = (length: number, size: number) => `one too ${length < size ? 'short' : 'long'}`
        return {
          reset: (lane, random) => unless(`reset of a lane ${lane}`, () => inner.reset(lane, random)),
          step: (active, actions, ...rest) =>
            actions.length === 2 * inner.count
              ? inner.step(active, actions, ...rest)
              : unless(`actions ${compared(actions.length, 2 * inner.count)}`, () =>
                  inner.step(active, actions, ...rest),
                ),
          observe: (active, into) =>
            into.length === 2 * inner.count
              ? inner.observe(active, into)
              : unless(`observations ${compared(into.length, 2 * inner.count)}`, () => inner.observe(active, into)),
        }
      }),
      ['refused'],
      `${accepted} of counter should throw, and did not`,
    ],
  ),
]
