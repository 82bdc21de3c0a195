import {
  cartPole,
  type Environment,
  type Lanes,
  lanesOf,
  type RestorableEnvironment,
  type RestorableLanes,
} from '@trpo/envs'
import type { RobotTask } from '@trpo/envs/planar'
import { PHYSICS, type Physics } from './physics.ts'

/** Functions that make environments of one kind. */
export interface EnvironmentSource<E extends Environment = Environment, L extends Lanes = Lanes> {
  /** Makes one environment. */
  create(): E
  /** Makes many environments that are stepped together and give the bits of single ones. They can go back if single ones can. */
  createLanes(count: number): L
}

/** Functions that make environments that can go back to earlier states, as a vine needs them. */
export type RestorableSource = EnvironmentSource<RestorableEnvironment, RestorableLanes>

/** An environment that can be asked for by name. */
export interface RegisteredEnvironment {
  /** Its name in a config. */
  readonly name: string
  /** One line for `trpo list`. */
  readonly summary: string
  /** The engines that it can run on; none when it has dynamics of its own. */
  readonly physics: readonly Physics[]
  /** Loads the simulator. It is called once by each command, with one of `physics`, or null where there is none. */
  load(physics: Physics | null): Promise<RestorableSource>
}

/** The environments, by name. A new one is a line here. */
export const environments: readonly RegisteredEnvironment[] = [
  robot(
    'paper/swimmer',
    "the paper's swimmer: 9 observations, 2 motors, reward v_x - 1e-5 |u|^2, 1,000 steps",
    (tasks) => tasks.paperSwimmerTask,
  ),
  robot(
    'paper/hopper',
    "the paper's hopper: 11 observations, 3 motors, reward v_x + 1 - 1e-5 |u|^2, until it falls, 1,000 steps",
    (tasks) => tasks.paperHopperTask,
  ),
  robot(
    'paper/walker',
    "the paper's walker: 17 observations, 6 motors, the hopper's reward less 5e-7 F^2 a foot, until it falls, 1,000 steps",
    (tasks) => tasks.paperWalkerTask,
  ),
  robot(
    'Swimmer-v5',
    "Gymnasium's swimmer: 8 observations, 2 motors, reward v_x - 1e-4 |u|^2, 1,000 steps",
    (tasks) => tasks.swimmerV5Task,
  ),
  robot(
    'Hopper-v5',
    "Gymnasium's hopper: 11 observations, 3 motors, reward v_x + 1 - 1e-3 |u|^2, until it falls, 1,000 steps",
    (tasks) => tasks.hopperV5Task,
  ),
  robot(
    'Walker2d-v5',
    "Gymnasium's walker: 17 observations, 6 motors, reward v_x + 1 - 1e-3 |u|^2, until it falls, 1,000 steps",
    (tasks) => tasks.walker2dV5Task,
  ),
  robot(
    'HalfCheetah-v5',
    "Gymnasium's half-cheetah: 17 observations, 6 motors, reward v_x - 0.1 |u|^2, 1,000 steps",
    (tasks) => tasks.halfCheetahV5Task,
  ),
  robot(
    'InvertedPendulum-v5',
    "Gymnasium's pole on a cart: 4 observations, 1 motor, reward 1 a step, until it leans 0.2 rad, 1,000 steps",
    (tasks) => tasks.invertedPendulumV5Task,
  ),
  robot(
    'InvertedDoublePendulum-v5',
    "Gymnasium's two poles on a cart: 9 observations, 1 motor, reward up to 9.36 a step, until they fall, 1,000 steps",
    (tasks) => tasks.invertedDoublePendulumV5Task,
  ),
  robot(
    'Reacher-v5',
    "Gymnasium's arm and target: 10 observations, 2 motors, reward - distance - |u|^2, 50 steps",
    (tasks) => tasks.reacherV5Task,
  ),
  {
    name: 'paper/cart-pole',
    summary: 'a pole on a cart, kept upright by a continuous force: 4 observations, reward 1 a step, 1,000 steps',
    physics: [],
    load: async () => ({ create: cartPole, createLanes: (count) => lanesOf(cartPole, count) }),
  },
]

type OnMujoco = typeof import('@trpo/envs/mujoco')
type OnPlanar = typeof import('@trpo/envs/planar')

/** A robot's task on any engine, which is loaded only when it is asked for. */
function robot(
  name: string,
  summary: string,
  taskOf: (tasks: OnMujoco | OnPlanar) => RobotTask,
): RegisteredEnvironment {
  return {
    name,
    summary,
    physics: PHYSICS,
    async load(physics) {
      if (physics === 'planar' || physics === 'planar-f32') {
        const planar = await import('@trpo/envs/planar')
        const task = taskOf(planar)
        const numerics = physics === 'planar' ? 'f64x2' : 'f32x4'
        return {
          create: () => planar.planarEnvironment(task, { numerics }),
          createLanes: (count) => planar.planarLanes(task, count, { numerics }),
        }
      }
      const mujoco = await import('@trpo/envs/mujoco')
      const task = taskOf(mujoco)
      const module = await mujoco.loadMujoco()
      return {
        create: () => mujoco.mujocoEnvironment(module, task),
        createLanes: (count) => mujoco.mujocoLanes(module, task, count),
      }
    },
  }
}
