import { type Config, configFields } from '@trpo/recipes'

/** Fields that do not make another experiment: they say which run of it this is, how long it is and what it keeps. */
const OF_A_RUN = new Set(['version', 'preset', 'seed', 'iterations', 'checkpoints.keep'])

/**
 * A label for each config, equal for the runs of one experiment: its preset and, where runs of that preset differ in more than
 * the seed, the settings in which they differ, as `--set` takes them.
 */
export function runLabels(configs: readonly Config[]): string[] {
  const settings = configs.map((config) => new Map(configFields.map(({ path }) => [path, valueAt(config, path)])))
  return configs.map(({ preset }, index) => {
    const others = settings.filter((_, other) => configs[other].preset === preset)
    const differing = configFields.flatMap(({ path }) => {
      const own = settings[index].get(path) ?? ''
      const differs = !OF_A_RUN.has(path) && others.some((other) => other.get(path) !== own)
      return differs ? [`${path}=${own}`] : []
    })
    return [preset, ...differing].join(', ')
  })
}

/** The value of a field as JSON, texts without their quotes. */
function valueAt(config: Config, path: string): string {
  let value: unknown = config
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null) return ''
    value = new Map<string, unknown>(Object.entries(value)).get(name)
  }
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
}
