import { messageOf } from '@trpo/math/messages'
import { PeerError } from '../errors.ts'
import type { Contestant, Report, Suite } from './contestant.ts'

/** How often and how long each contestant is measured. */
export interface RoundSettings {
  /** Rounds that count, at least 1. */
  readonly repeats: number
  /** Seconds of each measurement whose work can be divided. */
  readonly seconds: number
}

/** What a contestant did in the rounds that count, in their order. */
export interface Measured {
  readonly contestant: Contestant
  readonly reports: readonly Report[]
}

/** Is called before each measurement. Round 0 is the warm-up. */
export type RoundProgress = (round: number, contestant: Contestant) => void

/**
 * Measures all contestants of a suite in turn, round after round, so the machine's good and bad moments fall on all of
 * them. Each round starts with another contestant, and none always follows the same neighbour. The first round warms up
 * compilers and caches and does not count.
 *
 * Each contestant, ours as well as a peer's, has a process of its own. Engines specialise code for what has run through
 * it, so two networks or simulators in one process would slow each other down as they never do in use.
 *
 * The loop is our own because tinybench and mitata time short functions in one process, with all repeats of a task in
 * one go. Here a measurement takes seconds, happens in another process, and must be interleaved with those of its
 * rivals.
 *
 * Gives the measurements, in the suite's order, and a note for each contestant whose process failed on the way.
 */
export async function runRounds(
  suite: Suite,
  settings: RoundSettings,
  progress: RoundProgress,
): Promise<{ readonly measured: readonly Measured[]; readonly notes: readonly string[] }> {
  const { contestants } = suite
  const kept = new Map<Contestant, Report[]>(contestants.map((contestant) => [contestant, []]))
  const notes: string[] = []
  for (let round = 0; round <= settings.repeats; round++) {
    for (let i = 0; i < contestants.length; i++) {
      const contestant = contestants[(round + i) % contestants.length]
      const reports = kept.get(contestant)
      if (reports === undefined) continue
      progress(round, contestant)
      try {
        const report = await contestant.measure(settings.seconds)
        if (round > 0) reports.push(report)
      } catch (error) {
        if (!(error instanceof PeerError)) throw error
        kept.delete(contestant)
        notes.push(`${contestant.name} was left out: ${messageOf(error)}`)
      }
    }
  }
  const measured = contestants.flatMap((contestant) => {
    const reports = kept.get(contestant)
    return reports === undefined ? [] : [{ contestant, reports }]
  })
  return { measured, notes }
}
