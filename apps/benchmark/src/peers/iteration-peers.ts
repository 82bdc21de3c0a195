import type { Settings } from '../settings.ts'
import { type Peers, startPeers } from './start-peers.ts'

/** sb3-contrib on the same task, network and number of steps, without and with the training of its critic. */
export function iterationPeers(settings: Settings, steps: number): Promise<Peers> {
  return startPeers(
    settings,
    (['off', 'on'] as const).map((critic) => ({
      id: `sb3-critic-${critic}`,
      name: `sb3-contrib, critic ${critic}`,
      script: 'sb3_iteration.py',
      words: ['--threads', String(settings.threads), '--steps', String(steps), '--critic', critic],
    })),
  )
}
