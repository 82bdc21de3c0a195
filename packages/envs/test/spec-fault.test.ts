import { box, discrete, lanesOf, multiDiscrete, specFault } from '@trpo/envs'
import { describe, expect, it } from 'vitest'

const fine = box([0], [1])
const inf = Number.POSITIVE_INFINITY

/** Spaces as somebody may write them, and the line that says what is wrong with each. */
const wrong: readonly (readonly [space: unknown, line: string])[] = [
  [undefined, 'SPACE is undefined; expected a space, such as box([-1, 0], [1, 5]) or discrete(4)'],
  [null, 'SPACE is null; expected a space'],
  [3, 'SPACE is 3; expected a space'],
  [[0, 1], 'SPACE is [0,1]; expected a space'],
  [{ kind: 'Box', low: [0], high: [1] }, 'SPACE.kind is "Box"; expected "box", "discrete" or "multi-discrete"'],
  [{ low: [0], high: [1] }, 'SPACE has no kind; expected "box", "discrete" or "multi-discrete"'],
  [{ kind: 'dict', spaces: { a: fine } }, 'SPACE.kind is "dict"; write several parts as one box that has the numbers'],
  [{ position: fine, velocity: fine }, 'SPACE has no kind; write several parts as one box that has the numbers of all'],
  [{ kind: 'tuple', spaces: [fine] }, 'SPACE.kind is "tuple"; write several parts as one box'],
  [{ kind: 'multi-binary', n: 4 }, 'SPACE.kind is "multi-binary"; write n switches as multiDiscrete([2, 2, ...])'],
  [{ kind: 'box', high: [1] }, 'SPACE.low is undefined; expected a list with a number for each entry, or one number'],
  [{ kind: 'box', low: [0], high: '1' }, 'SPACE.high is "1"; expected a list'],
  [{ kind: 'box', low: [2], high: [1] }, 'SPACE.low[0] is 2 and SPACE.high[0] is 1; expected low <= high'],
  [{ kind: 'box', low: 2, high: 1, shape: [3] }, 'SPACE.low is 2 and SPACE.high is 1; expected low <= high'],
  [{ kind: 'box', low: [0, 3], high: 1 }, 'SPACE.low[1] is 3 and SPACE.high is 1; expected low <= high'],
  [{ kind: 'box', low: [0, Number.NaN], high: [1, 1] }, 'SPACE.low[1] is NaN; expected a number, -Infinity where'],
  [
    { kind: 'box', low: [0, 0], high: [1, null] },
    'SPACE.high[1] is null; expected a number, Infinity where there is no',
  ],
  [{ kind: 'box', low: [inf], high: [inf] }, 'SPACE.low[0] is Infinity; expected a number, -Infinity where'],
  [{ kind: 'box', low: [-inf], high: [-inf] }, 'SPACE.high[0] is -Infinity; expected a number, Infinity where'],
  [{ kind: 'box', low: [0, 0], high: [1] }, 'SPACE.high has 1 entries; expected 2, a bound for each entry'],
  [
    { kind: 'box', low: [0], high: [1, 1], shape: [2] },
    'SPACE.low has 1 entries; expected 2, a bound for each entry of shape [2]',
  ],
  [
    { kind: 'box', low: [], high: [] },
    'SPACE.low has no entries; write what is nothing as a box of one number that is always 0',
  ],
  [
    { kind: 'box', low: 0, high: 1 },
    'SPACE.shape is missing; one number for all entries does not say how many there are',
  ],
  [{ kind: 'box', low: 0, high: 1, shape: [] }, 'SPACE.shape is []; expected a list of whole numbers of at least 1'],
  [{ kind: 'box', low: 0, high: 1, shape: [2.5] }, 'SPACE.shape is [2.5]; expected a list of whole numbers'],
  [{ kind: 'box', low: 0, high: 1, shape: 3 }, 'SPACE.shape is 3; expected a list of whole numbers'],
  [{ kind: 'box', low: [0], high: [1], type: 'uint8' }, 'SPACE.type is "uint8"; expected "f64", "f32" or "u8"'],
  [
    { kind: 'box', low: [0], high: [1], dtype: 'u8' },
    'SPACE.dtype is "u8"; a space of kind "box" has the fields kind, low',
  ],
  [
    { kind: 'box', low: [-1], high: [255], type: 'u8' },
    'SPACE.low[0] is -1; the type is "u8", so expected a whole number',
  ],
  [{ kind: 'box', low: 0, high: inf, shape: [2], type: 'u8' }, 'SPACE.high is Infinity; the type is "u8"'],
  [{ kind: 'discrete' }, 'SPACE.n is undefined; expected an integer of at least 1, the number of choices'],
  [{ kind: 'discrete', n: 2.5 }, 'SPACE.n is 2.5; expected an integer of at least 1'],
  [{ kind: 'discrete', n: 0 }, 'SPACE.n is 0; expected an integer of at least 1'],
  [{ kind: 'discrete', n: '4' }, 'SPACE.n is "4"; expected an integer'],
  [
    { kind: 'discrete', n: 4, start: -1 },
    'SPACE.start is -1; a space of kind "discrete" has the fields kind, n; choices are counted from 0',
  ],
  [{ kind: 'multi-discrete', n: 4 }, 'SPACE.n is 4; expected a list with a number of choices for each entry'],
  [{ kind: 'multi-discrete', n: [] }, 'SPACE.n is []; expected a list with a number of choices for each entry'],
  [{ kind: 'multi-discrete', n: [3, 2.5] }, 'SPACE.n[1] is 2.5; expected an integer of at least 1'],
]

