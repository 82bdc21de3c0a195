import type { Network } from '@trpo/networks'
import { type PolicyTape, policyAt } from '@trpo/policies'
import { observationRoom, observationRows, type PathBatch, type RowMemory, segmentsOf } from '@trpo/samplers'
import { forEachBlock } from '../../passes/blocks.ts'
import type { GroupSamples } from '../../passes/pass.ts'

/** Memory of forward passes, which later calls use again. */
export interface ForwardMemory extends RowMemory {
  /** The tape of the last forward pass. */
  tape?: PolicyTape | undefined
}

/**
 * Calls `visit` with a forward pass of the network for each block of rows of a lane group. It sees the observations as the policy
 * does that sampled them: through its normaliser.
 */
export function forEachForward(
  { batch, rows: group, policy }: GroupSamples<PathBatch>,
  network: Network,
  theta: Float64Array,
  memory: ForwardMemory,
  visit: (from: number, tape: PolicyTape) => void,
): void {
  const at = policyAt({ network, theta, normalizer: policy.normalizer })
  forEachBlock(group.start, group.end, (from, rows) => {
    const own = observationRows(batch, from, rows, memory)
    memory.tape = at.forward(own, rows, memory.tape)
    visit(from, memory.tape)
  })
}

/**
 * What the network says of the last observation of each segment of a lane group, [segments]; 0 after a terminal state, which has
 * no future. Each segment has its own last observation, which is none of the rows.
 */
export function lastValues(
  { batch, rows: group, policy }: GroupSamples<PathBatch>,
  network: Network,
  theta: Float64Array,
  memory: ForwardMemory,
): Float64Array {
  const segments = segmentsOf(batch, group)
  const values = new Float64Array(segments.length)
  const open = segments.flatMap((segment, index) => (segment.end === 'terminated' ? [] : [index]))
  const at = policyAt({ network, theta, normalizer: policy.normalizer })
  forEachBlock(0, open.length, (from, rows) => {
    const last = observationRoom(batch, rows, undefined)
    for (let i = 0; i < rows; i++) last.set(segments[open[from + i]].lastObservation, i * batch.observationSize)
    memory.tape = at.forward(last, rows, memory.tape)
    for (let i = 0; i < rows; i++) values[open[from + i]] = memory.tape.y[i]
  })
  return values
}
