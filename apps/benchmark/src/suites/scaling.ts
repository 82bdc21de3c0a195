import { counted } from '@trpo/math/messages'
import { robots } from '../contestants/robots.ts'
import { startOurs, startOursAlike } from '../contestants/start-ours.ts'
import { shapeName, type UpdateShape } from '../contestants/synthetic.ts'
import type { Physics, TaskOf } from '../contestants/task.ts'
import type { Contestant, Gain, Suite } from '../measure/contestant.ts'
import type { ModelName } from '../models.ts'
import type { NetworkName } from '../networks.ts'
import { scalingPeers, USUAL_PASSES } from '../peers/iteration-peers.ts'
import { updatePeers } from '../peers/update-peers.ts'
import { LANES, type Settings } from '../settings.ts'
import { against } from './against.ts'
import { passesNote } from './passes-note.ts'

/** The one that training uses. */
const NETWORK: NetworkName = 'simd'

/** One worker and all workers, at the same work. */
interface Pair {
  readonly one: Contestant
  readonly all: Contestant
}

/**
 * Whole batches of one worker and of all, beside as many raw loops of the simulator, which are independent of each
 * other.
 */
export async function scaledSampling(
  { workers, steps }: Settings,
  given: { readonly model: ModelName; readonly hidden: readonly number[]; readonly physics: 'mujoco' | 'planar' },
): Promise<Suite> {
  const { model: robot, hidden, physics } = given
  const { spec } = robots[robot]
  // The actions are those that an untrained policy draws, so simulation alone meets the states that the samplers meet.
  const actions = 'normal'
  const [loop, loopName]: readonly [TaskOf<'rawLoops'>['loop'], string] =
    physics === 'mujoco'
      ? [{ kind: 'mujoco', robot, actions }, 'MuJoCo alone']
      : [{ kind: 'planar', robot, actions, numerics: 'f64x2' }, 'planar f64x2']
  const raw = (threads: number) =>
    startOurs(
      `raw-${threads}`,
      `${loopName}, ${counted(threads, 'thread')}`,
      { kind: 'rawLoops', threads, loop },
      threads,
    )
  const [rawOne, rawAll] = [await raw(1), await raw(workers)]
  const samplers = await startPair('our sampler', workers, (count) => ({
    kind: 'workerSampling',
    robot,
    physics,
    hidden,
    network: NETWORK,
    lanes: LANES,
    steps,
    workers: count,
  }))
  const rawGain = { of: rawAll.id, to: rawOne.id }
  return {
    name: `scaling-sampling-${spec.name}-${physics}`,
    title: `Scaling of sampling: ${counted(steps, 'step')} of ${spec.name} on ${physics}`,
    unit: 'steps/s',
    yardstick: rawOne.id,
    contestants: [rawOne, rawAll, samplers.one, samplers.all],
    comparisons: against([rawAll, samplers.one, samplers.all], rawOne),
    gains: [
      { ...rawGain, workers },
      { ...gainOf(samplers, workers), bound: rawGain },
    ],
    notes: [SAME_BITS],
  }
}

/**
 * The policy update of one worker and of all, which have the rows of their lane groups; `besidePeers`, beside PyTorch with as
 * many threads as all of them.
 */
export async function scaledUpdate(settings: Settings, shape: UpdateShape, besidePeers = false): Promise<Suite> {
  const { workers } = settings
  const updates = await startPair('our update', workers, (count) => ({
    kind: 'workerUpdate',
    shape,
    network: NETWORK,
    workers: count,
  }))
  const { peers, notes } = besidePeers
    ? await updatePeers({ ...settings, threads: workers }, shape)
    : { peers: [], notes: [] }
  return {
    name: `scaling-update-${shapeName(shape)}`,
    title: `Scaling of the policy update: ${counted(shape.rows, 'row')} x (${shapeName(shape)})`,
    unit: 's',
    contestants: [updates.one, updates.all, ...peers],
    comparisons: peers.flatMap((peer) => against([updates.all], peer)),
    gains: [gainOf(updates, workers)],
    notes: [SAME_BITS, ...notes],
  }
}

/** Whole iterations of Swimmer-v5 on all cores, beside sb3-contrib with as many threads. */
export async function scaledIteration(settings: Settings): Promise<Suite> {
  const { workers } = settings
  const hidden = [64, 64]
  const robot = 'swimmer'
  const { spec } = robots[robot]
  const paths = Math.max(workers, Math.ceil(settings.steps / spec.timeLimit))
  const steps = paths * spec.timeLimit
  const on = (physics: Physics, passes?: number) =>
    startPair(`our iteration${passes === undefined ? '' : ' with a value network'}, ${physics}`, workers, (count) => ({
      kind: 'workerIteration',
      robot,
      physics,
      hidden,
      network: NETWORK,
      lanes: Math.min(ITERATION_LANES, paths),
      paths,
      workers: count,
      ...(passes !== undefined && { passes }),
    }))
  const [mujoco, planar] = [await on('mujoco'), await on('planar')]
  const critic = await on('planar', USUAL_PASSES)
  const { peers, notes } = await scalingPeers(settings, { task: spec.name, hidden, steps })
  return {
    name: `scaling-iteration-${spec.name}`,
    title: `Iteration of ${spec.name} on all cores: ${counted(steps, 'step')} as ${paths} whole paths, 8-64-64-2`,
    unit: 's',
    contestants: [mujoco.one, mujoco.all, planar.one, planar.all, critic.one, critic.all, ...peers],
    comparisons: peers.flatMap((peer) =>
      against(peer.id.endsWith('critic-on') ? [critic.all] : [mujoco.all, planar.all], peer),
    ),
    gains: [gainOf(mujoco, workers), gainOf(planar, workers), gainOf(critic, workers)],
    notes: [SAME_BITS, passesNote(USUAL_PASSES), ...notes],
  }
}

/** Lanes of an iteration: those of `paper/swimmer`. */
const ITERATION_LANES = 50

const SAME_BITS = 'One worker and several came to the same bits; the run fails where they do not.'

function gainOf({ one, all }: Pair, workers: number): Gain {
  return { of: all.id, to: one.id, workers }
}

/** Starts the same task with one worker and with all, and throws when they do not come to the same bits. */
async function startPair(
  name: string,
  workers: number,
  task: (workers: number) => TaskOf<'workerSampling' | 'workerUpdate' | 'workerIteration'>,
): Promise<Pair> {
  const id = name.replaceAll(/,? /g, '-')
  const [one, all] = await startOursAlike(
    [1, workers].map((count) => ({
      id: `${id}-${count}`,
      name: `${name}, ${counted(count, 'worker')}`,
      task: task(count),
    })),
  )
  return { one, all }
}
