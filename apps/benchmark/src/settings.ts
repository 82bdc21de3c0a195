import type { RoundSettings } from './measure/run-rounds.ts'
import { defaultModels, type ModelName } from './models.ts'
import type { NetworkName } from './networks.ts'

/** What all measuring commands are told. */
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
  /** A Python interpreter whose packages are measured too. */
  readonly python?: string | undefined
  /** Threads that peers may use. */
  readonly threads: number
}

/** Threads that our own work runs on. Peers get as many unless told otherwise. */
export const OUR_THREADS = 1

/** Lanes that simulations and samplers step together: whole vectors of every width. */
export const LANES = 64

/** The settings unless told otherwise: the sizes of Table 2's swimmer. */
export const defaults: Omit<Settings, 'networks' | 'python'> = {
  repeats: 5,
  seconds: 1,
  models: defaultModels,
  steps: 50_000,
  smallRows: 50_000,
  rows: 100_000,
  threads: OUR_THREADS,
}
