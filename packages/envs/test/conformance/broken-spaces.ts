import { box, type EnvironmentSpec, frameStack, type Transition } from '@trpo/envs'
import { plainCounter } from '../counter.ts'
import { type BrokenEnvironment, broken } from './broken.ts'

/** Environments whose specification, observations or results are not what they should be. */
export const brokenSpaces: readonly BrokenEnvironment[] = [
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
    'declares a number and reports it only now and then',
    broken((inner) => ({
      spec: { ...inner.spec, info: { push: { description: 'The first entry of the action.' } } },
      step(action, random) {
        const result = inner.step(action, random)
        return action[0] > 0 ? { ...result, info: { push: action[0] } } : result
      },
    })),
    ['info'],
    'info.push is undefined, expects a finite number',
  ],
  [
    'reports what is not finite',
    broken((inner) => ({
      spec: { ...inner.spec, info: { push: { description: 'A number.' } } },
      step: (action, random) => ({ ...inner.step(action, random), info: { push: Number.NaN } }),
    })),
    ['info'],
    'info.push is NaN',
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
    'writes a number too few',
    broken((inner) => ({ ...inner, observe: (into) => into.set([1]) })),
    ['writes'],
    'leaves entry 1 unwritten',
  ],
  [
    'has a time limit of 0',
    () => ({ ...plainCounter(20), spec: { ...plainCounter().spec, timeLimit: 0 } }),
    ['specification', 'limit'],
    'spec.timeLimit is 0; expected a whole number',
  ],
  [
    'has a time limit of two and a half steps',
    () => ({ ...plainCounter(20), spec: { ...plainCounter().spec, timeLimit: 2.5 } }),
    ['specification'],
    'spec.timeLimit is 2.5; expected a whole number',
  ],
  [
    'has a name that is a number',
    () => ({ ...plainCounter(20), spec: { ...plainCounter().spec, name: JSON.parse('7') } }),
    ['specification'],
    'spec.name is 7; expected a name',
  ],
  [
    'leaves its first entry unwritten',
    broken((inner) => ({
      ...inner,
      observe(into) {
        const first = into[0]
        inner.observe(into)
        into[0] = first
      },
    })),
    ['writes'],
    'leaves entry 0 unwritten',
  ],
  [
    'writes beyond its last entry',
    broken((inner) => ({
      ...inner,
      observe(into) {
        inner.observe(into)
        into[2] = 1
      },
    })),
    ['writes'],
    'writes entry 2, its space has 2 numbers (0 to 1)',
  ],
  ...(
    [
      ['lies below its first bound', [-1, -1], 'observation[0] is -1, the space is 2 numbers'],
      ['lies above its last bound', [1, 1], 'observation[1] is 1, the space is 2 numbers'],
    ] as const
  ).map(
    ([what, seen, message]): BrokenEnvironment => [
      what,
      broken((inner) => ({
        spec: { ...inner.spec, observationSpace: box([0, -1e9], [1e9, 0]) },
        observe: (into) => into.set(seen),
      })),
      ['inside'],
      message,
    ],
  ),
  [
    'is seen at infinity at last',
    broken((inner) => ({
      ...inner,
      observe(into) {
        inner.observe(into)
        if (into[0] === 20) into[1] = Number.POSITIVE_INFINITY
      },
    })),
    ['inside'],
    'observation[1] is Infinity',
  ],
  [
    'says 1 for truncated',
    broken((inner) => ({
      ...inner,
      step: (action, random): Transition => ({ ...inner.step(action, random), truncated: JSON.parse('0') }),
    })),
    ['results', 'extremes'],
    'truncated is 0, expects true, false or nothing',
  ],
  [
    'says that what it shows is a stack of frames',
    broken((inner) => ({ ...inner, spec: { ...inner.spec, frameStack: 2 } })),
    ['stack'],
    'all frames are the first one after a reset',
  ],
  [
    'stacks the frames with the newest first',
    () => {
      const inner = frameStack(plainCounter(20), 2)
      return {
        ...inner,
        observe(into) {
          inner.observe(into)
          into.set([...into.slice(2), ...into.slice(0, 2)])
        },
      }
    },
    ['stack'],
    'the frame has moved up from there',
  ],
  [
    'gives nothing',
    broken((inner) => ({
      ...inner,
      step(action, random): Transition {
        inner.step(action, random)
        return { reward: JSON.parse('null'), terminated: false }
      },
    })),
    ['results', 'extremes'],
    'reward is null, expects a finite number',
  ],
]

/** Specifications with which nothing can be played, and what is said of them. */
export const unplayable: readonly (readonly [what: string, spec: Partial<EnvironmentSpec>, message: RegExp])[] = [
  [
    'what is seen is of no kind',
    { observationSpace: JSON.parse('{"kind":"ball","n":2}') },
    /^spec\.observationSpace.*ball/,
  ],
  [
    'an action has no entries',
    { actionSpace: { kind: 'box', low: [], high: [] } },
    /^spec\.actionSpace\.low has no entries/,
  ],
  [
    'an observation has no entries',
    { observationSpace: { kind: 'box', low: [], high: [] } },
    /^spec\.observationSpace\.low has no entries/,
  ],
  [
    'there are more lower bounds than upper ones',
    { actionSpace: { kind: 'box', low: [-1, -1], high: [1] } },
    /^spec\.actionSpace\.high has 1 entries/,
  ],
  [
    'there are more upper bounds than lower ones',
    { actionSpace: { kind: 'box', low: [-1], high: [1, 1] } },
    /^spec\.actionSpace\.high has 2 entries/,
  ],
  [
    'a bound is NaN',
    { actionSpace: { kind: 'box', low: [-1, Number.NaN], high: [1, 1] } },
    /^spec\.actionSpace\.low\[1\] is NaN/,
  ],
]
