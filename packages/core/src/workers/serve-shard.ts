import type { MaybePromise } from '@trpo/linalg'
import { listed } from '@trpo/math/messages'
import type { GroupRange, SamplingProgress } from '@trpo/samplers'
import type { GroupPart, Shard } from '../shard/shard.ts'
import { knownTasks } from './known-tasks.ts'
import type { HostPort } from './port.ts'
import type { BuiltShard, ShardCall, WorkerMessage, WorkerRequest } from './protocol.ts'
import { toWire } from './wire-error.ts'

/**
 * Builds the shard of some lane groups from a config that came through a port: plain data, such as a parsed JSON file.
 * The sums that the shard returns move out of the worker and must not be used by it any more.
 */
export type ShardFactory<Config> = (config: Config, groups: GroupRange) => MaybePromise<Shard>

/**
 * Milliseconds between two reports of progress. Sampling waits for the answer to each, so they must be rare enough to cost
 * little.
 */
const PROGRESS_EVERY = 25

/**
 * Answers a host's calls of a shard, which it builds when the host says so, and does tasks. This is the whole program of a worker.
 *
 * What goes wrong in building or calling the shard, or in a task, is sent as an answer, and the worker lives on.
 *
 * @param createShard builds the shard; @default the export `createShard` of the module that the host names
 */
export function serveShard<Config>(port: HostPort, createShard?: ShardFactory<Config>): void {
  let shard: Shard | undefined
  let answerProgress: ((goOn: boolean) => void) | undefined
  let reported = 0
  const tasks = knownTasks()

  const progress: SamplingProgress = async (steps) => {
    if (Date.now() - reported < PROGRESS_EVERY) return
    const answer = new Promise<boolean>((resolve) => {
      answerProgress = resolve
    })
    port.post({ kind: 'progress', steps }, [])
    const goOn = await answer
    reported = Date.now()
    if (!goOn) throw new Error('stopped by its host')
  }

  const work = async (message: WorkerRequest): Promise<unknown> => {
    if (message.kind === 'start') {
      const create = message.module === undefined ? createShard : await shardFactoryOf(message.module)
      if (create === undefined)
        throw new Error('the host named no module, and this worker has no createShard of its own')
      const built: unknown = await Reflect.apply(create, undefined, [message.config, message.groups])
      assertShard(built, message.module)
      shard = built
      const answer: BuiltShard = { passes: await shard.passes, identity: await shard.identity }
      return answer
    }
    if (message.kind === 'task') return tasks.run(message.task, message.input)
    if (shard === undefined) throw new Error('the worker has no shard; its host must send a start first')
    reported = Date.now()
    return answerOf(shard, message.call, progress)
  }

  const answer = async (message: WorkerRequest): Promise<void> => {
    let result: WorkerMessage
    try {
      result = { kind: 'value', value: await work(message) }
      port.post(result, message.kind === 'call' ? buffersOf(result.value) : [])
    } catch (error) {
      port.post({ kind: 'error', error: toWire(error) }, [])
    }
  }

  port.listen((message) => {
    if (message.kind === 'progress') answerProgress?.(message.goOn)
    else void answer(message)
  })
  port.post({ kind: 'listening' }, [])
}

/** The exported `createShard` of a module. */
async function shardFactoryOf(module: string): Promise<ShardFactory<unknown>> {
  const exported: Readonly<Record<string, unknown>> = await import(/* @vite-ignore */ /* webpackIgnore: true */ module)
  const create = exported['createShard']
  if (!isShardFactory(create))
    throw new TypeError(
      `${module} does not export a function createShard; it exports ${listed(Object.keys(exported), 'nothing')}. Write: export function createShard(config, groups) { return inProcessShard(...) }`,
    )
  return create
}

function isShardFactory(value: unknown): value is ShardFactory<unknown> {
  return typeof value === 'function'
}

function assertShard(built: unknown, module: string | undefined): asserts built is Shard {
  if (typeof built !== 'object' || built === null || typeof Reflect.get(built, 'collect') !== 'function')
    throw new TypeError(
      `createShard of ${module ?? 'the worker'} returned ${Object.prototype.toString.call(built)}; expected a shard, such as inProcessShard(parts, createLanes, groups)`,
    )
}

/** What the shard gives. Progress does not cross the port and is put in again here. */
function answerOf(shard: Shard, call: ShardCall, progress: SamplingProgress): unknown {
  switch (call.method) {
    case 'collect':
      return shard.collect({ ...call.request, progress })
    case 'run':
      return shard.run(call.pass, call.args)
    case 'play':
      if (shard.play === undefined)
        throw new Error('the shard of this worker plays no episodes; evaluate policies elsewhere')
      return shard.play({ ...call.request, progress })
    case 'dispose':
      return shard.dispose()
  }
}

/** The buffers of sums, which nobody in the worker needs any more. Parts of larger buffers are copied. */
function buffersOf(value: unknown): ArrayBuffer[] {
  if (!Array.isArray(value)) return []
  const arrays = value.map((sum: Partial<GroupPart>) => sum.values).filter((values) => values instanceof Float64Array)
  const buffers = arrays
    .filter((array) => array.byteLength === array.buffer.byteLength)
    .map(({ buffer }) => buffer)
    .filter((buffer) => buffer instanceof ArrayBuffer)
  return [...new Set(buffers)]
}
