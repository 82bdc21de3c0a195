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

/** Forward passes of a lane group at parameters that they were made for. */
export interface KeptForwards {
  /** The parameters, [p]; undefined while there are none. */
  theta: Float64Array | undefined
  /** A tape for each block of rows, in order. There may be more, of an earlier batch. */
  readonly tapes: PolicyTape[]
  /** The memory of each block's observations, where they are put together from frames. */
  readonly rows: RowMemory[]
}

/**
 * `forEachForward` whose passes are kept: at the same parameters the network does not run again, and its derivatives find their
 * activations.
 */
export function forEachKept(
  samples: GroupSamples<PathBatch>,
  network: Network,
  theta: Float64Array,
  kept: KeptForwards,
  visit: (from: number, tape: PolicyTape) => void,
): void {
  const { batch, rows: group, policy } = samples
  const { tapes, rows: memories } = kept
  const known = kept.theta !== undefined && sameNumbers(kept.theta, theta)
  kept.theta = undefined
  const at = policyAt({ network, theta, normalizer: policy.normalizer })
  let block = 0
  forEachBlock(group.start, group.end, (from, rows) => {
    if (!known) {
      // A tape refers to its observations for as long as it is kept.
      memories[block] ??= {}
      tapes[block] = at.forward(observationRows(batch, from, rows, memories[block]), rows, tapes[block])
    }
    visit(from, tapes[block++])
  })
  kept.theta = theta.slice()
}

/** Whether the numbers are the same, and zeros have the same sign. */
function sameNumbers(a: Float64Array, b: Float64Array): boolean {
  return a.every((value, i) => Object.is(value, b[i]))
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
