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
  /** The name of a preset, a file of a whole config, which ends in `.json`, `gym:<id>` of an environment of Gymnasium, or `atari:<game>`. */
  readonly preset?: string | undefined
  /** A module, `gym:<id>`, or `atari:<game>`, which is its preset of single path. */
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
  const options = withGamePreset(withSubject(words))
  const { env, seed, iterations } = options
  const base = await baseConfig(options, cwd)
  const on = env === undefined ? base : inEnvironment(base, env, cwd)
  const config: Config = { ...on, seed: seed ?? base.seed, iterations: iterations ?? base.iterations }
  return setOptions(parseConfig(config, 'the command line'), options.set)
}

/** What an environment of Gymnasium is written as: `gym:LunarLander-v3`. */
const GYMNASIUM = 'gym:'

/** What a game of Atari is written as: `atari:pong`. */
const ATARI = 'atari:'

/** The options, with an environment of Gymnasium or a game of Atari that stands in the place of the preset as the environment. */
function withSubject(options: ConfigWords): ConfigWords {
  const { preset, env } = options
  if (preset === undefined || ![GYMNASIUM, ATARI].some((prefix) => preset.startsWith(prefix))) return options
  if (env !== undefined)
    throw new InputError(`two environments (${preset} and --env ${env}) were given; give one of them`)
  return { ...options, preset: undefined, env: preset }
}

/** The options, with the preset of a game of Atari in the place of the game: a game is trained by a network that sees pixels. */
function withGamePreset(options: ConfigWords): ConfigWords {
  const { preset, env, config } = options
  if (env?.startsWith(ATARI) !== true) return options
  const game = env.slice(ATARI.length)
  const games = presets.flatMap(({ name }) => /^atari\/(\w+)\/single-path$/.exec(name)?.[1] ?? [])
  if (game === '')
    throw new InputError(`${env} names no game; give one of ${games.map((one) => ATARI + one).join(', ')}`)
  if (!games.includes(game))
    throw new InputError(
      `there is no preset for ${env}, only for ${games.join(', ')}; for another game of ALE take one of theirs, such as trpo train atari/pong/single-path --set environment.name=${game}`,
    )
  if (preset !== undefined || config !== undefined)
    throw new InputError(
      `${env} cannot be put into ${preset === undefined ? `--config ${config}` : `the preset ${preset}`}: games have presets of their own, which see pixels; give atari/${game}/single-path or atari/${game}/vine, without --env`,
    )
  return { ...options, preset: `atari/${game}/single-path`, env: undefined }
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
    `give a preset to train (${presets.map(({ name }) => name).join(', ')}), an environment of your own (--env ./my-env.ts), one of Gymnasium (gym:LunarLander-v3), a game (atari:pong), or a --config`,
  )
}

/** A module's path as config.json has it: relative to the folder that the run is started in, with forward slashes. */
function modulePath(path: string, cwd: string): string {
  const shown = relative(cwd, resolve(cwd, path))
  if (isAbsolute(shown)) return shown
  const forward = shown.split(sep).join('/')
  return forward.startsWith('.') ? forward : `./${forward}`
}
