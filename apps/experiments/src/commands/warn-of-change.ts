import type { LoadedEnvironment } from '@trpo/recipes'
import pc from 'picocolors'
import type { TrpoRun } from '../run/find-run.ts'

/** Warns that the code of a run's environment has changed, and says what follows from that. */
export function warnOfChange(
  { config, provenance }: Pick<TrpoRun, 'config' | 'provenance'>,
  { sourceDigest }: LoadedEnvironment,
  consequence: string,
): void {
  if ((sourceDigest ?? null) === provenance.environmentDigest) return
  process.stderr.write(
    pc.yellow(`warning: ${config.environment.name} was changed since the run began; ${consequence}\n`),
  )
}
