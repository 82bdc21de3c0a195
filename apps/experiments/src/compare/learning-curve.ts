import { boundedMeasure } from '@trpo/core'
import {
  type CurveAxis,
  type CurvePoint,
  curvePoints,
  type PlacedReturn,
  placedReturns,
  readMetrics,
  type StoredRun,
} from '@trpo/runs'
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
  /**
   * What a point stands for.
   * @default an iteration
   */
  readonly pointsOf?: 'several iterations'
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
