import { readFile } from 'node:fs/promises'
import { boundedMeasure } from '@trpo/core'
import { messageOf } from '@trpo/math/messages'
import {
  type CurveAxis,
  type CurvePoint,
  curvePoints,
  displayPath,
  type PlacedReturn,
  placedReturns,
  readMetrics,
  type StoredRun,
} from '@trpo/runs'
import { z } from 'zod'
import { InputError } from '../errors.ts'
import { whatTrained } from '../report/what-trained.ts'
import { findAnyRun, isOwnRun } from '../run/find-run.ts'
import type { FoundRun } from '../run/find-runs.ts'
import { runLabels } from './run-labels.ts'
import { trunkSteps } from './trunk-steps.ts'

/** What one run learned. */
export interface LearningCurve {
  /** What it acted in: the curves of one task go into one panel. */
  readonly task: string
  /** What its runs have in common: a preset and the settings it was changed by, another implementation. */
  readonly label: string
  readonly seed: number
  /** Where it is from, for the reader. */
  readonly source: string
  readonly points: readonly CurvePoint[]
  /** Its returns along the axis that was asked for. */
  readonly returns: readonly PlacedReturn[]
}

/**
 * The curves of runs, whatever trained them; those of one experiment have one label. Throws an InputError when one cannot be read.
 *
 * @param axis what their returns are placed along
 */
export async function curvesOfRuns(found: readonly FoundRun[], axis: CurveAxis = 'steps'): Promise<LearningCurve[]> {
  const runs = await Promise.all(
    found.map(async ({ directory, label }) => ({ run: await findAnyRun(directory), label })),
  )
  const own = runs.map(({ run }) => run).filter(isOwnRun)
  const labels = runLabels(own.map(({ config }) => config))
  const labelOf = (run: StoredRun) => {
    const index = own.findIndex(({ paths }) => paths.directory === run.paths.directory)
    return index < 0 ? (run.config.preset ?? run.provenance.summary) : labels[index]
  }
  return Promise.all(
    runs.map(async ({ run, label }) => {
      const records = await readMetrics(run.paths.metrics)
      return {
        task: isOwnRun(run) ? run.config.environment.name : '',
        label: label ?? labelOf(run),
        seed: seedOf(run),
        source: `commit ${run.provenance.commit}`,
        points: curvePoints(records, boundedMeasure((await whatTrained(run)).measures)),
        returns: placedReturns(records, axis, isOwnRun(run) ? trunkSteps(run.config.sampler) : undefined),
      }
    }),
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
 * `config` with its seed, then one `iteration` each. Throws an InputError that names the line that is not so, and for seconds,
 * which such a file does not tell.
 *
 * @param task whose panel it goes into
 */
export async function curveOfPeer(
  { label, path, task }: { readonly label: string; readonly path: string; readonly task: string },
  axis: CurveAxis = 'steps',
): Promise<LearningCurve> {
  if (axis === 'seconds')
    throw new InputError(
      `${displayPath(path)} does not say how long it took; give another --x than seconds, or no --peer`,
    )
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
    task,
    label,
    seed,
    source: displayPath(path),
    returns: iterations.map(({ timesteps, meanReturn }, index) => ({
      x: axis === 'iterations' ? index + 1 : timesteps,
      meanReturn,
    })),
    points: iterations.map(({ timesteps, meanReturn, accepted, kl }) => ({
      steps: timesteps,
      meanReturn,
      accepted,
      partOfBound: kl / hyperparameters.target_kl,
    })),
  }
}
