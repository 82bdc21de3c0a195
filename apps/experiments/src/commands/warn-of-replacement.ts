import type { WorkerReplacement } from '@trpo/core'
import pc from 'picocolors'

/** Warns that a worker died and that its part is computed again. */
export function warnOfReplacement({ work, reason }: WorkerReplacement): void {
  process.stderr.write(pc.yellow(`\na worker died because ${reason}; another one computes its part again (${work})\n`))
}
