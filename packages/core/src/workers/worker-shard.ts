import type { Collected, CollectRequest, GroupRange, PlayedEpisode, SamplingProgress } from '@trpo/samplers'
import { copyOfPlain, type Plain } from '../passes/plain.ts'
import type { PartsIdentity } from '../shard/parts-identity.ts'
import type { PlayRequest } from '../shard/play-request.ts'
import type { GroupPart, KnownPass, Shard } from '../shard/shard.ts'
import { type Connection, connect, WorkerDeath } from './connection.ts'
import { copyOfPolicy, copyOfRequest } from './copy-of-request.ts'
import { growingProgress } from './growing-progress.ts'
import { disposedError, endWorker, type LiveWorker } from './live-worker.ts'
import type { SpawnWorker } from './port.ts'
import type { BuiltShard, ShardCall } from './protocol.ts'
import { MAX_DEATHS, WorkerError, workInWords } from './worker-error.ts'
import type { WorkerReplacement } from './worker-replacement.ts'

/** What to do about a worker that dies of its lane groups. */
const ADVICE =
  'look at what the environment does there, take fewer workers if memory ran out, or train in one thread (inProcessShard, or trpo --workers 1) to see the fault itself'

/** A shard that lives in a worker. Calls are answered in order, and every one gives a promise. */
export interface WorkerShard extends Shard {
  /** The lane groups that it has. */
  readonly groups: GroupRange
  /** The passes of the shard; rejects with what building it threw, as every call does too. */
  readonly passes: Promise<readonly KnownPass[]>
  /** What the shard was built from; rejects as `passes` does. */
  readonly identity: Promise<PartsIdentity>
  /** Samples an iteration. */
  collect(request: CollectRequest): Promise<Collected>
  /** Runs a pass over each of its lane groups. */
  run(pass: string, args: readonly Plain[]): Promise<readonly GroupPart[]>
  /** Plays some episodes of an evaluation. Rejects with an Error where the worker's shard cannot. */
  play(request: PlayRequest): Promise<readonly PlayedEpisode[]>
  /** Ends the worker, idle or not. */
  dispose(): Promise<void>
}

/** What a shard in a worker is made of. */
export interface WorkerShardSettings {
  /** Starts the worker. */
  readonly spawn: SpawnWorker
  /** URL of the module whose `createShard` builds the shard; undefined for a worker that has its own. */
  readonly module: string | undefined
  /** What `createShard` is given, plain data. */
  readonly config: unknown
  /** The lane groups of the shard. */
  readonly groups: GroupRange
  /** Hears of every worker that is replaced. */
  readonly onReplaced?: ((replacement: WorkerReplacement) => void) | undefined
}

/** A call as it is kept for a worker that may have to repeat it. */
interface JournalEntry {
  readonly call: ShardCall
  readonly progress: SamplingProgress | undefined
}

/**
 * A shard in a worker that is started at once. A worker that dies is replaced: the new one repeats the `collect` and the fills
 * of this iteration, which gives the same batch with the same columns, and then the call that was under way. When it has died
 * `MAX_DEATHS` times since the last `collect` was called, the call rejects with a WorkerError; the next call tries afresh.
 *
 * Errors that the shard throws are answers: they reject the call and leave the worker alone. After `dispose` every call
 * rejects, those under way too.
 */
export function workerShard({ spawn, module, config, groups, onReplaced }: WorkerShardSettings): WorkerShard {
  let live: LiveWorker | undefined
  let journal: readonly JournalEntry[] = []
  let deaths = 0
  let disposed: Promise<void> | undefined
  let last: Promise<unknown> = Promise.resolve()

  /** Starts a worker, which builds the shard and catches up with the last one. */
  const launch = (): LiveWorker => {
    const connection = connect(spawn)
    const prepare = async () => {
      const built = (await connection.request({ kind: 'start', module, config, groups })) as BuiltShard
      for (const { call, progress } of journal) {
        if (disposed !== undefined) throw disposedError()
        await connection.request({ kind: 'call', call }, progress)
      }
      return built
    }
    const ready = prepare()
    // The next call hears of it.
    ready.catch(() => undefined)
    live = { connection, ready }
    return live
  }

  /** Does `work` with a worker that is ready, and again with another one if that dies. */
  const withWorker = async <T>(work: (connection: Connection, built: BuiltShard) => Promise<T>): Promise<T> => {
    for (;;) {
      if (disposed !== undefined) throw disposedError()
      const { connection, ready } = live ?? launch()
      let prepared = false
      try {
        const built = await ready
        prepared = true
        if (disposed !== undefined) throw disposedError()
        return await work(connection, built)
      } catch (error) {
        const died = error instanceof WorkerDeath
        if (died || !prepared) {
          // The order matters: whoever disposes of the shard meanwhile must wait for the end of this worker too.
          await connection.close(error instanceof Error ? error : disposedError())
          live = undefined
        }
        if (!died) throw error
        deaths++
        if (deaths >= MAX_DEATHS) {
          const { message, cause } = error
          const count = deaths
          deaths = 0
          throw new WorkerError(groups, count, message, ADVICE, cause)
        }
        onReplaced?.({ work: workInWords(groups), reason: error.message, deaths })
      }
    }
  }

  /** Does `work` after all that was asked for before. */
  const inOrder = <T>(work: () => Promise<T>): Promise<T> => {
    const result = last.then(work)
    last = result.catch(() => undefined)
    return result
  }

  launch()
  const built = inOrder(() => withWorker(async (_, told) => told))
  const passes = built.then((told) => told.passes)
  const identity = built.then((told) => told.identity)
  // Calls hear of it, whether or not somebody asks for these.
  for (const told of [passes, identity]) told.catch(() => undefined)

  return {
    groups,
    passes,
    identity,
    collect({ progress: given, ...request }) {
      const call: ShardCall = { method: 'collect', request: copyOfRequest(request) }
      const progress = growingProgress(given)
      return inOrder(async () => {
        journal = []
        deaths = 0
        const collected = await withWorker((connection) => connection.request({ kind: 'call', call }, progress))
        journal = [{ call, progress }]
        return collected as Collected
      })
    },
    run(pass, args) {
      const call: ShardCall = { method: 'run', pass, args: args.map(copyOfPlain) }
      return inOrder(() =>
        withWorker(async (connection, { passes: known }) => {
          const parts = await connection.request({ kind: 'call', call })
          const fills = known.some((one) => one.name === pass && one.fills)
          if (fills) journal = [...journal, { call, progress: undefined }]
          return parts as readonly GroupPart[]
        }),
      )
    },
    play({ progress: given, policy, ...request }) {
      const call: ShardCall = { method: 'play', request: { ...request, policy: copyOfPolicy(policy) } }
      const progress = growingProgress(given)
      return inOrder(() =>
        withWorker(async (connection) => {
          const played = await connection.request({ kind: 'call', call }, progress)
          return played as readonly PlayedEpisode[]
        }),
      )
    },
    dispose() {
      disposed ??= endWorker(live)
      return disposed
    },
  }
}
