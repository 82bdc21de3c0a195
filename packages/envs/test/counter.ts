import { box, type Environment, type RestorableEnvironment } from '@trpo/envs'

/** What a test environment has seen. */
export interface Seen {
  actions: number[][]
  disposals: number
}

/**
 * A small environment whose numbers are plain to see: the observation is [count, sum of actions + draws], the reward is
 * the first action entry, and it terminates at count = `end`. Actions are boxes [-2, 4] x [-1, 1].
 */
export function counter(end = Number.POSITIVE_INFINITY, seen?: Seen): RestorableEnvironment<readonly [number, number]> {
  let count = 0
  let sum = 0
  return {
    spec: {
      name: 'counter',
      observationSpace: box([0, Number.NEGATIVE_INFINITY], [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]),
      actionSpace: box([-2, -1], [4, 1]),
    },
    reset(random) {
      count = 0
      sum = random.uniform()
    },
    step(action, random) {
      seen?.actions.push(Array.from(action))
      count += 1
      sum += action[0] + 10 * action[1] + random.normal()
      return { reward: action[0], terminated: count >= end }
    },
    observe: (into) => into.set([count, sum]),
    snapshot: () => [count, sum],
    restore(snapshot) {
      ;[count, sum] = snapshot
    },
    dispose() {
      if (seen !== undefined) seen.disposals += 1
    },
  }
}

/** The same without snapshots and without anything to dispose of: what a newcomer writes. */
export function plainCounter(end?: number): Environment {
  const { spec, reset, step, observe } = counter(end)
  return { spec, reset, step, observe }
}
