import { type BoxSpace, box, type Environment } from '@trpo/envs'

/** An environment that hears actions, and what it heard. */
export function listener(actionSpace: BoxSpace): { readonly environment: Environment; readonly heard: number[][] } {
  const heard: number[][] = []
  const environment: Environment = {
    spec: { name: 'listener', observationSpace: box([0], [1]), actionSpace },
    reset() {},
    step(action) {
      heard.push([...action])
      return { reward: 0, terminated: false }
    },
    observe: (into) => into.fill(0),
  }
  return { environment, heard }
}
