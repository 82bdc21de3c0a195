import { availableParallelism } from 'node:os'
import type { RoundSettings } from './measure/run-rounds.ts'
import { defaultModels, type ModelName } from './models.ts'
import type { NetworkName } from './networks.ts'

/** The settings of all commands that measure. */
export interface Settings extends RoundSettings {
  /** Robots that stepping is measured on, at least one. */
  readonly models: readonly ModelName[]
  /** Names of network implementations, at least one; the first is the one whose ratios to others are shown. */
  readonly networks: readonly NetworkName[]
  /** Steps of a sampled batch and of an iteration. */
  readonly steps: number
  /** Rows of the 9-30-2 update. */
  readonly smallRows: number
  /** Rows of the 11-50-50-3 update. */
  readonly rows: number
  /** Rows of the update of the paper's network of Atari. */
  readonly imageRows: number
  /** Rows of the 11-50-50-3 update that is spread over workers. */
  readonly scalingRows: number
  /** A Python interpreter whose packages are measured too. */
  readonly python?: string | undefined
  /** Threads that each peer may use, except in scaling. */
  readonly threads: number
  /** Workers of scaling, at least 2, and the threads of its peers. */
  readonly workers: number
}

/** Threads that our own work runs on, except in scaling. Peers get as many by default. */
export const OUR_THREADS = 1

/** The most workers, which is the number of lane groups that can be spread over them. */
export const MAX_WORKERS = 12

/** Lanes that simulations and samplers step together: whole vectors of every width. */
export const LANES = 64

/** The default settings: the sizes of Table 2's swimmer. */
export const defaults: Omit<Settings, 'networks' | 'python'> = {
  repeats: 5,
  seconds: 1,
  models: defaultModels,
  steps: 50_000,
  smallRows: 50_000,
  rows: 100_000,
  imageRows: 20_000,
  scalingRows: 1_000_000,
  threads: OUR_THREADS,
  workers: Math.min(MAX_WORKERS, Math.max(2, availableParallelism())),
}