describe.each(['observationSpace', 'actionSpace'] as const)('%s', (field) => {
  const specOf = (space: unknown) => ({ name: 'mine', observationSpace: fine, actionSpace: fine, [field]: space })

  it.each(wrong)('%j', (space, line) => {
    const expected = line.replaceAll('SPACE', `spec.${field}`)
    const fault = specFault(specOf(space))
    expect(fault).toContain(expected)
    expect(fault).not.toContain('\n')
    // So it is where an environment becomes lanes, before it is ever stepped.
    const environment = {
      spec: specOf(space),
      reset() {},
      step: () => ({ reward: 0, terminated: false }),
      observe() {},
    }
    expect(() => Reflect.apply(lanesOf, undefined, [() => environment, 1])).toThrow(expected)
  })

  it.each([
    box([-inf, 0], [inf, 0]),
    box(0, 255, { shape: [4, 4], type: 'u8' }),
    box(-1, [0, 1]),
    { kind: 'box', low: new Float64Array(2), high: [1, 1], shape: undefined },
    discrete(1),
    multiDiscrete([2, 3]),
  ])('%j is fine', (space) => {
    const plain = field === 'actionSpace' && 'type' in space ? box([0], [1]) : space
    expect(specFault(specOf(plain))).toBeUndefined()
  })
})

describe('specFault', () => {
  const spec = { name: 'mine', observationSpace: fine, actionSpace: fine }
  it.each([
    [undefined, 'spec is undefined; expected { name, observationSpace, actionSpace, timeLimit?, info? }'],
    [{ ...spec, name: '' }, 'spec.name is ""; expected a name'],
    [{ ...spec, name: undefined }, 'spec.name is undefined; expected a name'],
    [{ ...spec, timeLimit: 0 }, 'spec.timeLimit is 0; expected a whole number of steps of at least 1'],
    [{ ...spec, timeLimit: inf }, 'spec.timeLimit is Infinity; expected a whole number'],
    [{ ...spec, observationSpace: discrete(100_000) }, 'spec.observationSpace.n is 100000; a policy sees each choice'],
    [{ ...spec, actionSpace: box([0], [1], { type: 'u8' }) }, 'spec.actionSpace.type is "u8"; actions are always f64'],
    [
      { ...spec, actionSpace: box([0], [1], { type: 'f32' }) },
      'spec.actionSpace.type is "f32"; actions are always f64',
    ],
    [{ ...spec, info: ['speed'] }, 'spec.info["0"] is "speed"; expected a word, and { description,'],
    [{ ...spec, info: { 'a b': { description: 'x' } } }, 'spec.info["a b"] is'],
    [{ ...spec, info: { speed: 'm/s' } }, 'spec.info["speed"] is "m/s"; expected a word'],
    [{ ...spec, info: { speed: null } }, 'spec.info["speed"] is null'],
    [{ ...spec, info: { speed: { unit: 'm/s' } } }, 'spec.info["speed"] is'],
    [{ ...spec, info: { speed: { description: '' } } }, 'spec.info["speed"] is'],
    [{ ...spec, info: { speed: { description: 'x', over: 'path' } } }, 'spec.info["speed"] is'],
    [{ ...spec, info: { speed: { description: 'x', unit: 3 } } }, 'spec.info["speed"] is'],
    [{ ...spec, frameStack: 0 }, 'spec.frameStack is 0; expected a whole number that divides the first dimension'],
    [
      { ...spec, frameStack: 2 },
      'spec.frameStack is 2; expected a whole number that divides the first dimension of the',
    ],
    [{ ...spec, frameStack: '1' }, 'spec.frameStack is "1"'],
    [{ ...spec, observationSpace: discrete(4), frameStack: 2 }, 'observations, which are choices and have none'],
  ])('%j', (given, line) => {
    expect(specFault(given)).toContain(line)
  })

  it('has nothing to say of what is right', () => {
    expect(specFault({ ...spec, timeLimit: 5 })).toBeUndefined()
    const speed = { title: 'Speed', description: 'Of the cart.', unit: 'm/s', chart: 'Speeds', over: 'episode' }
    expect(specFault({ ...spec, info: { speed } })).toBeUndefined()
    expect(specFault({ ...spec, info: {} })).toBeUndefined()
    expect(specFault({ ...spec, observationSpace: box(0, 1, { shape: [4, 5] }), frameStack: 2 })).toBeUndefined()
  })
})
