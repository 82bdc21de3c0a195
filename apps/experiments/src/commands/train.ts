import { basename, extname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import {
  type Config,
  findPreset,
  modernMlp,
  parseConfig,
  presetConfig,
  presets,
  setOptions,
  withModule,
} from '@trpo/recipes'
import { displayPath, readJson, runPaths } from '@trpo/runs'
import { InputError } from '../errors.ts'
import { runName } from './run-name.ts'
import { beginRun, type ExitCode } from './session.ts'

/** The options of `trpo train`. */
export interface TrainOptions {
  readonly preset?: string | undefined
  readonly env?: string | undefined
  readonly config?: string | undefined
  readonly seed?: number | undefined
  readonly iterations?: number | undefined
  readonly set: readonly string[]
  readonly name?: string | undefined
  readonly out: string
  readonly force: boolean
  readonly workers?: number | undefined
  readonly command: string
}

/** Begins a run of a preset, of an environment file or of a config file. */
export async function train(options: TrainOptions): Promise<ExitCode> {
  const config = await trainConfig(options)
  const paths = runPaths(join(options.out, runName(options.name ?? defaultName(options, config))))
  const { force, command, workers } = options
  return beginRun({ paths, config, force, command, workers })
}

/**
 * The whole config that the options ask for: preset or file, then --env, --seed and --iterations, then --set.
 *
 * @param cwd the folder that paths are meant from
 */
export async function trainConfig(
  options: Pick<TrainOptions, 'preset' | 'env' | 'config' | 'seed' | 'iterations' | 'set'>,
  cwd: string = process.cwd(),
): Promise<Config> {
  const { env, seed, iterations } = options
  const base = await baseConfig(options, cwd)
  const on = env === undefined ? base : withModule(base, modulePath(env, cwd))
  const config: Config = { ...on, seed: seed ?? base.seed, iterations: iterations ?? base.iterations }
  return setOptions(parseConfig(config, 'the command line'), options.set)
}

async function baseConfig(
  { preset, env, config }: Pick<TrainOptions, 'preset' | 'env' | 'config'>,
  cwd: string,
): Promise<Config> {
  if (config !== undefined) {
    if (preset !== undefined)
      throw new InputError(`a preset (${preset}) and --config were both given; give one of them`)
    const path = resolve(cwd, config)
    return parseConfig(await readJson(path), displayPath(path))
  }
  if (preset !== undefined) return presetConfig(findPreset(preset), 1)
  if (env !== undefined) return presetConfig(modernMlp, 1)
  throw new InputError(
    `give a preset to train (${presets.map(({ name }) => name).join(', ')}), an environment of your own (--env ./my-env.ts), or a --config`,
  )
}

/** A module's path as config.json has it: relative to the folder that the run is started in, with forward slashes. */
function modulePath(path: string, cwd: string): string {
  const shown = relative(cwd, resolve(cwd, path))
  if (isAbsolute(shown)) return shown
  const forward = shown.split(sep).join('/')
  return forward.startsWith('.') ? forward : `./${forward}`
}

function defaultName({ preset, env }: TrainOptions, config: Config): string {
  const subject = preset === undefined && env !== undefined ? basename(env, extname(env)) : config.preset
  // A name in another script may have no letter that is allowed in a run's name.
  const plain = subject
    .normalize('NFKD')
    .replaceAll(/[^\w.-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '')
    .replace(/-+$/, '')
  return `${plain === '' ? 'run' : plain}-seed${config.seed}`
}
