import { isAbsolute, relative, resolve, sep } from 'node:path'
import {
  type Config,
  findPreset,
  modernCritic,
  modernMlp,
  parseConfig,
  presetConfig,
  presets,
  setOptions,
  withGymnasium,
  withModule,
} from '@trpo/recipes'
import { displayPath, readJson } from '@trpo/runs'
import { InputError } from '../errors.ts'

/** The options of `trpo train` that say what is trained. */
export interface ConfigWords {
  /** The name of a preset, a file of a whole config, which ends in `.json`, or `gym:<id>` of an environment of Gymnasium. */
  readonly preset?: string | undefined
  /** A module, or `gym:<id>`. */
  readonly env?: string | undefined
  readonly config?: string | undefined
  readonly seed?: number | undefined
  readonly iterations?: number | undefined
  readonly set: readonly string[]
}

/**
 * The whole config that the options ask for: preset or file, then --env, --seed and --iterations, then --set.
 *
 * @param cwd the folder that paths are meant from
 */
export async function trainConfig(words: ConfigWords, cwd: string = process.cwd()): Promise<Config> {
  const options = withSubject(words)
  const { env, seed, iterations } = options
  const base = await baseConfig(options, cwd)
  const on = env === undefined ? base : inEnvironment(base, env, cwd)
  const config: Config = { ...on, seed: seed ?? base.seed, iterations: iterations ?? base.iterations }
  return setOptions(parseConfig(config, 'the command line'), options.set)
}

/** What an environment of Gymnasium is written as: `gym:LunarLander-v3`. */
const GYMNASIUM = 'gym:'

/** The options, with an environment of Gymnasium that stands in the place of the preset as the environment. */
function withSubject(options: ConfigWords): ConfigWords {
  const { preset, env } = options
  if (preset?.startsWith(GYMNASIUM) !== true) return options
  if (env !== undefined)
    throw new InputError(`two environments (${preset} and --env ${env}) were given; give one of them`)
  return { ...options, preset: undefined, env: preset }
}

/** A config in another environment: one of Gymnasium, or a module. */
function inEnvironment(config: Config, env: string, cwd: string): Config {
  if (!env.startsWith(GYMNASIUM)) return withModule(config, modulePath(env, cwd))
  const id = env.slice(GYMNASIUM.length)
  if (id === '') throw new InputError(`${env} names no environment; give its id, such as gym:LunarLander-v3`)
  return withGymnasium(config, id)
}

async function baseConfig(
  { preset, env, config }: Pick<ConfigWords, 'preset' | 'env' | 'config'>,
  cwd: string,
): Promise<Config> {
  if (config !== undefined) {
    if (preset !== undefined)
      throw new InputError(`a preset (${preset}) and --config were both given; give one of them`)
    const path = resolve(cwd, config)
    return parseConfig(await readJson(path), displayPath(path))
  }
  if (preset?.endsWith('.json')) return baseConfig({ env, config: preset }, cwd)
  if (preset !== undefined) return presetConfig(findPreset(preset), 1)
  if (env !== undefined) return presetConfig(env.startsWith(GYMNASIUM) ? modernCritic : modernMlp, 1)
  throw new InputError(
    `give a preset to train (${presets.map(({ name }) => name).join(', ')}), an environment of your own (--env ./my-env.ts) or of Gymnasium (gym:LunarLander-v3), or a --config`,
  )
}

/** A module's path as config.json has it: relative to the folder that the run is started in, with forward slashes. */
function modulePath(path: string, cwd: string): string {
  const shown = relative(cwd, resolve(cwd, path))
  if (isAbsolute(shown)) return shown
  const forward = shown.split(sep).join('/')
  return forward.startsWith('.') ? forward : `./${forward}`
}
