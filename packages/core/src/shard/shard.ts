import type { MaybePromise } from '@trpo/linalg'
import type { Collected, CollectRequest, PlayedEpisode } from '@trpo/samplers'
import type { Plain } from '../passes/plain.ts'
import type { PartsIdentity } from './parts-identity.ts'
import type { PlayRequest } from './play-request.ts'

/** What a pass gave for one lane group. */
export interface GroupPart {
  /** The lane group, from 0. */
  readonly group: number
  /** What the pass says. */
  readonly values: Float64Array
}

/** A pass that a shard knows. */
export interface KnownPass {
  /** What `run` is called with, such as `surrogate/gradient`. */
  readonly name: string
  /** Whether it writes columns that later ones read, so that a replacement of the shard must repeat it. */
  readonly fills: boolean
}

/**
 * The owner of some lane groups, their simulators and their part of the batch. The data stays; requests, arguments and the
 * parts of sums travel. Its host decides where it lives, in this thread or in a worker.
 */
export interface Shard {
  /** The passes that it can run, by name. A host asks for them once the shard is built. */
  readonly passes: MaybePromise<readonly KnownPass[]>
  /** What it was built from. A trainer compares it with its own parts before the first step. */
  readonly identity: MaybePromise<PartsIdentity>
  /** Samples an iteration; `collect` of the same request gives the same batch. */
  collect(request: CollectRequest): MaybePromise<Collected>
  /** Runs a pass over each of its lane groups. Throws an Error when there is no batch or no such pass, and what the pass throws. */
  run(pass: string, args: readonly Plain[]): MaybePromise<readonly GroupPart[]>
  /**
   * Plays some episodes of an evaluation, on environments of their own: neither the batch nor the simulators are touched. The bits
   * depend on the request alone, so shards can share an evaluation between them.
   * @default it cannot: policies are evaluated elsewhere
   */
  play?(request: PlayRequest): MaybePromise<readonly PlayedEpisode[]>
  /** Releases the simulators. */
  dispose(): MaybePromise<void>
}
