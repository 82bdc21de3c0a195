import { box, discrete, multiDiscrete } from '@trpo/envs'
import { plainCounter } from '../counter.ts'
import { type BrokenEnvironment, broken } from './broken.ts'

/** Environments that misuse the actions they are handed. */
export const brokenActions: readonly BrokenEnvironment[] = [
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
  ...(
    [
      ['first', 'low', (action: Float64Array) => action[0] === -2 && action[1] === -1],
      ['last', 'high', (action: Float64Array) => action[0] === 4 && action[1] === 1],
    ] as const
  ).map(
    ([_, bound, refuses]): BrokenEnvironment => [
      `refuses its ${bound} corner`,
      broken((inner) => ({
        ...inner,
        step(action, random) {
          if (refuses(action)) throw new Error(`not at the ${bound} corner`)
          return inner.step(action, random)
        },
      })),
      ['extremes'],
      `not at the ${bound} corner`,
    ],
  ),
  ...(
    [
      ['1 without an upper bound', [0], [Number.POSITIVE_INFINITY], 1],
      ['-1 without a lower bound', [Number.NEGATIVE_INFINITY], [0], -1],
      ['its lower bound above 1, without an upper one', [5], [Number.POSITIVE_INFINITY], 5],
      ['its upper bound below -1, without a lower one', [Number.NEGATIVE_INFINITY], [-5], -5],
    ] as const
  ).map(
    ([what, low, high, refused]): BrokenEnvironment => [
      `refuses ${what}`,
      () => ({
        ...plainCounter(),
        spec: { ...plainCounter().spec, actionSpace: box(low, high) },
        step(action) {
          if (action[0] === refused) throw new Error(`not ${refused}`)
          return { reward: 0, terminated: false }
        },
      }),
      ['extremes'],
      `not ${refused}`,
    ],
  ),
  ...[0, 1e9 - 1].map(
    (refused): BrokenEnvironment => [
      `fails at the choice ${refused}`,
      () => ({
        ...plainCounter(),
        spec: { ...plainCounter().spec, actionSpace: discrete(1e9) },
        step(action) {
          if (action[0] === refused) throw new Error(`no choice ${refused}`)
          return { reward: 0, terminated: false }
        },
      }),
      ['extremes'],
      `no choice ${refused}`,
    ],
  ),
  [
    'fails at the first choices',
    () => ({
      ...plainCounter(),
      spec: { ...plainCounter().spec, actionSpace: multiDiscrete([1e9, 1e9]) },
      step(action) {
        if (action[0] === 0 && action[1] === 0) throw new Error('no such choice')
        return { reward: 0, terminated: false }
      },
    }),
    ['extremes'],
    'no such choice',
  ],
  [
    'has a reward of NaN at its corners',
    broken((inner) => ({
      ...inner,
      step: (action, random) => ({ ...inner.step(action, random), reward: action[0] === 4 ? Number.NaN : 1 }),
    })),
    ['extremes'],
    'action [4,1]: reward is NaN',
  ],
  [
    'changes the last entry of an action',
    broken((inner) => ({
      ...inner,
      step(action, random) {
        const result = inner.step(action, random)
        action[1] += 1
        return result
      },
    })),
    ['changed'],
    'step() changed action[1] from',
  ],
]
