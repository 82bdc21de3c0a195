import type { GroupRange, SamplingProgress } from '@trpo/samplers'
import type { CollectRequest, Shard } from '../shard/shard.ts'
import { type Connection, connect, WorkerDeath } from './connection.ts'
import type { SpawnWorker } from './port.ts'
import type { ShardCall, ShardMethod } from './protocol.ts'
import { MAX_DEATHS, WorkerError } from './worker-error.ts'

/** A shard whose every call gives a promise. */
export type AsyncShard = {
  readonly [M in ShardMethod]: (...args: Parameters<Shard[M]>) => Promise<Awaited<ReturnType<Shard[M]>>>
}

/** A shard that lives in a worker. Calls are answered in order. */
export interface WorkerShard extends AsyncShard {
  /** The lane groups it has. */
  readonly groups: GroupRange
  /** Settles when the worker has built the shard; rejects with what building it threw, as every other call does too. */
  ready(): Promise<void>
}

/** That a worker died and another one takes its place. */
export interface WorkerReplacement {
  /** The lane groups that are computed again. */
  readonly groups: GroupRange
  /** Why the worker died, to complete `it died because ...`. */
  readonly reason: string
  /** How often it has died within the iteration. */
  readonly deaths: number
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

/** The calls that later ones of an iteration depend on, in their order. */
const JOURNALED: ReadonlySet<ShardMethod> = new Set(['collect', 'baselineStatistics', 'advantages', 'standardize'])

/** A call as it is kept for a worker that may have to repeat it. */
interface JournalEntry {
  readonly call: ShardCall
  readonly progress: SamplingProgress | undefined
}

/**
 * A shard in a worker that is started at once. A worker that dies is replaced: the new one repeats the calls of this
 * iteration that later ones depend on, which gives the same batch, and then the call that was under way. When it has died
 * `MAX_DEATHS` times since the last `collect` was called, the call rejects with a WorkerError; the next call tries afresh.
 *
 * Errors that the shard throws are answers: they reject the call and leave the worker alone. After `dispose` every call
 * rejects, those under way too.
 */
export function workerShard({ spawn, module, config, groups, onReplaced }: WorkerShardSettings): WorkerShard {
  let live: { readonly connection: Connection; readonly ready: Promise<void> } | undefined
  let journal: readonly JournalEntry[] = []
  let deaths = 0
  let disposed: Promise<void> | undefined
  let last: Promise<unknown> = Promise.resolve()

  /** Starts a worker, which then builds the shard and comes to where the last one was. */
  const launch = () => {
    const connection = connect(spawn)
    const prepare = async () => {
      await connection.request({ kind: 'start', module, config, groups })
      for (const { call, progress } of journal) {
        if (disposed !== undefined) throw disposedError()
        await connection.request({ kind: 'call', call }, progress)
      }
    }
    const ready = prepare()
    // Who calls next hears of it.
    ready.catch(() => undefined)
    live = { connection, ready }
    return live
  }

  /** Does `work` with a worker that is ready, again with another one if it dies. */
  const withWorker = async <T>(work: (connection: Connection) => Promise<T>): Promise<T> => {
    for (;;) {
      if (disposed !== undefined) throw disposedError()
      const { connection, ready } = live ?? launch()
      let prepared = false
      try {
        await ready
        prepared = true
        if (disposed !== undefined) throw disposedError()
        return await work(connection)
      } catch (error) {
        const died = error instanceof WorkerDeath
        if (died || !prepared) {
          // In this order: to dispose of the shard meanwhile is to wait for the end of this worker too.
          await connection.close(error instanceof Error ? error : disposedError())
          live = undefined
        }
        if (!died) throw error
        deaths++
        if (deaths >= MAX_DEATHS) {
          const { message, cause } = error
          const count = deaths
          deaths = 0
          throw new WorkerError(groups, count, message, cause)
        }
        onReplaced?.({ groups, reason: error.message, deaths })
      }
    }
  }

  /** Does `work` after all that was asked for before. */
  const inOrder = <T>(work: () => Promise<T>): Promise<T> => {
    const result = last.then(work)
    last = result.catch(() => undefined)
    return result
  }

  /** Calls a function of the worker's shard. What comes back is what that function gives: the caller says what that is. */
  const ask = <T>(method: ShardMethod, args: readonly unknown[], progress?: SamplingProgress): Promise<T> => {
    const call: ShardCall = { method, args: args.map(kept) }
    return inOrder(async () => {
      if (method === 'collect') {
        journal = []
        deaths = 0
      }
      const value = await withWorker((connection) => connection.request({ kind: 'call', call }, progress))
      if (JOURNALED.has(method)) journal = [...journal, { call, progress }]
      return value as T
    })
  }

  launch()

  return {
    groups,
    ready: () => inOrder(() => withWorker(async () => undefined)),
    collect: ({ progress, ...request }) =>
      ask('collect', [{ ...request, theta: request.theta.slice() } satisfies CollectRequest], growing(progress)),
    baselineStatistics: (baseline) => ask('baselineStatistics', [baseline]),
    advantages: (baseline) => ask('advantages', [baseline]),
    standardize: (shift, scale) => ask('standardize', [shift, scale]),
    gradient: () => ask('gradient', []),
    fisherProduct: (v) => ask('fisherProduct', [v]),
    evaluate: (theta, normalizer) => ask('evaluate', [theta, normalizer]),
    openEpisodes: () => ask('openEpisodes', []),
    observationStatistics: () => ask('observationStatistics', []),
    dispose() {
      disposed ??= end(live)
      return disposed
    },
  }
}

/** Lets an idle worker release its simulators, and ends it, idle or not. */
async function end(
  live: { readonly connection: Connection; readonly ready: Promise<void> } | undefined,
): Promise<void> {
  if (live === undefined) return
  const { connection, ready } = live
  try {
    if (connection.busy) return
    const built = await ready.then(
      () => true,
      () => false,
    )
    if (built) await connection.request({ kind: 'call', call: { method: 'dispose', args: [] } })
  } catch (error) {
    // One that dies of it is gone as well.
    if (!(error instanceof WorkerDeath)) throw error
  } finally {
    await connection.close(disposedError())
  }
}

function disposedError(): Error {
  return new Error('the shard has been disposed of; make a new one')
}

/** Vectors as they are now: the caller may write to them before a worker has to be told again. */
function kept(argument: unknown): unknown {
  return argument instanceof Float64Array ? argument.slice() : argument
}

/** Progress that never falls back: a worker that takes another one's place begins at 0. */
function growing(progress: SamplingProgress | undefined): SamplingProgress | undefined {
  if (progress === undefined) return undefined
  let most = 0
  return (steps) => {
    most = Math.max(most, steps)
    return progress(most)
  }
}
