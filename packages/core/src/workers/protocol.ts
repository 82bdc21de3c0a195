import type { GroupRange } from '@trpo/samplers'
import type { Shard } from '../shard/shard.ts'
import type { WireError } from './wire-error.ts'

/** The calls of a shard. */
export type ShardMethod = keyof Shard

/** A call of a shard, its arguments without what cannot be cloned. */
export interface ShardCall {
  /** Which function of the shard. */
  readonly method: ShardMethod
  /** Its arguments. */
  readonly args: readonly unknown[]
}

/** Asks a worker to build its shard: the first request. */
export interface StartRequest {
  /** Tells the requests apart. */
  readonly kind: 'start'
  /** URL of the module that exports `createShard`; undefined where the worker has one of its own. */
  readonly module: string | undefined
  /** What `createShard` is given. */
  readonly config: unknown
  /** The lane groups of the shard. */
  readonly groups: GroupRange
}

/** Asks a worker to call its shard. */
export interface CallRequest {
  /** Tells the requests apart. */
  readonly kind: 'call'
  /** The call. */
  readonly call: ShardCall
}

/** What a host asks for. One request is under way at a time. */
export type ShardRequest = StartRequest | CallRequest

/** Lets a worker go on after a report of progress. */
export interface ProgressAnswer {
  /** Tells it from a request. */
  readonly kind: 'progress'
  /** Whether to go on; sampling stops otherwise. */
  readonly goOn: boolean
}

/** What a host sends. */
export type HostMessage = ShardRequest | ProgressAnswer

/** Says that the worker listens: what is sent to a web worker before its script has come so far is lost. */
export interface ListeningMessage {
  /** Tells the messages apart. */
  readonly kind: 'listening'
}

/** Answers a request. */
export interface ValueMessage {
  /** Tells the messages apart. */
  readonly kind: 'value'
  /** What the call gave. */
  readonly value: unknown
}

/** Answers a request that threw. */
export interface ErrorMessage {
  /** Tells the messages apart. */
  readonly kind: 'error'
  /** What it threw. */
  readonly error: WireError
}

/** Reports progress of sampling, and waits for a `ProgressAnswer`. */
export interface ProgressMessage {
  /** Tells the messages apart. */
  readonly kind: 'progress'
  /** Steps sampled so far. */
  readonly steps: number
}

/** What a worker sends. */
export type WorkerMessage = ListeningMessage | ValueMessage | ErrorMessage | ProgressMessage
