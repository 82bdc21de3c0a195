import { type Lanes, lanesOf } from '@trpo/envs'
import { counter } from '../counter.ts'

/** Lanes that behave. */
export const sound = (count: number) => lanesOf(() => counter(20), count)

/** Sound lanes, but for what is replaced. */
export function brokenLanes(replace: (inner: Lanes) => Partial<Lanes>): (count: number) => Lanes {
  return (count) => {
    const inner = sound(count)
    return { ...inner, ...replace(inner) }
  }
}

/** The checks of lanes, each by a word of its name. */
export const LANES = {
  count: 'there are as many lanes as were asked for',
  alone: 'a lane does beside others what it does alone',
  single: 'a lane gives the bits of a single environment',
  stack: 'an observation is the last spec.frameStack frames of the episode, and its first one before there are so many',
  mask: 'a lane does the same whenever it is stepped: it does not depend on which lanes are active',
  untouched: 'outputs of lanes that are not active stay untouched; flags are 0 or 1; actions are not changed',
  reset: 'a reset of one lane leaves the others alone',
  hidden: 'randomness comes from the draws that are handed in, and nothing depends on the time of day',
  refused: 'arrays of a wrong length and lanes that are not there are refused',
  dispose: 'dispose can be called twice',
} as const

/** A rule that is broken: what the lanes do, the checks that must fail, and what one of them must say. */
export type BrokenLanes = [
  what: string,
  createLanes: (count: number) => Lanes,
  fails: (keyof typeof LANES)[],
  message: string,
]
