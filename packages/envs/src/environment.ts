import type { ObservationArray } from '@trpo/math'
import type { Random } from '@trpo/random'
import type { ReportedScalars } from './reported-scalar.ts'
import type { BoxSpace, Space } from './spaces.ts'

/**
 * What is known of an environment before it runs. Lanes, and all that stands on them, observe a box. A single environment may
 * also observe choices (`EnvironmentSpec<Space>`), which `lanesOf` makes one-hot.
 */
export interface EnvironmentSpec<O extends Space = BoxSpace> {
  /** For messages and files: `paper/swimmer`, `CartPole`. */
  readonly name: string
  /** What `observe` writes. */
  readonly observationSpace: O
  /** What `step` takes. */
  readonly actionSpace: Space
  /**
   * Steps after which an episode is truncated, enforced by the `timeLimit` transform.
   * @default no limit
   */
  readonly timeLimit?: number
  /**
   * The numbers that every step reports besides its reward, by name, for records and curves. Nothing is learned from them.
   * @default none
   */
  readonly info?: ReportedScalars
  /**
   * k, where an observation is the last k frames of the episode, the oldest first, along the first dimension of its space, which k
   * divides. After a reset it is the first frame k times; each step moves the frames up by one and puts a new one last. Samplers
   * rely on it, and store each frame once. The transform `frameStack` makes such observations of frames.
   * @default 1: no observation repeats a part of another
   */
  readonly frameStack?: number
}

/** What one step gives. */
export interface Transition {
  /** The reward of this step. */
  readonly reward: number
  /** Whether the episode reached a terminal state: no reward can follow, and its value is 0. */
  readonly terminated: boolean
  /**
   * Whether the episode was stopped from outside, by a time limit. Its last state still has a value. Dynamics never set this.
   * @default false
   */
  readonly truncated?: boolean
  /**
   * The numbers that `spec.info` declares, each finite. Others are not looked at.
   * @default none are declared
   */
  readonly info?: Readonly<Record<string, number>>
}

/**
 * One environment: a Markov decision process whose randomness is handed in.
 *
 * It holds no generator, no clock and no global state: equal draws and actions give equal bits. A plain object will do.
 * Order of calls: `reset`, then `step` until `terminated` or `truncated`, then `reset` again; `observe` after either.
 */
export interface Environment {
  /** What is known of it: the same object, with the same contents, for as long as the environment lives. */
  readonly spec: EnvironmentSpec<Space>
  /** Starts an episode. */
  reset(random: Random): void
  /** One control step. `action` has the length of the action space (class indices for discrete ones) and must not be kept or changed. */
  step(action: Float64Array, random: Random): Transition
  /**
   * Writes the present observation into an array of the observation space's length and type: a Float64Array, unless its box says
   * `f32` (Float32Array) or `u8` (Uint8Array). Choices are written as their numbers.
   */
  observe(into: ObservationArray): void
  /**
   * States that `step` reads its action and keeps no reference to the array. Lanes then hand in one array again and again, where
   * each step would otherwise have an array of its own. `environmentConformance` checks it.
   * @default false
   */
  readonly readsActionOnly?: boolean
  /** Releases what the garbage collector cannot (simulator memory). Called once, when no more calls follow. */
  dispose?(): void
}

/**
 * An environment that can go back to an earlier state, as the vine procedure (section 5.2) needs. It has a type of its own, so
 * that a vine over anything else does not compile.
 */
export interface RestorableEnvironment<S = unknown> extends Environment {
  /** The whole state, as a value that later steps do not change. */
  snapshot(): S
  /** Goes back to a snapshot taken from this environment or another of the same kind. */
  restore(snapshot: S): void
}

/** Whether the environment can go back to an earlier state, for callers that learn of it only at run time. */
export function isRestorable(environment: Environment): environment is RestorableEnvironment {
  return (
    'snapshot' in environment &&
    typeof environment.snapshot === 'function' &&
    'restore' in environment &&
    typeof environment.restore === 'function'
  )
}
