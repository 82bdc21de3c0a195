import { availableParallelism } from 'node:os'
import type { Shard, TaskHost, Training, TrainingProgress, WorkerReplacement } from '@trpo/core'
import { nodeWorkerShards, nodeWorkerTasks } from '@trpo/core/node'
import { LANE_GROUPS } from '@trpo/samplers'
import { buildRun, buildShard } from '../build/build-run.ts'
import type { Config } from '../config/schema.ts'
import type { LoadedEnvironment } from '../environments/prepare-environment.ts'
import type { BuiltRun } from '../families/built-run.ts'
import { assertMemory } from './assert-memory.ts'
import { loadEnvironment } from './load-environment.ts'
import { type Pulse, pulsingShard } from './pulse.ts'
import type { ShardConfig } from './shard-module.ts'
import { valueNetworkMemory } from './value-network-memory.ts'
import { watchedShard } from './watched-shard.ts'
import { watchedTasks } from './watched-tasks.ts'

/** Where the shards of a run live, and who hears of it. These options are not part of the experiment: all give the same bits. */
export interface TrainingOptions {
  /**
   * The greatest number of threads; 1 for this thread alone.
   * @default as many as this machine runs at once
   */
  readonly workers?: number | undefined
  /**
   * The folder that the path of an environment's module is relative to.
   * @default the working folder
   */
  readonly startedIn?: string | undefined
  /**
   * The environment of the config, if it has been loaded before.
   * @default what `loadEnvironment` gives
   */
  readonly environment?: LoadedEnvironment | undefined
  /** Is called for every worker that died and is replaced. */
  readonly onReplaced?: ((replacement: WorkerReplacement) => void) | undefined
  /** Is called often during an iteration. */
  readonly pulse?: Pulse | undefined
}

/** A training, with what it was built from. */
export interface BuiltTraining extends Training<TrainingProgress> {
  /** The run that the training and all its shards belong to. */
  readonly run: BuiltRun
  /** The environment that it samples in. */
  readonly environment: LoadedEnvironment
  /** The number of threads that its shards live in; 1 when they live in this thread. */
  readonly workers: number
}

/**
 * The training that a config describes, on all cores. `ready` rejects with a ConfigError when a worker cannot build its part.
 * Throws a ConfigError when the config's settings do not go together or need more memory than there is.
 */
export async function trainingOf(config: Config, options: TrainingOptions = {}): Promise<BuiltTraining> {
  const { startedIn = process.cwd(), pulse = async () => {} } = options
  const environment = options.environment ?? (await loadEnvironment(config, startedIn))
  const run = await buildRun(config, environment)
  // Here and not in the run: a page has no memory to compare it with, and is spared the code.
  assertMemory({ memory: [...run.memory, ...valueNetworkMemory(config, environment.spec, run.amount)] })
  const shards = shardsFor(config, environment, run, { ...options, startedIn, pulse })
  const trainer = run.training(
    shards.map((shard) => pulsingShard(shard, pulse)),
    {
      clock: () => performance.now(),
      entering: (part) => pulse(part),
      tasks: tasksFor({ ...options, pulse }),
    },
  )
  return {
    ...trainer,
    run,
    environment,
    workers: shards.length,
    async step(state, progress) {
      await pulse('sample', 0)
      return trainer.step(state, async (steps) => {
        await pulse('sample', steps)
        await progress?.(steps)
      })
    },
  }
}

function shardsFor(
  config: Config,
  environment: LoadedEnvironment,
  run: BuiltRun,
  {
    workers = availableParallelism(),
    startedIn,
    onReplaced,
    pulse,
  }: TrainingOptions & { startedIn: string; pulse: Pulse },
): readonly Shard[] {
  const { lanes } = run
  // A single worker would only add the cost of messages.
  if (Math.min(workers, lanes, LANE_GROUPS) === 1) return [buildShard(run, environment)]
  const file = import.meta.url.endsWith('.ts') ? './shard-module.ts' : './shard-module.js'
  const module = new URL(file, import.meta.url)
  return nodeWorkerShards<ShardConfig>({ module, config: { config, startedIn }, lanes, workers, onReplaced }).map(
    (shard) => watchedShard(shard, pulse),
  )
}

/** Where the fit of a value network is done: beside the update of the policy, unless there is to be one thread alone. */
function tasksFor({
  workers = availableParallelism(),
  onReplaced,
  pulse,
}: TrainingOptions & { pulse: Pulse }): TaskHost | undefined {
  return workers === 1 ? undefined : watchedTasks(nodeWorkerTasks({ onReplaced }), pulse)
}
