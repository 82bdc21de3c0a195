import { ConfigError } from '../errors.ts'
import { oldNames, sinceVersion2 } from './old-names.ts'
import { fieldsIn, valueAt, withValue } from './paths.ts'
import { CONFIG_VERSION } from './schema.ts'

/**
 * A config of an earlier version in the words of this one; any other value is returned as it is. Fields of version 1 that had no
 * effect are left out, as there is no place for them. Unknown fields stay, so that `parseConfig` can name them.
 *
 * Throws a ConfigError when the config is of a later version than this code knows.
 *
 * @param origin where the value comes from; the message begins with it
 */
export function upgradeConfig(value: unknown, origin: string): unknown {
  const { version } = fieldsIn(value)
  if (typeof version === 'number' && version > CONFIG_VERSION)
    throw new ConfigError(
      `${origin}: it is a config of version ${version}, and this program reads those up to version ${CONFIG_VERSION}; take a newer version of @trpo/recipes`,
    )
  return version === 1 ? fromVersion1(fieldsIn(value)) : value
}

function fromVersion1(old: Readonly<Record<string, unknown>>): unknown {
  let config: unknown = {}
  for (const [path, now] of Object.entries(sinceVersion2)) config = withValue(config, path.split('.'), now)
  for (const [name, value] of Object.entries(old)) {
    const fields = fieldsIn(value)
    const isSection = typeof value === 'object' && value !== null && !Array.isArray(value)
    for (const [path, inner] of isSection
      ? Object.entries(fields).map(([field, inner]) => [`${name}.${field}`, inner] as const)
      : [[name, value] as const]) {
      if (path === 'version' || hadNoEffect(path, old)) continue
      const now = oldNames[path]
      const words = now?.values?.[String(inner)] ?? inner
      config = withValue(config, (now?.path ?? path).split('.'), words)
    }
  }
  return config
}

/** Whether a field of version 1 had no effect, given the others. */
function hadNoEffect(path: string, old: Readonly<Record<string, unknown>>): boolean {
  if (path === 'baseline.ridge') return valueAt(old, ['baseline', 'kind']) !== 'linear-features'
  if (path === 'sampling.episodes') return valueAt(old, ['sampling', 'unit']) === 'paths'
  if (path === 'environment.physics') return valueAt(old, ['environment', 'from']) === 'module'
  return false
}
