import { modernMethod, modernPolicy } from './modern-method.ts'
import type { Preset } from './preset.ts'

/** Gymnasium's robots except the swimmer, by the name of their preset. */
const robots = {
  hopper: 'Hopper-v5',
  walker2d: 'Walker2d-v5',
  'half-cheetah': 'HalfCheetah-v5',
  'inverted-pendulum': 'InvertedPendulum-v5',
  'inverted-double-pendulum': 'InvertedDoublePendulum-v5',
  reacher: 'Reacher-v5',
  ant: 'Ant-v5',
  pusher: 'Pusher-v5',
  humanoid: 'Humanoid-v5',
} as const

/** Those that move in space, which only MuJoCo can move. */
const spatial: readonly string[] = [robots.ant, robots.pusher, robots.humanoid]

/** Presets for all of them with one set of settings, as in other libraries: a million steps each. */
export const modernRobots: readonly Preset[] = Object.entries(robots).map(([name, task]) => ({
  name: `modern/${name}`,
  summary: `${task} with a 64-64 tanh network and linear feature baseline, 200 iterations of 5,000 steps`,
  source:
    "Gymnasium 1.x's task; network, clipped actions and line search as in today's implementations of TRPO, baseline of Duan et al. 2016 (Benchmarking deep reinforcement learning for continuous control, section 4)",
  deviates: [
    'nothing in it is from the paper but the step itself (delta 0.01, 10 conjugate gradient iterations).',
    'the values behind GAE (lambda 0.95) and bootstrapping are those of a linear feature baseline, fitted anew to each batch; other libraries train a value network.',
    'the settings are the same for all robots and tuned for none.',
  ],
  settings: {
    iterations: 200,
    environment: {
      from: 'registry',
      name: task,
      physics: spatial.includes(task) ? 'mujoco' : 'planar',
      timeLimit: null,
      actions: 'clip',
    },
    policy: modernPolicy,
    // Every lane has room for a whole episode: a baseline that saw only a part of the time gives values that diverge.
    sampler: {
      kind: 'single-path',
      lanes: 5,
      quota: { unit: 'steps', perIteration: 5000, episodes: 'fresh' },
    },
    ...modernMethod,
  },
}))
