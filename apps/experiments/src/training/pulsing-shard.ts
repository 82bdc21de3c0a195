import type { Shard } from '@trpo/core'
import { aroundShard } from './around-shard.ts'
import type { Phase, Pulse } from './pulse.ts'

/** Which part of an iteration a call is; the others are too short to count. */
const PHASES: { readonly [method in keyof Shard]?: Phase } = {
  collect: 'sample',
  baselineStatistics: 'estimate',
  advantages: 'estimate',
  standardize: 'estimate',
  gradient: 'gradient',
  fisherProduct: 'fisher',
  evaluate: 'line search',
}

/** The same shard, with a pulse before every call: an update can be stopped between its parts. */
export function pulsingShard(shard: Shard, pulse: Pulse): Shard {
  return aroundShard(shard, async (method, call) => {
    const phase = PHASES[method]
    if (phase !== undefined) await pulse(phase)
    return call()
  })
}
