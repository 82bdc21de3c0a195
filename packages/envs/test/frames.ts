import {
  box,
  discrete,
  type Environment,
  type ObservationArray,
  type RestorableEnvironment,
  type Space,
} from '@trpo/envs'

/** A dot on a row of 5 x 2 pixels: 200 where it is, and a background that draws make. Two choices: left and right. */
export function dot(): RestorableEnvironment<readonly [number, number]> {
  let at = 0
  let background = 0
  return {
    spec: {
      name: 'dot',
      observationSpace: box(0, 255, { shape: [2, 5], type: 'u8' }),
      actionSpace: discrete(2),
    },
    reset(random) {
      at = random.integer(5)
      background = random.integer(100)
    },
    step(action, random) {
      at = (at + (action[0] === 0 ? 4 : 1)) % 5
      background = random.integer(100)
      return { reward: at === 2 ? 1 : 0, terminated: false }
    },
    observe(into) {
      into.fill(background)
      into[at] = 200
    },
    snapshot: () => [at, background],
    restore(snapshot) {
      ;[at, background] = snapshot
    },
  }
}

/** An environment of no dynamics that shows values of a space. */
export function showing(observationSpace: Space, observe: (into: ObservationArray) => unknown): Environment {
  return {
    spec: { name: 'showing', observationSpace, actionSpace: box([-1], [1]) },
    reset() {},
    step: () => ({ reward: 0, terminated: false }),
    observe: (into) => void observe(into),
  }
}
