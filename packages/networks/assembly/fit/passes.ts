import { relu, reluDerivative } from '../relu'
import { tanh, tanhDerivative } from '../tanh'
import { denseRows } from './dense-rows'
import { biasGradientRows, weightGradientRows } from './gradient-rows'
import { Activation, Kind, Step, transpose, width } from './layout'
import { Request } from './request'

// The elementwise kernels take panels of 8 rows. They are given a row for a panel, and eighths of its features.
function eighths(features: i32): i32 {
  return (features + 7) >> 3
}

function stepOf(f: Request, s: i32): Step {
  return changetype<Step>(f.steps + <usize>s * offsetof<Step>())
}

/** Makes the transposed weights those of the parameters in f32. */
export function transposeAll(f: Request): void {
  for (let s: i32 = 0; s < f.stepCount; s++) {
    const step = stepOf(f, s)
    if (step.kind !== Kind.Dense || !step.dependent) continue
    const weights = f.single + ((<usize>step.padded) << 2)
    transpose(weights, step.inputs, step.outputs, f.transposed + <usize>step.transposed)
  }
}

/** Computes the activations of a block of rows, whose inputs are in the records. */
export function forwardRows(f: Request, rows: i32): void {
  for (let s: i32 = 0; s < f.stepCount; s++) {
    const step = stepOf(f, s)
    const from = f.activations + <usize>step.from
    const to = f.activations + <usize>step.to
    const values = f.single + ((<usize>step.padded) << 2)
    if (step.kind === Kind.Append) {
      appendRows(rows, f.stride, values, to, step.outputs)
    } else if (step.kind === Kind.Activation) {
      activate(step, rows, f.stride, from, to)
    } else {
      const bias = values + ((<usize>(step.inputs * width(step.outputs))) << 2)
      denseRows(rows, f.stride, from, values, step.inputs, bias, to, step.outputs)
      activate(step, rows, f.stride, to, to)
    }
  }
}

/** Writes the gradient of a block, from the cotangents of the outputs in their records. */
export function backwardRows(f: Request, rows: i32): void {
  for (let s = f.stepCount - 1; s >= 0; s--) {
    const step = stepOf(f, s)
    const from = f.cotangents + <usize>step.from
    const to = f.cotangents + <usize>step.to
    const gradient = f.gradient + ((<usize>step.padded) << 2)
    if (step.kind === Kind.Append) {
      appendedGradientRows(rows, f.stride, to, step.outputs, gradient)
    } else if (step.kind === Kind.Activation) {
      if (step.dependent) derive(step, rows, f.stride, f.activations + <usize>step.to, to, from)
    } else {
      derive(step, rows, f.stride, f.activations + <usize>step.to, to, to)
      const bias = gradient + ((<usize>(step.inputs * width(step.outputs))) << 2)
      biasGradientRows(rows, f.stride, to, step.outputs, bias)
      const inputs = f.activations + <usize>step.from
      weightGradientRows(rows, f.stride, inputs, step.inputs, to, step.outputs, gradient)
      const weights = f.transposed + <usize>step.transposed
      if (step.dependent) denseRows(rows, f.stride, to, weights, step.outputs, f.zeros, from, step.inputs)
    }
    // Steps before the first parameters need no cotangent.
    if (!step.dependent) return
  }
}

function activate(step: Step, rows: i32, stride: usize, x: usize, y: usize): void {
  if (step.activation === Activation.Tanh) tanh(rows, stride, x, y, eighths(step.outputs))
  else if (step.activation === Activation.Relu) relu(rows, stride, x, y, eighths(step.outputs))
}

/** Multiplies by the derivative of the activation, known from its output y. */
function derive(step: Step, rows: i32, stride: usize, y: usize, from: usize, to: usize): void {
  if (step.activation === Activation.Tanh) tanhDerivative(rows, stride, y, from, to, eighths(step.outputs))
  else if (step.activation === Activation.Relu) reluDerivative(rows, stride, y, from, to, eighths(step.outputs))
}

/** Writes appended parameters into every row. They follow other features without padding, so one by one. */
function appendRows(rows: i32, stride: usize, values: usize, to: usize, outputs: i32): void {
  for (; rows > 0; rows--) {
    for (let j: usize = 0; j < (<usize>outputs) << 2; j += 4) store<f32>(to + j, load<f32>(values + j))
    to += stride
  }
}

/** Writes the sum of each appended feature's cotangent over the rows. */
function appendedGradientRows(rows: i32, stride: usize, z: usize, outputs: i32, into: usize): void {
  for (let j: i32 = 0; j < outputs; j++) {
    let sum: f32 = 0
    let at = z + ((<usize>j) << 2)
    for (let r: i32 = 0; r < rows; r++) {
      sum += load<f32>(at)
      at += stride
    }
    store<f32>(into + ((<usize>j) << 2), sum)
  }
}
