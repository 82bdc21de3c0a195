import type { Environment, Lanes, RestorableEnvironment, RestorableLanes } from '@trpo/envs'
import type { PlanarRobot, RobotTask } from '@trpo/envs/planar'
import type { DrawnName, PlanarNumerics, TaskName } from './drawn-name.ts'
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
  /** What draws it, by its name in `on-demand/drawn.ts`, which is loaded for pictures alone. */
  readonly drawnAs: DrawnName
}

/** The environments, by name. A new one is a line here. */
export const environments: readonly RegisteredEnvironment[] = [
  robot(
    'paper/swimmer',
    "the paper's swimmer: 9 observations, 2 motors, reward v_x - 1e-5 |u|^2, 1,000 steps",
    'paperSwimmerTask',
    () => import('../on-demand/robots/swimmer.ts'),
  ),
  robot(
    'paper/hopper',
    "the paper's hopper: 11 observations, 3 motors, reward v_x + 1 - 1e-5 |u|^2, until it falls, 1,000 steps",
    'paperHopperTask',
    () => import('../on-demand/robots/hopper.ts'),
  ),
  robot(
    'paper/walker',
    "the paper's walker: 17 observations, 6 motors, the hopper's reward less 5e-7 F^2 a foot, until it falls, 1,000 steps",
    'paperWalkerTask',
    () => import('../on-demand/robots/walker2d.ts'),
  ),
  robot(
    'Swimmer-v5',
    "Gymnasium's swimmer: 8 observations, 2 motors, reward v_x - 1e-4 |u|^2, 1,000 steps",
    'swimmerV5Task',
    () => import('../on-demand/robots/swimmer.ts'),
  ),
  robot(
    'Hopper-v5',
    "Gymnasium's hopper: 11 observations, 3 motors, reward v_x + 1 - 1e-3 |u|^2, until it falls, 1,000 steps",
    'hopperV5Task',
    () => import('../on-demand/robots/hopper.ts'),
  ),
  robot(
    'Walker2d-v5',
    "Gymnasium's walker: 17 observations, 6 motors, reward v_x + 1 - 1e-3 |u|^2, until it falls, 1,000 steps",
    'walker2dV5Task',
    () => import('../on-demand/robots/walker2d.ts'),
  ),
  robot(
    'HalfCheetah-v5',
    "Gymnasium's half-cheetah: 17 observations, 6 motors, reward v_x - 0.1 |u|^2, 1,000 steps",
    'halfCheetahV5Task',
    () => import('../on-demand/robots/half-cheetah.ts'),
  ),
  robot(
    'InvertedPendulum-v5',
    "Gymnasium's pole on a cart: 4 observations, 1 motor, reward 1 a step, until it leans 0.2 rad, 1,000 steps",
    'invertedPendulumV5Task',
    () => import('../on-demand/robots/inverted-pendulum.ts'),
  ),
  robot(
    'InvertedDoublePendulum-v5',
    "Gymnasium's two poles on a cart: 9 observations, 1 motor, reward up to 9.36 a step, until they fall, 1,000 steps",
    'invertedDoublePendulumV5Task',
    () => import('../on-demand/robots/inverted-double-pendulum.ts'),
  ),
  robot(
    'Reacher-v5',
    "Gymnasium's arm and target: 10 observations, 2 motors, reward - distance - |u|^2, 50 steps",
    'reacherV5Task',
    () => import('../on-demand/robots/reacher.ts'),
  ),
  spatialRobot(
    'Ant-v5',
    "Gymnasium's ant, on MuJoCo only: 105 observations, 8 motors, reward v_x + 1 - 0.5 |u|^2 - contacts, within a height, 1,000 steps",
    'antV5Task',
  ),
  spatialRobot(
    'Pusher-v5',
    "Gymnasium's arm and object, on MuJoCo only: 23 observations, 7 motors, reward - distances - 0.1 |u|^2, 100 steps",
    'pusherV5Task',
  ),
  spatialRobot(
    'Humanoid-v5',
    "Gymnasium's humanoid, on MuJoCo only: 348 observations, 17 motors, reward 1.25 v_x + 5 - 0.1 |u|^2 - contacts, until it falls, 1,000 steps",
    'humanoidV5Task',
  ),
  {
    name: 'paper/cart-pole',
    summary: 'a pole on a cart, kept upright by a continuous force: 4 observations, reward 1 a step, 1,000 steps',
    physics: [],
    async load() {
      const { cartPole, lanesOf } = await import('../on-demand/cart-pole.ts')
      return { create: cartPole, createLanes: (count) => lanesOf(cartPole, count) }
    },
    drawnAs: 'cartPole',
  },
]

/** The numerics of planar physics; none of MuJoCo, and of what moves by itself. */
export function numericsOf(physics: Physics | null): PlanarNumerics | undefined {
  return physics === null || physics === 'mujoco' ? undefined : physics === 'planar' ? 'f64x2' : 'f32x4'
}

/** A robot's task on any engine. Robot and engine are loaded only when they are asked for. */
function robot<T extends TaskName>(
  name: string,
  summary: string,
  task: T,
  loadTasks: () => Promise<Readonly<Record<T, RobotTask<PlanarRobot>>>>,
): RegisteredEnvironment {
  return {
    name,
    summary,
    physics: PHYSICS,
    drawnAs: task,
    async load(physics) {
      const numerics = numericsOf(physics)
      if (numerics !== undefined) {
        const [{ planarEnvironment, planarLanes }, { [task]: planarTask }] = await Promise.all([
          import('../on-demand/planar.ts'),
          loadTasks(),
        ])
        return {
          create: () => planarEnvironment(planarTask, { numerics }),
          createLanes: (count) => planarLanes(planarTask, count, { numerics }),
        }
      }
      return onMujoco(task)
    },
  }
}

/** The task of a robot that moves in space, which only MuJoCo can move. It is loaded only when it is asked for. */
function spatialRobot(name: string, summary: string, task: TaskName): RegisteredEnvironment {
  return { name, summary, physics: ['mujoco'], drawnAs: task, load: () => onMujoco(task) }
}

async function onMujoco(name: TaskName): Promise<RestorableSource> {
  const mujoco = await import('@trpo/envs/mujoco')
  const task = mujoco[name]
  const module = await mujoco.loadMujoco()
  return {
    create: () => mujoco.mujocoEnvironment(module, task),
    createLanes: (count) => mujoco.mujocoLanes(module, task, count),
  }
}
