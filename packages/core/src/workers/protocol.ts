import type { CollectRequest, GroupRange } from '@trpo/samplers'
import type { Plain } from '../passes/plain.ts'
import type { PartsIdentity } from '../shard/parts-identity.ts'
import type { PlayRequest } from '../shard/play-request.ts'
import type { KnownPass } from '../shard/shard.ts'
import type { WireError } from './wire-error.ts'

/** A call of a shard, its arguments without what cannot be cloned. */
export type ShardCall =
  | {
      readonly method: 'collect'
      /** The request, without its progress. */
      readonly request: Omit<CollectRequest, 'progress'>
    }
  | {
      readonly method: 'run'
      /** Name of the pass. */
      readonly pass: string
      /** Its arguments. */
      readonly args: readonly Plain[]
    }
  | {
      readonly method: 'play'
      /** The request, without its progress. */
      readonly request: Omit<PlayRequest, 'progress'>
    }
  | { readonly method: 'dispose' }

/** Asks a worker to build its shard: the first request. It is answered by a `BuiltShard`. */
interface StartRequest {
  /** Discriminates the union. */
  readonly kind: 'start'
  /** URL of the module that exports `createShard`; undefined where the worker has one of its own. */
  readonly module: string | undefined
  /** What `createShard` is given. */
  readonly config: unknown
  /** The lane groups of the shard. */
  readonly groups: GroupRange
}

/** What is told of a shard once it is built. */
export interface BuiltShard {
  /** The passes that it knows. */
  readonly passes: readonly KnownPass[]
  /** What it was built from. */
  readonly identity: PartsIdentity
}

/** Asks a worker to call its shard. */
interface CallRequest {
  /** Discriminates the union. */
  readonly kind: 'call'
  /** The function of the shard, with its arguments. */
  readonly call: ShardCall
}

/** Asks a worker to do a task, with or without a shard. */
interface TaskRequest {
  /** Discriminates the union. */
  readonly kind: 'task'
  /** The name of the task. */
  readonly task: string
  /** Its input, plain data. */
  readonly input: unknown
}

/** What a host asks for. One request is under way at a time. */
export type WorkerRequest = StartRequest | CallRequest | TaskRequest

/** Lets a worker continue after a report of progress. */
interface ProgressAnswer {
  /** Discriminates the union. */
  readonly kind: 'progress'
  /** Whether to continue; sampling stops otherwise. */
  readonly goOn: boolean
}

/** What a host sends. */
export type HostMessage = WorkerRequest | ProgressAnswer

/** Says that the worker listens: what is sent to a web worker before its script has loaded is lost. */
interface ListeningMessage {
  /** Discriminates the union. */
  readonly kind: 'listening'
}

/** Answers a request. */
interface ValueMessage {
  /** Discriminates the union. */
  readonly kind: 'value'
  /** What the call gave. */
  readonly value: unknown
}

/** Answers a request that threw. */
interface ErrorMessage {
  /** Discriminates the union. */
  readonly kind: 'error'
  /** What it threw. */
  readonly error: WireError
}

/** Reports progress of sampling, and waits for a `ProgressAnswer`. */
interface ProgressMessage {
  /** Discriminates the union. */
  readonly kind: 'progress'
  /** Steps sampled so far. */
  readonly steps: number
}

/** What a worker sends. */
export type WorkerMessage = ListeningMessage | ValueMessage | ErrorMessage | ProgressMessage
