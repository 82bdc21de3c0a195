import { basename, dirname, extname } from 'node:path'
import { fieldAt } from '@trpo/recipes'
import { type GridAxis, gridOf, runNames, type SweepRun } from '@trpo/runs'
import { InputError } from '../errors.ts'

/** What `trpo sweep` is asked for: every preset and config, with every choice of the settings, under every seed. */
export interface AskedSweep {
  readonly kind: 'sweep'
  readonly presets: readonly string[]
  /** Files of whole configs. */
  readonly configs: readonly string[]
  /** The module of an environment that all of them act in. */
  readonly env?: string | undefined
  readonly iterations?: number | undefined
  readonly settings: readonly GridAxis[]
  readonly seeds: readonly number[]
}

/** A run before its config and its environment have been looked at. */
export type PlannedRun = Omit<SweepRun, 'configDigest' | 'environmentDigest'>

/** The runs of a sweep in their order: what was named first, then the settings, then the seeds. */
export function plannedRuns(asked: AskedSweep): PlannedRun[] {
  const { env, iterations, settings, seeds } = asked
  const varied = new Set(settings.filter(({ values }) => values.length > 1).map(({ name }) => name))
  const short = shortNames([...varied])
  const planned = subjectsOf(asked).flatMap(({ subject, words }) =>
    gridOf(settings).flatMap((point) =>
      seeds.map((seed) => ({
        parts: [
          subject,
          ...point.flatMap(([name, value]) => (varied.has(name) ? `${short.get(name)}${value}` : [])),
          `seed${seed}`,
        ],
        words: [
          'train',
          ...words,
          ...(env === undefined ? [] : ['--env', env]),
          ...['--seed', String(seed)],
          ...(iterations === undefined ? [] : ['--iterations', String(iterations)]),
          ...point.flatMap(([name, value]) => ['--set', `${name}=${value}`]),
        ],
      })),
    ),
  )
  const names = runNames(planned.map(({ parts }) => parts))
  return planned.map(({ words }, index) => ({ name: names[index], words }))
}

/** What the folder of a sweep is called that is given no name. */
export function sweepName(asked: AskedSweep): string {
  const varied = asked.settings.filter(({ values }) => values.length > 1).map(({ name }) => name)
  const [name] = runNames([
    ['sweep', ...subjectsOf(asked).map(({ subject }) => subject), ...shortNames(varied).values()],
  ])
  return name
}

/** What is trained, each by the words that `train` takes for it. */
function subjectsOf({ presets, configs, env }: AskedSweep): { subject: string; words: readonly string[] }[] {
  const subjects = [
    ...presets.map((preset) => ({ subject: preset, words: [preset] })),
    ...configs.map((path) => ({ subject: nameOfConfig(path), words: ['--config', path] })),
  ]
  if (subjects.length > 0) return subjects
  if (env === undefined)
    throw new InputError('give what to train: presets, an environment of your own (--env ./my-env.ts), or --config')
  return [{ subject: basename(env, extname(env)), words: [] }]
}

/** The run that a config.json is of, or the name of another file. */
function nameOfConfig(path: string): string {
  const name = basename(path, extname(path))
  return name === 'config' && dirname(path) !== '.' ? basename(dirname(path)) : name
}

/** The last part of each setting's name, or all of it where two end alike. */
function shortNames(names: readonly string[]): ReadonlyMap<string, string> {
  const last = (name: string) => name.slice(name.lastIndexOf('.') + 1)
  return new Map(
    names.map((name) => [name, names.filter((other) => last(other) === last(name)).length > 1 ? name : last(name)]),
  )
}

/**
 * The settings that `--set` options ask for: `key=1,3,9` is three values. Of a field that is a list itself, such as
 * `policy.hidden=32,32`, an option gives one value; any field may be given again for more.
 */
export function settingsOf(options: readonly string[]): GridAxis[] {
  const axes = new Map<string, string[]>()
  for (const text of options) {
    const equals = text.indexOf('=')
    if (equals < 1)
      throw new InputError(`--set ${text}: expected key=value,value..., such as --set update.maxKl=0.01,0.03`)
    const [name, written] = [text.slice(0, equals).trim(), text.slice(equals + 1).trim()]
    const values = fieldAt(name)?.schema.type === 'array' ? [written] : written.split(',').map((value) => value.trim())
    const before = axes.get(name) ?? []
    const twice = values.find((value, index) => before.includes(value) || values.indexOf(value) !== index)
    if (twice !== undefined) throw new InputError(`--set ${text}: ${name} is given the value ${twice} twice`)
    axes.set(name, [...before, ...values])
  }
  return [...axes].map(([name, values]) => ({ name, values }))
}

/** The seeds in a text such as `1-5` or `1,2,7-9`, each once. */
export function seedsOf(text: string): number[] {
  const refuse = () => new InputError(`--seeds ${text}: expected seeds and ranges of seeds, such as 1-5 or 1,2,7-9`)
  const seeds = text.split(',').flatMap((part) => {
    const [, low, high = low] = /^(\d{1,10})(?:-(\d{1,10}))?$/.exec(part.trim()) ?? []
    if (low === undefined) throw refuse()
    const [from, to] = [Number(low), Number(high)]
    if (from > to || to > 4_294_967_295 || to - from >= 100_000) throw refuse()
    return Array.from({ length: to - from + 1 }, (_, index) => from + index)
  })
  if (new Set(seeds).size < seeds.length) throw new InputError(`--seeds ${text}: a seed is named twice`)
  return seeds
}
