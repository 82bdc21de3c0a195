import { FEATURE_BYTES, PANEL_ROWS } from './kernels.ts'
import { activate } from './passes.ts'
import type { SimdTape } from './simd-tape.ts'
import type { Workspace } from './workspace.ts'

/** The offset of a feature in the record of a row, by that in the record of a panel. */
const inRow = (offset: number): number => offset / PANEL_ROWS

/**
 * Computes the outputs of a tape of at most `FEW_ROWS` rows, with the bits that they have in a panel; theta is in place.
 * Activations are not kept: derivatives compute them again.
 */
export function forwardFew(space: Workspace, { rows, x, y }: SimdTape): void {
  const { kernels, plan, theta, f32, tangents: few, inputSize, outputSize } = space
  // With room for what the kernels write behind the last feature. The records of a block are longer than those of a few rows.
  const stride = inRow(plan.stride) + 2 * FEATURE_BYTES
  for (let row = 0; row < rows; row++) {
    const at = (few + row * stride) / 4
    for (let i = 0; i < inputSize; i++) f32[at + i] = x[row * inputSize + i]
  }
  for (const step of plan.steps) {
    const [from, to] = [few + inRow(step.from), few + inRow(step.to)]
    if (step.kind === 'append') {
      const values = (theta.packed + step.values) / 4
      for (let row = 0; row < rows; row++) f32.copyWithin((to + row * stride) / 4, values, values + step.outputs)
      continue
    }
    if (step.kind === 'dense') {
      const [weights, bias] = [theta.packed + step.weights, theta.packed + step.bias]
      kernels.denseFew(rows, stride, from, weights, step.inputs, bias, to, step.outputs)
    }
    // What the kernels take for one feature of a panel is eight features of a row.
    const eights = Math.ceil(step.outputs / PANEL_ROWS)
    activate(space, step.activation, rows, stride, step.kind === 'dense' ? to : from, to, eights)
  }
  for (let row = 0; row < rows; row++) {
    const at = (few + inRow(plan.output) + row * stride) / 4
    for (let i = 0; i < outputSize; i++) y[row * outputSize + i] = f32[at + i]
  }
}
