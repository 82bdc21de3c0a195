import { ConfigError, presetConfig, presets } from '@trpo/recipes'
import { RunError } from '@trpo/runs'
import fc from 'fast-check'
import { expect } from 'vitest'
import { jsonPlaces } from '../../../../test/json-places.ts'

/** What the engine says where a value was used unseen. */
const UNNAMED = /reading '|of undefined|of null|is not a function|is not iterable|call stack|array length/

/** `value` is a ConfigError or RunError in words of ours, or no error. */
export function expectNamed(value: unknown): void {
  if (!(value instanceof Error)) return
  expect(
    [ConfigError, RunError].some((kind) => value instanceof kind),
    value.stack,
  ).toBe(true)
  expect(value.message).not.toMatch(UNNAMED)
}

export const junk = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(
    0,
    -0,
    -1,
    0.5,
    1e308,
    -1e308,
    2 ** 53,
    2 ** 32,
    null,
    [],
    {},
    '',
    '1',
    'NaN',
    true,
    [[]],
    [null],
  ),
)

/** A JSON value with some of what is in it, at any depth, taken out, exchanged or added to. */
export function mutated(of: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const change = fc.record({ at: fc.nat(), value: junk, kind: fc.constantFrom('delete', 'set', 'set', 'add') })
  const key = fc.oneof(
    fc.string({ maxLength: 8 }).filter((name) => name !== 'length'),
    fc.constantFrom('__proto__', 'constructor', 'maxKL'),
  )
  return fc.tuple(of, fc.array(fc.tuple(change, key), { minLength: 1, maxLength: 3 })).map(([whole, changes]) => {
    const document: unknown = JSON.parse(JSON.stringify(whole))
    for (const [{ at, value, kind }, added] of changes) {
      const places = jsonPlaces(document)
      const place = places[at % Math.max(1, places.length)]
      if (place === undefined) continue
      const [parent, name] = place
      if (kind === 'delete') Reflect.deleteProperty(parent, name)
      else
        Object.defineProperty(parent, kind === 'set' ? name : added, {
          value: structuredClone(value),
          configurable: true,
          enumerable: true,
          writable: true,
        })
    }
    return document
  })
}

/** The config of any preset. */
export const config = fc.constantFrom(...presets).map((preset) => presetConfig(preset, 1))
/** Nested deeper than a stack goes. */
export const deep = '['.repeat(200_000) + ']'.repeat(200_000)
