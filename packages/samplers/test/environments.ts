import { box, type Environment, type Transition } from '@trpo/envs'

/**
 * An environment that draws at every turn: observation [x, age]; x drifts with the action and noise. Episodes terminate
 * at |x| > 3 and are truncated at `limit` steps.
 */
export function driftEnvironment(limit = 9): Environment {
  let x = 0
  let age = 0
  return {
    spec: {
      name: 'drift',
      observationSpace: box([-Infinity, 0], [Infinity, limit]),
      actionSpace: box([-Infinity], [Infinity]),
      timeLimit: limit,
    },
    reset(random) {
      x = random.uniform() - 0.5
      age = 0
    },
    step(action, random): Transition {
      x += 0.5 * Math.max(-1, Math.min(1, action[0])) + 0.8 * random.normal()
      age++
      const terminated = Math.abs(x) > 3
      return { reward: -x * x, terminated, truncated: !terminated && age === limit }
    },
    observe(into) {
      into[0] = x
      into[1] = age
    },
  }
}
