import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fitByAdam, initialAdam, networkFromDescription } from '@trpo/networks'
import { fitProblem } from '../contestants/fit-problem.ts'
import type { FitShape } from '../contestants/task.ts'
import type { Settings } from '../settings.ts'
import { type Peers, startPeers } from './start-peers.ts'

/** The relative difference from our loss that a fit in single precision may have. */
const TOLERANCE = 0.01

/** The same fit in PyTorch, which first has to find our loss. */
export async function fitPeers(settings: Settings, shape: FitShape): Promise<Peers> {
  if (settings.python === undefined) return { peers: [], notes: [] }
  const folder = await mkdtemp(join(tmpdir(), 'bench-fit-'))
  try {
    await exportFit(folder, shape)
    const words = ['--threads', String(settings.threads), '--problem', folder]
    return await startPeers(settings, [{ id: 'torch-fit', name: 'PyTorch, Adam', script: 'torch_fit.py', words }])
  } finally {
    // A peer that is ready has read the problem.
    await rm(folder, { recursive: true, force: true })
  }
}

/** Writes the problem for another program: problem.json, and beside it the arrays, little-endian f32 or u32. */
async function exportFit(folder: string, shape: FitShape): Promise<void> {
  const { description, theta, rows, options } = fitProblem(shape)
  const network = networkFromDescription(description)
  const exact = { inputs: Float64Array.from(rows.inputs), targets: Float64Array.from(rows.targets) }
  const { loss } = fitByAdam(network, theta, initialAdam(theta.length), exact, options)
  const save = (name: string, values: Float32Array | Uint32Array) =>
    writeFile(join(folder, name), new Uint8Array(values.slice().buffer))
  await save('inputs.f32', Float32Array.from(rows.inputs))
  await save('targets.f32', Float32Array.from(rows.targets))
  await save('theta.f32', Float32Array.from(theta))
  await save('order.u32', options.order)
  const { inputSize, hidden, epochs, batchSize } = shape
  const sizes = [inputSize, ...hidden, 1]
  const problem = { sizes, epochs, batchSize, rate: options.rate, tolerance: TOLERANCE, expected: { loss } }
  await writeFile(join(folder, 'problem.json'), JSON.stringify(problem))
}
