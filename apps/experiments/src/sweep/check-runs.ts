import type { BuiltRun, Config } from '@trpo/recipes'
import { loadEnvironment, trainingOf, tryEnvironmentOf } from '@trpo/recipes/node'
import { configDigest, type SweepRun } from '@trpo/runs'
import { InputError } from '../errors.ts'
import { configOfWords } from '../run/config-of-words.ts'
import type { PlannedRun } from './ask.ts'

/** A run with its config. */
export interface ReadyRun {
  readonly run: SweepRun
  readonly config: Config
  /** What it is built of, under this seed or another. */
  readonly built: BuiltRun
}

/**
 * The configs of planned runs, each built once on one thread, whatever its seed: everything that can be wrong with what was
 * asked is found before the folder of a sweep is made. Throws what `train` would, and an InputError for runs that are the same.
 */
export async function checkRuns(planned: readonly PlannedRun[], startedIn: string): Promise<ReadyRun[]> {
  const builds = new Map<string, Tried>()
  const names = new Map<string, string>()
  const ready: ReadyRun[] = []
  for (const { name, label, words } of planned) {
    const config = await configOfWords(words, startedIn)
    const digest = configDigest(config)
    const twin = names.get(digest)
    if (twin !== undefined)
      throw new InputError(`${twin} and ${name} would be the same run: they have the same settings and the same seed`)
    names.set(digest, name)
    const kind = JSON.stringify({ ...config, seed: 0 })
    const { built, environmentDigest } = builds.get(kind) ?? (await tried(config, startedIn))
    builds.set(kind, { built, environmentDigest })
    ready.push({
      run: {
        name,
        ...(label === undefined ? {} : { label }),
        words,
        configDigest: digest,
        ...(environmentDigest === undefined ? {} : { environmentDigest }),
      },
      config,
      built,
    })
  }
  return ready
}

interface Tried {
  readonly built: BuiltRun
  readonly environmentDigest: string | undefined
}

async function tried(config: Config, startedIn: string): Promise<Tried> {
  const environment = await loadEnvironment(config, startedIn)
  tryEnvironmentOf(config, environment)
  const training = await trainingOf(config, { workers: 1, startedIn, environment })
  try {
    await training.ready()
    return { built: training.run, environmentDigest: environment.sourceDigest }
  } finally {
    await training.dispose()
  }
}
