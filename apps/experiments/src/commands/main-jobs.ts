import { findPreset, type Preset, paperSwimmer } from '@trpo/recipes'

/** One of the runs that `trpo start` trains. */
export interface MainJob {
  readonly preset: Preset
  /** What happens, in a sentence. */
  readonly says: string
  /** What its robot is seen to do, such as `swim`. */
  readonly moves: string
  /** How long it is shown, in s: several strokes or hops. */
  readonly gaitSeconds: number
  /** Parameters of its policy, where the paper says how many there are. */
  readonly parameters?: number
  /** The name of its run, by the name that the user gave for all, if any. */
  readonly runName: (seed: number, given: string | undefined) => string
}

/** What `trpo start` trains, one after the other. */
export function mainJobs(): readonly MainJob[] {
  return [
    {
      preset: paperSwimmer,
      says: "A swimmer learns to swim, as in Schulman et al. (2015), on planar physics that gives MuJoCo's answers.",
      moves: 'swim',
      gaitSeconds: 20,
      // What section 8.1 and Table 2 say of it.
      parameters: 364,
      runName: (seed, given) => given ?? `paper-swimmer-seed${seed}`,
    },
    {
      preset: findPreset('Hopper-v5'),
      says: "A hopper learns to hop, by the same step and with a value network: Gymnasium's task, on the same physics.",
      moves: 'hop',
      gaitSeconds: 8,
      runName: (seed, given) => (given === undefined ? `Hopper-v5-seed${seed}` : `${given}-hopper`),
    },
  ]
}
