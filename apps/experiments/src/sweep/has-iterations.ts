import { endedByEvaluations } from '@trpo/recipes/node'
import { readMetrics, type SweepRunState } from '@trpo/runs'
import { findRun } from '../run/find-run.ts'

/** Whether a run of a sweep has all iterations that it is to have, fewer than the target where its evaluations have ended it. */
export async function hasIterations(
  { state, summary, directory }: Pick<SweepRunState, 'state' | 'summary' | 'directory'>,
  target: number,
): Promise<boolean> {
  if ((summary?.iteration ?? 0) >= target) return true
  if (state !== 'finished') return false
  const { config, paths } = await findRun(directory)
  return endedByEvaluations(config, await readMetrics(paths.metrics))
}
