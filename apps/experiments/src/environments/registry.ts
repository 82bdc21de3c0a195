import { cartPole, type Environment, type Lanes, lanesOf } from '@trpo/envs'

/** What makes environments of one kind. */
export interface EnvironmentSource {
  /** One environment. */
  create(): Environment
  /** Many of them, stepped together; bit for bit what single ones give. */
  createLanes(count: number): Lanes
}

/** An environment that can be asked for by name. */
export interface RegisteredEnvironment {
  readonly name: string
  /** One line for `trpo list`. */
  readonly summary: string
  /** Brings the simulator; called once a command. */
  load(): Promise<EnvironmentSource>
}

/** The environments, by name. A new one is a line here. */
export const environments: readonly RegisteredEnvironment[] = [
  {
    name: 'paper/swimmer',
    summary: "the paper's swimmer on MuJoCo: 9 observations, 2 motors, reward v_x - 1e-5 |u|^2, 1,000 steps",
    load: () =>
      mujoco((module, robots) => ({
        create: () => robots.paperSwimmer(module),
        createLanes: (count) => robots.paperSwimmerLanes(module, count),
      })),
  },
  {
    name: 'Swimmer-v5',
    summary: "Gymnasium's swimmer on MuJoCo: 8 observations, 2 motors, reward v_x - 1e-4 |u|^2, 1,000 steps",
    load: () =>
      mujoco((module, robots) => ({
        create: () => robots.swimmerV5(module),
        createLanes: (count) => robots.swimmerV5Lanes(module, count),
      })),
  },
  {
    name: 'paper/cart-pole',
    summary: 'a pole on a cart, kept upright by a continuous force: 4 observations, reward 1 a step, 1,000 steps',
    load: async () => ({ create: cartPole, createLanes: (count) => lanesOf(cartPole, count) }),
  },
]

type Robots = typeof import('@trpo/envs/mujoco')

/** MuJoCo is loaded only when a robot is asked for. */
async function mujoco(
  make: (module: Awaited<ReturnType<Robots['loadMujoco']>>, robots: Robots) => EnvironmentSource,
): Promise<EnvironmentSource> {
  const robots = await import('@trpo/envs/mujoco')
  return make(await robots.loadMujoco(), robots)
}
