import { cartPole, type Environment, type Lanes, lanesOf } from '@trpo/envs'

/** What makes environments of one kind. */
export interface EnvironmentSource {
  /** One environment. */
  create(): Environment
  /** Many of them, stepped together; bit for bit what single ones give. */
  createLanes(count: number): Lanes
}

/** What moves a robot. */
export type Physics = 'mujoco' | 'planar'

/** An environment that can be asked for by name. */
export interface RegisteredEnvironment {
  readonly name: string
  /** One line for `trpo list`. */
  readonly summary: string
  /** The engines it can run on; none when it brings its own dynamics. */
  readonly physics: readonly Physics[]
  /** Brings the simulator; called once a command, with one of `physics`, or null where there is none. */
  load(physics: Physics | null): Promise<EnvironmentSource>
}

/** The environments, by name. A new one is a line here. */
export const environments: readonly RegisteredEnvironment[] = [
  {
    name: 'paper/swimmer',
    summary: "the paper's swimmer: 9 observations, 2 motors, reward v_x - 1e-5 |u|^2, 1,000 steps",
    physics: ['mujoco', 'planar'],
    load: (physics) =>
      robot(physics, {
        mujoco: ({ paperSwimmer, paperSwimmerLanes }, module) => ({
          create: () => paperSwimmer(module),
          createLanes: (count) => paperSwimmerLanes(module, count),
        }),
        planar: ({ paperSwimmer, paperSwimmerLanes }) => ({ create: paperSwimmer, createLanes: paperSwimmerLanes }),
      }),
  },
  {
    name: 'Swimmer-v5',
    summary: "Gymnasium's swimmer: 8 observations, 2 motors, reward v_x - 1e-4 |u|^2, 1,000 steps",
    physics: ['mujoco', 'planar'],
    load: (physics) =>
      robot(physics, {
        mujoco: ({ swimmerV5, swimmerV5Lanes }, module) => ({
          create: () => swimmerV5(module),
          createLanes: (count) => swimmerV5Lanes(module, count),
        }),
        planar: ({ swimmerV5, swimmerV5Lanes }) => ({ create: swimmerV5, createLanes: swimmerV5Lanes }),
      }),
  },
  {
    name: 'paper/cart-pole',
    summary: 'a pole on a cart, kept upright by a continuous force: 4 observations, reward 1 a step, 1,000 steps',
    physics: [],
    load: async () => ({ create: cartPole, createLanes: (count) => lanesOf(cartPole, count) }),
  },
]

type OnMujoco = typeof import('@trpo/envs/mujoco')
type OnPlanar = typeof import('@trpo/envs/planar')

/** A robot on an engine, which is loaded only now that it is asked for. */
async function robot(
  physics: Physics | null,
  make: {
    mujoco(robots: OnMujoco, module: Awaited<ReturnType<OnMujoco['loadMujoco']>>): EnvironmentSource
    planar(robots: OnPlanar): EnvironmentSource
  },
): Promise<EnvironmentSource> {
  if (physics === 'planar') return make.planar(await import('@trpo/envs/planar'))
  const robots = await import('@trpo/envs/mujoco')
  return make.mujoco(robots, await robots.loadMujoco())
}
