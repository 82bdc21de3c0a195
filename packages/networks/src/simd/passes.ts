import { PANEL_ROWS } from './kernels.ts'
import type { Activation, DenseStep } from './plan.ts'
import type { Workspace } from './workspace.ts'

/** Rows of a block, at most BLOCK_ROWS, and where the records of their activations are. */
export interface Block {
  readonly rows: number
  readonly panels: number
  /** Byte address of the first record. */
  readonly at: number
}

/** Computes the activations of a block from its inputs, which are in the records already. */
export function forwardBlock(workspace: Workspace, { rows, panels, at }: Block): void {
  const { kernels, plan, theta } = workspace
  const { stride } = plan
  const rowsOfLast = rows - PANEL_ROWS * (panels - 1)
  for (const step of plan.steps) {
    const to = at + step.to
    if (step.kind === 'append') {
      kernels.append(panels, stride, to, step.outputs, theta.packed + step.values)
    } else if (step.kind === 'activation') {
      activate(workspace, step.activation, panels, stride, at + step.from, to, step.outputs)
    } else {
      const { inputs, outputs } = step
      const [weights, bias] = [theta.packed + step.weights, theta.packed + step.bias]
      kernels.dense(panels, stride, at + step.from, weights, inputs, 0, 0, 0, bias, to, outputs)
      activate(workspace, step.activation, panels, stride, to, to, outputs)
    }
    if (rowsOfLast < PANEL_ROWS) kernels.zeroRows(rowsOfLast, step.outputs, to + (panels - 1) * stride)
  }
}

/** Computes the tangents of a block along the current direction into the records of the tangents. */
export function jvpBlock(workspace: Workspace, { panels, at }: Block): void {
  const { kernels, plan, theta, direction, tangents } = workspace
  const { stride } = plan
  for (const step of plan.steps) {
    const [from, to] = [tangents + step.from, tangents + step.to]
    if (step.kind === 'append') {
      if (!step.dependent) kernels.append(panels, stride, from, step.inputs, workspace.zeros)
      kernels.append(panels, stride, to, step.outputs, direction.packed + step.values)
    } else if (step.kind === 'activation') {
      if (step.dependent) derive(workspace, step.activation, panels, at + step.to, from, to, step.outputs)
    } else {
      const { inputs, outputs, weights, bias } = step
      const [dw, w, db] = [direction.packed + weights, theta.packed + weights, direction.packed + bias]
      const inputs2 = step.dependent ? inputs : 0
      kernels.dense(panels, stride, at + step.from, dw, inputs, from, w, inputs2, db, to, outputs)
      derive(workspace, step.activation, panels, at + step.to, to, to, outputs)
    }
  }
}

/** Adds the cotangents of the parameters to the sums, from those of the outputs in the records of the tangents. */
export function vjpBlock(workspace: Workspace, { rows, panels, at }: Block): void {
  const { kernels, plan, tangents, sums } = workspace
  const { steps, stride } = plan
  for (let i = steps.length - 1; i >= 0; i--) {
    const step = steps[i]
    const to = tangents + step.to
    if (step.kind === 'append') {
      kernels.sumRows(panels, stride, to, step.outputs, sums + 8 * step.parameters)
    } else if (step.kind === 'dense') {
      derive(workspace, step.activation, panels, at + step.to, to, to, step.outputs)
      const gradient = sums + 8 * step.parameters
      kernels.sumRows(panels, stride, to, step.outputs, gradient + 8 * step.inputs * step.outputs)
      kernels.weightGradient(panels, stride, at + step.from, step.inputs, to, step.outputs, gradient)
      if (step.dependent) inputCotangent(workspace, step, rows, panels)
    } else if (step.dependent) {
      derive(workspace, step.activation, panels, at + step.to, to, tangents + step.from, step.outputs)
    }
    // Steps before the first parameters need no cotangent.
    if (!step.dependent) return
  }
}

/**
 * Writes the cotangent of a dense step's inputs. Rows that do not exist stay 0, which 0 times an infinite weight would
 * not be.
 */
function inputCotangent(workspace: Workspace, step: DenseStep, rows: number, panels: number): void {
  const { kernels, plan, theta, tangents, zeros } = workspace
  const { stride } = plan
  const [from, to] = [tangents + step.from, tangents + step.to]
  const weights = theta.transposed + step.transposed
  kernels.dense(panels, stride, to, weights, step.outputs, 0, 0, 0, zeros, from, step.inputs)
  const rowsOfLast = rows - PANEL_ROWS * (panels - 1)
  if (rowsOfLast < PANEL_ROWS) kernels.zeroRows(rowsOfLast, step.inputs, from + (panels - 1) * stride)
}

/** y = activation(x), eight numbers a feature; nothing where there is none. */
export function activate(
  { kernels }: Workspace,
  activation: Activation,
  panels: number,
  stride: number,
  x: number,
  y: number,
  features: number,
): void {
  if (activation === 'tanh') kernels.tanh(panels, stride, x, y, features)
  else if (activation === 'relu') kernels.relu(panels, stride, x, y, features)
}

/** Multiplies by the derivative of the activation, known from its output y. */
function derive(
  { kernels, plan }: Workspace,
  activation: Activation,
  panels: number,
  y: number,
  from: number,
  to: number,
  features: number,
): void {
  if (activation === 'tanh') kernels.tanhDerivative(panels, plan.stride, y, from, to, features)
  else if (activation === 'relu') kernels.reluDerivative(panels, plan.stride, y, from, to, features)
}
