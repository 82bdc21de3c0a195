import { cartPole, type EnvironmentSpec, spaceSize } from '@trpo/envs'
import { counted } from '@trpo/math/messages'
import { robots } from '../contestants/robots.ts'
import { startOurs } from '../contestants/start-ours.ts'
import { shapeName } from '../contestants/synthetic.ts'
import type { Physics, Simulator } from '../contestants/task.ts'
import type { Contestant, Suite } from '../measure/contestant.ts'
import type { ModelName } from '../models.ts'
import type { Settings } from '../settings.ts'
import { against, firstAgainstOthers } from './against.ts'
import { startLanes, startMujoco, startPlanar } from './stepping.ts'

/** Whole batches of a robot's steps, beside the simulation that they need. */
export async function robotSampling(
  settings: Settings,
  given: {
    readonly model: ModelName
    readonly hidden: readonly number[]
    /** Engines that the sampler is measured on. */
    readonly physics: readonly Physics[]
  },
): Promise<Suite> {
  const { model: robot, hidden, physics } = given
  const { spec } = robots[robot]
  const samplers: Partial<Record<Physics, readonly Contestant[]>> = {}
  for (const engine of physics)
    samplers[engine] = await startSamplers(settings, engine, { robot, physics: engine }, hidden)
  const { planar: onPlanar = [], mujoco: onMujoco = [] } = samplers
  // The actions are those that an untrained policy draws, so simulation alone meets the states that the samplers meet.
  const actions = 'normal'
  const mujoco = await startMujoco(robot, actions)
  const planar = await startPlanar(robot, actions, 'f64x2')
  const lanes = await startLanes(robot, actions, 'planar')
  return {
    name: `sampling-${spec.name}`,
    title: title(settings, spec, hidden),
    unit: 'steps/s',
    yardstick: mujoco.id,
    overview: { table: 'Sampling, times as fast as MuJoCo alone', row: spec.name },
    contestants: [mujoco, planar, lanes, ...onPlanar, ...onMujoco],
    comparisons: [
      ...against([planar, lanes, ...onPlanar, ...onMujoco], mujoco),
      ...against([lanes, ...onPlanar], planar),
      ...firstAgainstOthers(onPlanar),
      ...firstAgainstOthers(onMujoco),
    ],
    notes: [],
  }
}

/** The same on cart-pole, whose simulation costs next to nothing, so the rest is the sampler. */
export async function cartPoleSampling(settings: Settings): Promise<Suite> {
  const { spec } = cartPole()
  const lanes = await startOurs('lanes', 'our lanes', {
    kind: 'lanes',
    simulator: 'paper/cart-pole',
    actions: 'normal',
  })
  const samplers = await startSamplers(settings, 'cart-pole', 'paper/cart-pole', [])
  return {
    name: 'sampling-cart-pole',
    title: title(settings, spec, []),
    unit: 'steps/s',
    yardstick: lanes.id,
    contestants: [lanes, ...samplers],
    comparisons: [...against(samplers, lanes), ...firstAgainstOthers(samplers)],
    notes: [],
  }
}

async function startSamplers(
  { networks, steps }: Settings,
  label: string,
  simulator: Simulator,
  hidden: readonly number[],
): Promise<readonly Contestant[]> {
  const started: Contestant[] = []
  for (const network of networks)
    started.push(
      await startOurs(`sampler-${label}-${network}`, `our sampler, ${label}, ${network}`, {
        kind: 'sampling',
        simulator,
        hidden,
        network,
        steps,
      }),
    )
  return started
}

function title({ steps }: Settings, spec: EnvironmentSpec, hidden: readonly number[]): string {
  const shape = shapeName({
    observationSize: spaceSize(spec.observationSpace),
    hidden,
    actionSize: spaceSize(spec.actionSpace),
  })
  return `Sampling ${counted(steps, 'step')} of ${spec.name}, policy ${shape}: draws, simulation and storage`
}
