import { basename, extname, join } from 'node:path'
import type { Config } from '@trpo/recipes'
import { RUN_EXPORTS, type RunExport, runPaths } from '@trpo/runs'
import { type ConfigWords, trainConfig } from '../run/train-config.ts'
import { runName } from './run-name.ts'
import { beginRun, type ExitCode } from './session.ts'

/** The options of `trpo train`. */
export interface TrainOptions extends ConfigWords, Readonly<Partial<Record<RunExport, boolean>>> {
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
  const exports = RUN_EXPORTS.filter((format) => options[format] === true)
  return beginRun({ paths, config, force, command, workers, exports })
}

function defaultName({ preset, env }: TrainOptions, config: Config): string {
  const { environment } = config
  // The name of a preset says nothing of an environment that is put into it.
  const own = { gymnasium: `gym-${environment.name}`, atari: config.preset, registry: undefined, module: undefined }[
    environment.from
  ]
  const subject = own ?? (preset === undefined && env !== undefined ? basename(env, extname(env)) : config.preset)
  // A name in another script may have no letter that is allowed in a run's name.
  const plain = subject
    .normalize('NFKD')
    .replaceAll(/[^\w.-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '')
    .replace(/-+$/, '')
  return `${plain === '' ? 'run' : plain}-seed${config.seed}`
}
