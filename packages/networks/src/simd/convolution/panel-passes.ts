import { activate, derive, forwardStep, jvpStep, vjpStep, zeroRest } from '../passes.ts'
import type { PlanStep } from '../plan.ts'
import type { ImageSpace, PlacedWindow } from './image-space.ts'

// A panel at a time: its activations and their tangents lie in the second cache, where those of a block would not.

/** Computes the activations of a panel of `rows` rows in the record at `at` from its inputs, which are in place. */
export function forwardPanel(space: ImageSpace, rows: number, at: number): void {
  const { plan, theta, convolution } = space
  for (const step of plan.steps) {
    const [x, y] = [placeOf(space, at, step.from), placeOf(space, at, step.to)]
    const convolved = convolvedBy(space, step)
    if (convolved === undefined) {
      forwardStep(space, step, { rows, panels: 1 }, x, y)
      continue
    }
    const { weights, bias, activation } = convolved.step
    const { at: window, features } = convolved.window
    convolution.forward(window, x, theta.packed + weights, 0, 0, theta.packed + bias, y)
    activate(space, activation, 1, plan.stride, y, y, features)
    zeroRest(space, rows, 1, features, y)
  }
}

/** Computes the tangents of a panel along the current direction. */
export function jvpPanel(space: ImageSpace, at: number): void {
  const { plan, theta, direction, tangents, convolution } = space
  for (const step of plan.steps) {
    const [x, y] = [placeOf(space, at, step.from), placeOf(space, at, step.to)]
    const [dx, dy] = [tangents + step.from, tangents + step.to]
    const convolved = convolvedBy(space, step)
    if (convolved === undefined) {
      jvpStep(space, step, 1, x, y, dx, dy)
      continue
    }
    const { weights, bias, activation, dependent } = convolved.step
    const [dw, w, db] = [direction.packed + weights, theta.packed + weights, direction.packed + bias]
    convolution.forward(convolved.window.at, x, dw, dependent ? dx : 0, w, db, dy)
    derive(space, activation, 1, y, dy, dy, convolved.window.features)
  }
}

/** Adds the cotangents of the parameters to the sums, from those of the outputs in the record of the tangents. */
export function vjpPanel(space: ImageSpace, rows: number, at: number): void {
  const { plan, theta, tangents, sums, convolution } = space
  for (let i = plan.steps.length - 1; i >= 0; i--) {
    const step = plan.steps[i]
    const [x, y] = [placeOf(space, at, step.from), placeOf(space, at, step.to)]
    const [xbar, ybar] = [tangents + step.from, tangents + step.to]
    const convolved = convolvedBy(space, step)
    if (convolved === undefined) {
      vjpStep(space, step, { rows, panels: 1 }, x, y, xbar, ybar)
    } else {
      const { parameters, inputs, outputs, activation, transposed } = convolved.step
      const { at: window, features, images } = convolved.window
      const gradient = sums + 8 * parameters
      derive(space, activation, 1, y, ybar, ybar, features)
      convolution.biasGradient(window, ybar, gradient + 8 * inputs * outputs)
      convolution.weightGradient(window, x, ybar, space.partial, gradient)
      if (step.dependent) {
        convolution.inputCotangent(window, ybar, theta.transposed + transposed, xbar)
        // Rows that do not exist stay 0, which 0 times an infinite weight would not be.
        zeroRest(space, rows, 1, images, xbar)
      }
    }
    // Steps before the first parameters need no cotangent.
    if (!step.dependent) return
  }
}

/** Writes the parameters that are appended to the inputs behind them: they lie with the inputs, and no record keeps them. */
export function appendToInputs(space: ImageSpace, rows: number): void {
  for (const step of space.plan.steps) {
    if (step.to >= space.plan.inputBytes) return
    forwardStep(space, step, { rows, panels: 1 }, space.input + step.from, space.input + step.to)
  }
}

/** The address of features of a panel in the record at `at`: those of the inputs are apart. */
export function placeOf({ plan, input }: ImageSpace, at: number, offset: number): number {
  return (offset < plan.inputBytes ? input : at) + offset
}

/** A step that is a convolution, with its window; undefined for any other. */
function convolvedBy(
  { windows }: ImageSpace,
  step: PlanStep,
): { readonly step: Extract<PlanStep, { readonly kind: 'dense' }>; readonly window: PlacedWindow } | undefined {
  const window = step.kind === 'dense' ? windows.get(step.parameters) : undefined
  return step.kind === 'dense' && window !== undefined ? { step, window } : undefined
}
