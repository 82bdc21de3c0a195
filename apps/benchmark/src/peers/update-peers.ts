import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { UpdateShape } from '../contestants/synthetic.ts'
import type { Settings } from '../settings.ts'
import { exportProblem } from './export-problem.ts'
import { type Peers, startPeers } from './start-peers.ts'

/**
 * The same update in PyTorch, with both ways to compute a Fisher product. Each first has to find the same step as ours.
 */
export async function updatePeers(settings: Settings, shape: UpdateShape): Promise<Peers> {
  if (settings.python === undefined) return { peers: [], notes: [] }
  const folder = await mkdtemp(join(tmpdir(), 'bench-problem-'))
  try {
    await exportProblem(folder, shape)
    const words = ['--threads', String(settings.threads), '--problem', folder, '--method']
    const script = 'torch_update.py'
    return await startPeers(settings, [
      { id: 'torch-double-backward', name: 'PyTorch, double backward', script, words: [...words, 'double-backward'] },
      { id: 'torch-jmj', name: "PyTorch, J'MJ", script, words: [...words, 'jmj'] },
    ])
  } finally {
    // A peer that is ready has read the problem.
    await rm(folder, { recursive: true, force: true })
  }
}
