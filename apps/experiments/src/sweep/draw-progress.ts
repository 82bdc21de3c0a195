import { liveTable } from './live-table.ts'
import { plainLines, type SweepCounts, type SweepProgress, trackSweep } from './progress.ts'

/** A table that redraws itself on a terminal, and plain lines elsewhere. */
export function sweepProgress(counts: SweepCounts, output: NodeJS.WriteStream): SweepProgress {
  return trackSweep(counts, output.isTTY ? liveTable(output) : plainLines(output), () => performance.now())
}
