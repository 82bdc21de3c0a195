import type { Environment } from '@trpo/envs'
import { plainCounter } from '../counter.ts'

/** The checks that a broken thing fails, as one string, each by a few words of its name. */
export const NAMES = {
  specification: 'the specification is complete',
  writes: 'observe writes every entry of its space and none beyond',
  inside: 'observations are finite and inside their space',
  results: 'a step gives a finite reward and booleans',
  info: 'a step reports a finite number for each that spec.info declares',
  extremes: 'the extremes of the action space are accepted',
  changed: 'an action is not changed',
  kept: 'an action is not kept: what becomes of the array later does not matter',
  lengths: 'an action of a wrong length is refused, with both lengths and the name in the message',
  bits: 'equal draws and actions give equal bits',
  reset: 'reset forgets all that was before, in the middle of an episode too',
  influence: 'two environments do not influence each other',
  hidden: 'randomness comes from the draws that are handed in, and nothing depends on the time of day',
  observe: 'observe changes nothing, and its array is not kept',
  limit: 'only a time limit truncates, and exactly at spec.timeLimit',
  stack: 'an observation is the last spec.frameStack frames of the episode, and its first one before there are so many',
  snapshot: 'a snapshot brings back the whole state, again and again',
  taking: 'taking a snapshot changes nothing',
  elsewhere: 'a snapshot can be restored in another environment of the same kind',
} as const

/** A rule that is broken: what the environment does, the checks that must fail, and what one of them must say. */
export type BrokenEnvironment = [
  what: string,
  create: () => Environment,
  fails: (keyof typeof NAMES)[],
  message: string,
]

/** An environment that behaves, but for what is replaced. */
export function broken(replace: (inner: Environment) => Partial<Environment>): () => Environment {
  return () => {
    const inner = plainCounter(20)
    return { ...inner, ...replace(inner) }
  }
}
