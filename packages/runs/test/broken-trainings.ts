import { createPolicy } from '@trpo/policies'
import { type BrokenTraining, moved, withDecoded, withNext, withRecord } from './changed-trainings.ts'
import { randomSearch } from './random-search.ts'

let calls = 0

const BEGINS = 'the first state is the same'
const EQUAL = 'equal states give equal iterations'
const RECORDS = 'records count on'
const SECOND = 'a second step'
const DECODED = 'a decoded state'
const POLICY = 'the policy of a state'

/** One thing wrong each with what it computes and says. */
export const brokenTrainings: readonly BrokenTraining[] = [
  {
    what: 'begins at iteration 1',
    change: (t) => ({ init: () => ({ ...t.init(), iteration: 1 }) }),
    fails: BEGINS,
    message: /the first state is of iteration 1, expected 0/,
  },
  {
    what: 'begins with steps',
    change: (t) => ({ init: () => ({ ...t.init(), steps: 3 }) }),
    fails: BEGINS,
    message: /the first state has 3 steps, expected 0/,
  },
  {
    what: 'begins elsewhere every time',
    change: (t) => ({ init: () => moved(t.init(), calls++) }),
    fails: BEGINS,
    message: /the first state, asked for again: the tensors differ from byte/,
  },
  {
    what: 'begins elsewhere in every instance',
    change: (t) => {
      const own = calls++
      return { init: () => moved(t.init(), own) }
    },
    fails: BEGINS,
    message: /the first state of another training: the tensors differ from byte/,
  },
  {
    what: 'encodes another first byte each time',
    change: () => ({ encode: () => ({ json: '{}', tensors: Uint8Array.of(calls++, 0) }) }),
    fails: BEGINS,
    message: /asked for again: the tensors differ from byte 0 on/,
  },
  {
    what: 'encodes more bytes each time',
    change: () => ({ encode: () => ({ json: '{}', tensors: new Uint8Array(++calls) }) }),
    fails: BEGINS,
    message: /asked for again: the tensors differ from byte \d+ on/,
  },
  {
    what: 'encodes other JSON each time',
    change: (t) => ({ encode: (state) => ({ ...t.encode(state), json: `${calls++}` }) }),
    fails: BEGINS,
    message: /asked for again: the JSON is \d+, expected \d+/,
  },
  {
    what: 'depends on what was done before',
    change: withNext((next) => moved(next, calls++)),
    fails: EQUAL,
    message: /iteration 2, done again: the tensors differ from byte \d+ on; an iteration may depend on nothing but/,
  },
  {
    what: 'differs from instance to instance',
    change: (t) => {
      const own = calls++
      return withNext((next) => moved(next, own))(t)
    },
    fails: EQUAL,
    message: /iteration 2, done by another training: the tensors differ/,
  },
  {
    what: 'records what was done before',
    change: withRecord((record) => ({ ...record, meanReward: calls++ })),
    fails: EQUAL,
    message: /iteration 2, done again: the record is/,
  },
  {
    what: 'writes into its state',
    change: (t) => ({
      step(state) {
        state.theta[0] = 7
        return t.step(state)
      },
    }),
    fails: 'a step leaves the state',
    message: /the state of iteration 0 after a step from it: the tensors differ/,
  },
  {
    what: 'has no summary',
    change: () => ({ summary: '' }),
    fails: RECORDS,
    message: /summary is empty/,
  },
  {
    what: 'does not count its iterations',
    change: withNext((next) => ({ ...next, iteration: 7 })),
    fails: RECORDS,
    message: /iteration 1: the state's iteration, .* are 7, 1, \d+, 0; expected 1, 1/,
  },
  {
    what: 'records another iteration',
    change: withRecord((record) => ({ ...record, iteration: record.iteration - 1 })),
    fails: RECORDS,
    message: /are 1, 0, \d+, 0; expected 1, 1/,
  },
  {
    what: 'records other steps in all',
    change: withRecord((record) => ({ ...record, totalSteps: record.totalSteps + 1, steps: record.steps + 1 })),
    fails: RECORDS,
    message: /iteration 1: the state's iteration, the record's, totalSteps/,
  },
  {
    what: 'records the steps of the iteration as those of all',
    change: withRecord((record) => ({ ...record, steps: record.totalSteps })),
    fails: RECORDS,
    message: /iteration 2: the state's iteration, the record's, totalSteps and totalSteps - steps are 2, 2, \d+, 0;/,
  },
  {
    what: 'records NaN',
    change: withRecord((record) => ({ ...record, update: { status: 'accepted', advantageOfMove: Number.NaN } })),
    fails: RECORDS,
    message: /iteration 1: a number is not finite, and JSON has none such; give null/,
  },
  {
    what: 'records infinity at the top',
    change: withRecord((record) => ({ ...record, meanReward: Number.POSITIVE_INFINITY })),
    fails: RECORDS,
    message: /a number is not finite/,
  },
  {
    what: 'records half a step',
    change: (t) => ({
      async step(state) {
        const [next, record] = await t.step(state)
        return [
          { ...next, steps: next.steps + 0.5 },
          { ...record, totalSteps: record.totalSteps + 0.5, steps: record.steps + 0.5 },
        ]
      },
    }),
    fails: RECORDS,
    message: /iteration 1: (steps|totalSteps): /,
  },
  {
    what: 'describes nothing',
    change: () => ({ measures: {} }),
    fails: RECORDS,
    message: /update\.advantageOfMove is in no measures/,
  },
  {
    what: 'steps twice at once',
    change: (t) => ({ step: (state) => randomSearch(1).step({ ...t.init(), ...state }) }),
    fails: SECOND,
    message: /a second step while one was under way was taken; expected an Error/,
  },
  {
    what: 'refuses a second step with a text',
    change: (t) => ({ step: (state) => t.step(state).catch((error: unknown) => Promise.reject(String(error))) }),
    fails: SECOND,
    message: /was refused with Error: a step is under way; expected an Error/,
  },
  {
    what: 'decodes another iteration',
    change: withDecoded((state) => ({ ...state, iteration: 0 })),
    fails: DECODED,
    message: /the state of iteration 1, decoded, is of iteration 0/,
  },
  {
    what: 'decodes other steps',
    change: withDecoded((state) => ({ ...state, steps: 0 })),
    fails: DECODED,
    message: /the state of iteration 1, decoded, has 0 steps, expected \d+/,
  },
  {
    what: 'decodes what it has rounded',
    change: withDecoded((state) => ({ ...state, theta: state.theta.map(Math.fround) })),
    fails: DECODED,
    message: /the state of iteration 0, decoded: the tensors differ/,
  },
  {
    what: 'goes on from a decoded state elsewhere',
    change: (t) => ({
      decode: (encoded) => Object.assign(t.decode(encoded), { decoded: true }),
      encode: ({ iteration, steps, theta }) => t.encode({ iteration, steps, theta }),
      step: (state) => t.step('decoded' in state ? moved(state, 1) : state),
    }),
    fails: DECODED,
    message: /iteration 1 from a decoded state: the (JSON is|tensors differ)/,
  },
  {
    what: 'records that a state was decoded',
    change: (t) => ({
      decode: (encoded) => Object.assign(t.decode(encoded), { decoded: true }),
      encode: ({ iteration, steps, theta }) => t.encode({ iteration, steps, theta }),
      async step(state) {
        const [next, record] = await t.step(state)
        return [next, 'decoded' in state ? { ...record, meanReward: 0 } : record]
      },
    }),
    fails: DECODED,
    message: /iteration 1 from a decoded state: the record is/,
  },
  {
    what: 'has a policy that is drawn',
    change: (t) => ({ policy: (state) => createPolicy({ ...t.policy(state), theta: moved(state, calls++).theta }) }),
    fails: POLICY,
    message: /the policy of a decoded state: the tensors differ/,
  },
]
