import type { Unit } from './statistics.ts'

/** One measurement: the whole, and in the same unit the parts of it that the contestant can tell apart. */
interface Measurement {
  readonly total: number
  readonly [part: string]: number
}

/** Works for about so many seconds, or does a whole task once if that takes longer. */
export type Measure = (seconds: number) => Promise<Measurement>

/** A measurement, and what it took of the machine. */
export interface Report {
  readonly measured: Measurement
  /** Processor seconds of all threads in a second: about 1 where one thread had a core to itself. */
  readonly coresUsed: number
  /** The most memory that the contestant's process has held so far. */
  readonly peakMemoryMiB: number
}

/** One of those whose speed is compared. Everything that is not to be timed is done before it exists. */
export interface Contestant {
  /** Names it within its suite, in files too. */
  readonly id: string
  /** For people. */
  readonly name: string
  /** Threads that never wait for each other while it is measured; fewer cores than these, and other work was in the way. 1 unless given. */
  readonly busyThreads?: number
  /** Works for about so many seconds, or does its whole task once if that takes longer. Throws a PeerError to be left out. */
  measure(seconds: number): Promise<Report>
  dispose(): Promise<void>
}

/** Two contestants whose ratio is shown. */
export interface Comparison {
  /** Their ids. */
  readonly of: string
  readonly to: string
}

/** How many times as fast several workers are as one. */
export interface Gain extends Comparison {
  /** How many workers `of` has; `to` has one. */
  readonly workers: number
  /** The gain that is the most that can be had on this machine; the number of workers unless given. */
  readonly bound?: Comparison
}

/** The place of a suite in a table of several. */
interface Overview {
  /** The table's title. Suites of equal title share it. */
  readonly table: string
  readonly row: string
}

/** Contestants at the same task. */
export interface Suite {
  /** Names it in files: `stepping`, `update-9-30-2`. */
  readonly name: string
  /** For people. */
  readonly title: string
  readonly unit: Unit
  /** The id of a contestant that all others are measured by: their ratios to it stand beside their figures. */
  readonly yardstick?: string
  /** For suites that repeat the same on several tasks: the table that puts them side by side, and this one's row in it. */
  readonly overview?: Overview
  readonly contestants: readonly Contestant[]
  readonly comparisons: readonly Comparison[]
  /** What several workers gain. */
  readonly gains?: readonly Gain[]
  /** What a reader must know: who was left out and why, versions of peers. */
  readonly notes: readonly string[]
}
