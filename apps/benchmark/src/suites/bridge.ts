import { startOurs } from '../contestants/start-ours.ts'
import type { Suite } from '../measure/contestant.ts'
import { startPeers } from '../peers/start-peers.ts'
import type { Settings } from '../settings.ts'
import { against } from './against.ts'

/** Our lanes of an environment of Gymnasium, beside a bare loop over one in Python. */
export async function bridgeSuite(settings: Settings & { readonly python: string }, id: string): Promise<Suite> {
  const ours = await startOurs('bridge', 'our lanes, in Python', { kind: 'bridge', id, python: settings.python })
  const script = { id: 'gymnasium', name: 'Gymnasium', script: 'gymnasium_stepping.py', words: ['--task', id] }
  const { peers, notes } = await startPeers(settings, [script])
  return {
    name: `bridge-${id}`,
    title: `Stepping ${id} in Python: episodes of random actions, ours with seeded resets`,
    unit: 'steps/s',
    contestants: [ours, ...peers],
    comparisons: peers.flatMap((peer) => against([ours], peer)),
    notes: [...notes, 'Cores used are those of both our processes (on Linux), memory is that of the one of Node.'],
  }
}
