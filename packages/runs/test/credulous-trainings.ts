import { decodeSafetensors } from '@trpo/policies'
import type { BrokenTraining, Search } from './changed-trainings.ts'
import { randomSearch } from './random-search.ts'

const REFUSED = 'what is no state'

/** The state that is taken in place of one that should be refused. */
const taking =
  (wrong: (text: string, tensors: Uint8Array) => boolean) =>
  (t: Search): Partial<Search> => ({
    decode: (encoded) => (wrong(encoded.json, encoded.tensors) ? t.init() : t.decode(encoded)),
  })

const isJson = (text: string) => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
const field = (text: string, name: string): unknown =>
  isJson(text) ? Reflect.get(Object(JSON.parse(text)), name) : undefined

/** The shape of theta in a file of tensors; undefined where there is none. */
const shapeOf = (tensors: Uint8Array) => {
  try {
    return decodeSafetensors(tensors).tensors.get('theta')?.shape.join() ?? 'none'
  } catch {
    return undefined
  }
}
const SIZE = shapeOf(randomSearch(1).encode(randomSearch(1).init()).tensors)

/** One thing each that is taken for a state, and is none. */
export const credulousTrainings: readonly BrokenTraining[] = [
  ...(
    [
      ['no JSON at all', (text) => text === '', /JSON that is '' was taken; expected an Error/],
      ['null', (text) => text === 'null', /JSON that is 'null' was taken/],
      ['a list', (text) => text === '[]', /JSON that is '\[\]' was taken/],
      ['an empty record', (text) => text === '{}', /JSON that is '\{\}' was taken/],
      ['JSON that is cut short', (text) => text !== '' && !isJson(text), /JSON that is '\{.+' was taken/],
      ['another format', (text) => field(text, 'formatVersion') === 2, /another formatVersion was taken/],
      ['other numerics', (text) => field(text, 'numericsVersion') === 2, /another numericsVersion was taken/],
      ['no tensors', (_, { length }) => length === 0, /an empty file of tensors was taken/],
      [
        'tensors that are cut short',
        (_, tensors) => tensors.length > 0 && shapeOf(tensors) === undefined,
        /tensors that are cut short was taken/,
      ],
      [
        'a state without theta',
        (_, tensors) => shapeOf(tensors) === 'none',
        /a state without the tensor theta was taken/,
      ],
      [
        'theta of another shape',
        (_, tensors) => ![SIZE, 'none', undefined].includes(shapeOf(tensors)),
        /a tensor theta of another shape was taken/,
      ],
    ] satisfies [string, (text: string, tensors: Uint8Array) => boolean, RegExp][]
  ).map(([what, wrong, message]) => ({
    what: `takes ${what}`,
    change: taking(wrong),
    fails: REFUSED,
    message,
  })),
  {
    what: 'refuses with a text',
    change: (t) => ({
      decode(encoded) {
        try {
          return t.decode(encoded)
        } catch {
          throw 'no'
        }
      },
    }),
    fails: REFUSED,
    message: /JSON that is '' was refused with no; expected an Error/,
  },
  {
    what: 'ends its JSON without a new line',
    change: (t) => ({ encode: (state) => ({ ...t.encode(state), json: t.encode(state).json.trim() }) }),
    fails: REFUSED,
    message: /the JSON of a state does not end in a newline/,
  },
  ...(['formatVersion', 'numericsVersion'] as const).map((name) => ({
    what: `has no ${name}`,
    change: (t: Search): Partial<Search> => ({
      encode(state) {
        const { json, tensors } = t.encode(state)
        return { json: `${JSON.stringify({ ...JSON.parse(json), [name]: 'one' })}\n`, tensors }
      },
    }),
    fails: REFUSED,
    message: new RegExp(`${name} in the JSON of a state is one; expected a whole number`),
  })),
]
