import { type Connection, WorkerDeath } from './connection.ts'
import type { BuiltShard } from './protocol.ts'

/** A worker, and its shard once that has caught up with the iteration. */
export interface LiveWorker {
  readonly connection: Connection
  readonly ready: Promise<BuiltShard>
}

/** Lets an idle worker release its simulators, and ends it, idle or not. */
export async function endWorker(live: LiveWorker | undefined): Promise<void> {
  if (live === undefined) return
  const { connection, ready } = live
  try {
    if (connection.busy) return
    const built = await ready.then(
      () => true,
      () => false,
    )
    if (built) await connection.request({ kind: 'call', call: { method: 'dispose' } })
  } catch (error) {
    // A worker that dies of it is gone as well.
    if (!(error instanceof WorkerDeath)) throw error
  } finally {
    await connection.close(disposedError())
  }
}

/** What a call of a shard rejects with after its `dispose`. */
export function disposedError(): Error {
  return new Error('the shard has been disposed of; make a new one')
}
