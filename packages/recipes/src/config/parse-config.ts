import { messageOf, show } from '@trpo/math/messages'
import { ConfigError } from '../errors.ts'
import { familyOf } from '../families/registry.ts'
import { suggestion } from '../nearest.ts'
import { fieldAt } from './fields.ts'
import { fieldsIn, valueAt } from './paths.ts'
import { type Config, configSchema } from './schema.ts'
import { unknownField } from './unknown-field.ts'
import { upgradeConfig } from './upgrade-config.ts'
import { type Fault, faultsIn, inOrder } from './validate.ts'

/**
 * Reads a value as a config; one of an earlier version becomes one of this version. Throws a ConfigError that names every
 * field that is unknown (and the nearest one that exists), missing or out of range, with what was given and what was
 * expected: one a line, where there are several.
 *
 * @param origin where the value comes from, such as `runs/swim/config.json`; the message begins with it
 */
export function parseConfig(value: unknown, origin: string): Config {
  const upgraded = upgradeConfig(value, origin)
  const faults = faultsIn(configSchema, upgraded)
  if (faults.length === 0) {
    // The value as it is read back from config.json, which has no -0: that would give other bits.
    const config: Config = JSON.parse(JSON.stringify(inOrder(configSchema, upgraded)))
    familyOf(config, origin)
    return config
  }
  const wrong = faults.flatMap((fault) => inWords(fault, upgraded))
  throw new ConfigError(
    `${origin}: ${wrong.length === 1 ? wrong[0] : [`${wrong.length} things are wrong:`, ...wrong].join('\n  ')}`,
  )
}

/** Reads a text as a config, with or without a byte order mark. Throws a ConfigError as `parseConfig` does. */
export function parseConfigText(text: string, origin: string): Config {
  let value: unknown
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    throw new ConfigError(`${origin} is not JSON: ${messageOf(error)}`, { cause: error })
  }
  return parseConfig(value, origin)
}

function inWords({ path, isUnknown }: Fault, value: unknown): readonly string[] {
  if (isUnknown) return namesIn(path, value).map((name) => unknownField(name, value))
  const given = valueAt(value, path)
  // Entries of a list are described by the list.
  const field = fieldAt(path.join('.')) ?? fieldAt(path.slice(0, -1).join('.'))
  const label = path.length === 0 ? 'the config' : path.join('.')
  const expected = field?.expected ?? 'an object'
  if (given === undefined) return [`${label} is missing; expected ${expected}`]
  return [`${label} is ${show(given)}; expected ${expected}${nearestValue(given, field?.schema.enum)}`]
}

/** The names of an unknown field: where it is a whole section, those of all fields in it. */
function namesIn(path: readonly string[], value: unknown): readonly string[] {
  const inner = Object.keys(fieldsIn(valueAt(value, path)))
  return inner.length === 0 ? [path.join('.')] : inner.map((key) => [...path, key].join('.'))
}

function nearestValue(given: unknown, allowed: readonly string[] | undefined): string {
  if (typeof given !== 'string' || allowed === undefined) return ''
  const hint = suggestion(given, allowed)
  return hint.startsWith('; did you mean') ? hint : ''
}
