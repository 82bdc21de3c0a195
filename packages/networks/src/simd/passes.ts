import { PANEL_ROWS } from './kernels.ts'
import type { Activation, Plan, PlanStep } from './plan.ts'
import type { Workspace } from './workspace.ts'

/** Rows of a block, at most BLOCK_ROWS, and where the records of their activations are. */
export interface Block {
  readonly rows: number
  readonly panels: number
  /** Byte address of the first record. */
  readonly at: number
}

/** What a step needs of a workspace. */
export type StepSpace = Pick<Workspace, 'kernels' | 'theta' | 'direction' | 'zeros' | 'sums'> & {
  readonly plan: Pick<Plan, 'stride'>
}

/** Rows that a step is done for. */
export type StepRows = Pick<Block, 'rows' | 'panels'>

/** Computes the activations of a block from its inputs, which are in the records already. */
export function forwardBlock(workspace: Workspace, block: Block): void {
  for (const step of workspace.plan.steps) {
    forwardStep(workspace, step, block, block.at + step.from, block.at + step.to)
  }
}

/** Computes what a step puts out, at `to`, from what is at `from`; rows that do not exist become 0. */
export function forwardStep(
  space: StepSpace,
  step: PlanStep,
  { rows, panels }: StepRows,
  from: number,
  to: number,
): void {
  const { kernels, theta, plan } = space
  const { stride } = plan
  if (step.kind === 'append') {
    kernels.append(panels, stride, to, step.outputs, theta.packed + step.values)
  } else if (step.kind === 'activation') {
    activate(space, step.activation, panels, stride, from, to, step.outputs)
  } else {
    const { inputs, outputs } = step
    const [weights, bias] = [theta.packed + step.weights, theta.packed + step.bias]
    kernels.dense(panels, stride, from, weights, inputs, 0, 0, 0, bias, to, outputs)
    activate(space, step.activation, panels, stride, to, to, outputs)
  }
  zeroRest(space, rows, panels, step.outputs, to)
}

/** Computes the tangents of a block along the current direction into the records of the tangents. */
export function jvpBlock(workspace: Workspace, { panels, at }: Block): void {
  const { plan, tangents } = workspace
  for (const step of plan.steps) {
    jvpStep(workspace, step, panels, at + step.from, at + step.to, tangents + step.from, tangents + step.to)
  }
}

/** Computes the tangent of what a step puts out, at `dy`, from x, y and the tangent dx of its inputs. */
export function jvpStep(
  space: StepSpace,
  step: PlanStep,
  panels: number,
  x: number,
  y: number,
  dx: number,
  dy: number,
): void {
  const { kernels, theta, direction, plan } = space
  const { stride } = plan
  if (step.kind === 'append') {
    if (!step.dependent) kernels.append(panels, stride, dx, step.inputs, space.zeros)
    kernels.append(panels, stride, dy, step.outputs, direction.packed + step.values)
  } else if (step.kind === 'activation') {
    if (step.dependent) derive(space, step.activation, panels, y, dx, dy, step.outputs)
  } else {
    const { inputs, outputs, weights, bias } = step
    const [dw, w, db] = [direction.packed + weights, theta.packed + weights, direction.packed + bias]
    const inputs2 = step.dependent ? inputs : 0
    kernels.dense(panels, stride, x, dw, inputs, dx, w, inputs2, db, dy, outputs)
    derive(space, step.activation, panels, y, dy, dy, outputs)
  }
}

/** Adds the cotangents of the parameters to the sums, from those of the outputs in the records of the tangents. */
export function vjpBlock(workspace: Workspace, block: Block): void {
  const { plan, tangents } = workspace
  const { at } = block
  for (let i = plan.steps.length - 1; i >= 0; i--) {
    const step = plan.steps[i]
    vjpStep(workspace, step, block, at + step.from, at + step.to, tangents + step.from, tangents + step.to)
    // Steps before the first parameters need no cotangent.
    if (!step.dependent) return
  }
}

/**
 * Adds the cotangents of a step's parameters to the sums, and writes that of its inputs at `xbar` if they have one, from
 * x, y and the cotangent ybar of what it puts out, which it overwrites.
 */
export function vjpStep(
  space: StepSpace,
  step: PlanStep,
  { rows, panels }: StepRows,
  x: number,
  y: number,
  xbar: number,
  ybar: number,
): void {
  const { kernels, sums, plan } = space
  const { stride } = plan
  if (step.kind === 'append') {
    kernels.sumRows(panels, stride, ybar, step.outputs, sums + 8 * step.parameters)
  } else if (step.kind === 'activation') {
    if (step.dependent) derive(space, step.activation, panels, y, ybar, xbar, step.outputs)
  } else {
    derive(space, step.activation, panels, y, ybar, ybar, step.outputs)
    const gradient = sums + 8 * step.parameters
    kernels.sumRows(panels, stride, ybar, step.outputs, gradient + 8 * step.inputs * step.outputs)
    kernels.weightGradient(panels, stride, x, step.inputs, ybar, step.outputs, gradient)
    if (!step.dependent) return
    const weights = space.theta.transposed + step.transposed
    kernels.dense(panels, stride, ybar, weights, step.outputs, 0, 0, 0, space.zeros, xbar, step.inputs)
    // Rows that do not exist stay 0, which 0 times an infinite weight would not be.
    zeroRest(space, rows, panels, step.inputs, xbar)
  }
}

/** Writes 0 into the rows of the last panel that do not exist. */
export function zeroRest(
  { kernels, plan }: Pick<StepSpace, 'kernels' | 'plan'>,
  rows: number,
  panels: number,
  features: number,
  at: number,
): void {
  const rowsOfLast = rows - PANEL_ROWS * (panels - 1)
  if (rowsOfLast < PANEL_ROWS) kernels.zeroRows(rowsOfLast, features, at + (panels - 1) * plan.stride)
}

/** y = activation(x), eight numbers a feature; nothing where there is none. */
export function activate(
  { kernels }: Pick<StepSpace, 'kernels'>,
  activation: Activation,
  panels: number,
  stride: number,
  x: number,
  y: number,
  features: number,
): void {
  if (activation !== 'none') kernels[activation](panels, stride, x, y, features)
}

/** Multiplies by the derivative of the activation, known from its output y. */
export function derive(
  { kernels, plan }: Pick<StepSpace, 'kernels' | 'plan'>,
  activation: Activation,
  panels: number,
  y: number,
  from: number,
  to: number,
  features: number,
): void {
  if (activation !== 'none') kernels[`${activation}Derivative`](panels, plan.stride, y, from, to, features)
}
