import type { Shard } from '@trpo/core'

/** The parts of an iteration, as progress shows them. */
export type Phase = 'sample' | 'estimate' | 'gradient' | 'fisher' | 'line search'

/**
 * Called often during an iteration: before every call of a shard, while it samples, and while a worker is waited for. It
 * may let timers and signals be heard, and throw to stop. Without a phase it is still the last one.
 */
export type Pulse = (phase?: Phase, steps?: number) => Promise<void>

/** Phases by the beginnings of passes' names; passes that are too short to count have none. */
const PHASES: readonly (readonly [beginning: string, phase: Phase])[] = [
  ['estimate/', 'estimate'],
  ['surrogate/gradient', 'gradient'],
  ['fisher/', 'fisher'],
  ['surrogate/trial', 'line search'],
]

/** The same shard, with a pulse before every call: an update can be stopped between its parts. */
export function pulsingShard(shard: Shard, pulse: Pulse): Shard {
  return {
    passes: shard.passes,
    async collect(request) {
      await pulse('sample')
      return shard.collect(request)
    },
    async run(pass, args) {
      const phase = PHASES.find(([beginning]) => pass.startsWith(beginning))?.[1]
      if (phase !== undefined) await pulse(phase)
      return shard.run(pass, args)
    },
    dispose: () => shard.dispose(),
  }
}
