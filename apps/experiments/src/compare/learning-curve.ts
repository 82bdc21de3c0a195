import { readFile } from 'node:fs/promises'
import { boundedMeasure } from '@trpo/core'
import { messageOf } from '@trpo/math/messages'
import { type CurvePoint, curvePoints, displayPath, readMetrics, type StoredRun } from '@trpo/runs'
import { z } from 'zod'
import { findAnyRun, isOwnRun } from '../commands/find-run.ts'
import { InputError } from '../errors.ts'
import { whatTrained } from '../report/what-trained.ts'
import { runLabels } from './run-labels.ts'

/** What one run learned. */
export interface LearningCurve {
  /** What its runs have in common: a preset and the settings that differ from it, or another implementation. */
  readonly label: string
  readonly seed: number
  /** Where it is from, for the reader. */
  readonly source: string
  readonly points: readonly CurvePoint[]
}

/**
 * The curves of runs, whatever trained them. Those of one experiment share a label. Throws an InputError when one cannot be
 * read.
 */
export async function curvesOfRuns(directories: readonly string[]): Promise<LearningCurve[]> {
  const runs = await Promise.all(directories.map((directory) => findAnyRun(directory)))
  const own = runs.filter(isOwnRun)
  const labels = runLabels(own.map(({ config }) => config))
  const labelOf = (run: StoredRun) => {
    const index = own.findIndex(({ paths }) => paths.directory === run.paths.directory)
    return index < 0 ? (run.config.preset ?? run.provenance.summary) : labels[index]
  }
  return Promise.all(
    runs.map(async (run) => ({
      label: labelOf(run),
      seed: seedOf(run),
      source: `commit ${run.provenance.commit}`,
      points: curvePoints(await readMetrics(run.paths.metrics), boundedMeasure((await whatTrained(run)).measures)),
    })),
  )
}

/** The seed that a config names; 0 where it names none. */
function seedOf({ config }: StoredRun): number {
  const seed: unknown = Reflect.get(config, 'seed')
  return typeof seed === 'number' ? seed : 0
}

const peerConfig = z.object({
  kind: z.literal('config'),
  seed: z.number(),
  hyperparameters: z.object({ target_kl: z.number() }),
})
const peerIteration = z.object({
  kind: z.literal('iteration'),
  timesteps: z.number(),
  meanReturn: z.number(),
  accepted: z.boolean(),
  kl: z.number(),
})

/**
 * The curve in a file of another implementation, one JSON object a line, as docs/peers/sb3_swimmer.py writes it: a
 * `config` with its seed, then one `iteration` each. Throws an InputError that names the line that is not so.
 */
export async function curveOfPeer(label: string, path: string): Promise<LearningCurve> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new InputError(`${displayPath(path)} cannot be read: ${messageOf(error)}`, { cause: error })
  })
  const lines = text.split('\n').filter((line) => line !== '')
  const read = <T>(schema: z.ZodType<T>, index: number): T => {
    try {
      return schema.parse(JSON.parse(lines[index] ?? 'null'))
    } catch (error) {
      throw new InputError(`${displayPath(path)}, line ${index + 1} is not what a peer writes there`, { cause: error })
    }
  }
  const { seed, hyperparameters } = read(peerConfig, 0)
  const iterations = lines.flatMap((line, index) =>
    index > 0 && line.includes('"kind": "iteration"') ? [read(peerIteration, index)] : [],
  )
  return {
    label,
    seed,
    source: displayPath(path),
    points: iterations.map(({ timesteps, meanReturn, accepted, kl }) => ({
      steps: timesteps,
      meanReturn,
      accepted,
      partOfBound: kl / hyperparameters.target_kl,
    })),
  }
}
