import type { Unit } from './statistics.ts'

/** One measurement: the total, and those parts of it that the contestant can tell apart, in the same unit. */
interface Measurement {
  readonly total: number
  readonly [part: string]: number
}

/** Works for about the given seconds, or does a whole task once if that takes longer. */
export type Measure = (seconds: number) => Promise<Measurement>

/** A measurement, with the processor time and memory that it took. */
export interface Report {
  readonly measured: Measurement
  /** Processor seconds of all threads in a second: about 1 where one thread had a core to itself. */
  readonly coresUsed: number
  /** The most memory that the contestant's process has held so far. */
  readonly peakMemoryMiB: number
}

/** A contestant of a comparison of speed. Everything that is not timed is done before it exists. */
export interface Contestant {
  /** Identifies it within its suite, in files too. */
  readonly id: string
  /** For people. */
  readonly name: string
  /**
   * How many threads never wait for each other while it is measured. If they got fewer cores than this, other work was
   * in the way. @default 1
   */
  readonly busyThreads?: number
  /**
   * Works for about the given seconds, or does its whole task once if that takes longer. Throws a PeerError when it has
   * to be left out.
   */
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
  /**
   * The contestants whose gain is the most that this machine can give. @default none: the number of workers is the
   * bound
   */
  readonly bound?: Comparison
}

/** The place of a suite in a table of several. */
interface Overview {
  /** The table's title. Suites of equal title share it. */
  readonly table: string
  readonly row: string
}

/** The contestants at one task. */
export interface Suite {
  /** Names it in files: `stepping`, `update-9-30-2`. */
  readonly name: string
  /** For people. */
  readonly title: string
  readonly unit: Unit
  /** The id of the contestant that all others are compared with; their ratios to it are shown beside their figures. */
  readonly yardstick?: string
  /** For suites that repeat the same on several tasks: the table that puts them side by side, and this one's row in it. */
  readonly overview?: Overview
  readonly contestants: readonly Contestant[]
  readonly comparisons: readonly Comparison[]
  /** The gains of several workers. */
  readonly gains?: readonly Gain[]
  /** Notes for the reader: who was left out and why, and the versions of peers. */
  readonly notes: readonly string[]
}
