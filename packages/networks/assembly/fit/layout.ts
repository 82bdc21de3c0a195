// In a fit a row lies alone: its record holds the inputs and the outputs of each step, feature by feature in f32, and
// the records of a block follow each other at a distance of `stride` bytes. A vector instruction works on four features
// of one row, so that sums over rows stay in their lanes.
//
// Weights are [inputs, width(outputs)], a bias [width(outputs)]: rows are padded with zeros, which stay zeros.

/** Rows that are added up in f32 before their sum is added in f64. A constant of the numerics. */
export const BLOCK_ROWS: i32 = 128

/** A step of the network, as the host writes it: i32 after i32 in this order. */
@unmanaged
export class Step {
  kind: Kind
  activation: Activation
  /** Whether parameters come before it, so that the cotangent of its inputs is needed. */
  dependent: i32
  /** Byte offsets in a record of the first feature that is read and of the first that is written. */
  from: i32
  to: i32
  inputs: i32
  outputs: i32
  /** Byte offset of the first parameter among those of the caller, in f64. */
  own: i32
  /** Number of the first parameter among the padded ones. */
  padded: i32
  /** Byte offset of the transposed weights. */
  transposed: i32
}

export enum Kind {
  Dense,
  Activation,
  Append,
}

/** 0 is none. */
export enum Activation {
  Tanh = 1,
  Relu,
}

/** Features that lie in whole vectors. */
export function width(features: i32): i32 {
  return (features + 3) & -4
}

/** Rows of padded parameters that a step has. */
function parameterRows(step: Step): i32 {
  if (step.kind === Kind.Dense) return step.inputs + 1
  return step.kind === Kind.Append ? 1 : 0
}

/** Copies the parameters of all steps, or other numbers of each, from the caller's order to the padded one. */
export function pad(steps: usize, count: i32, from: usize, to: usize): void {
  for (let s: i32 = 0; s < count; s++) {
    const step = changetype<Step>(steps + <usize>s * offsetof<Step>())
    let source = from + <usize>step.own
    let target = to + ((<usize>step.padded) << 3)
    for (let rows = parameterRows(step); rows > 0; rows--) {
      for (let j: i32 = 0; j < width(step.outputs); j++) {
        store<f64>(target, j < step.outputs ? load<f64>(source) : 0)
        if (j < step.outputs) source += 8
        target += 8
      }
    }
  }
}

/** The way back. */
export function unpad(steps: usize, count: i32, from: usize, to: usize): void {
  for (let s: i32 = 0; s < count; s++) {
    const step = changetype<Step>(steps + <usize>s * offsetof<Step>())
    let source = from + ((<usize>step.padded) << 3)
    let target = to + <usize>step.own
    for (let rows = parameterRows(step); rows > 0; rows--) {
      for (let j: i32 = 0; j < step.outputs; j++) {
        store<f64>(target + ((<usize>j) << 3), load<f64>(source + ((<usize>j) << 3)))
      }
      source += (<usize>width(step.outputs)) << 3
      target += (<usize>step.outputs) << 3
    }
  }
}

/** Weights [inputs, width(outputs)] -> [outputs, width(inputs)], padded with zeros. */
export function transpose(weights: usize, inputs: i32, outputs: i32, target: usize): void {
  const across = (<usize>width(outputs)) << 2
  const down = (<usize>width(inputs)) << 2
  for (let i: i32 = 0; i < inputs; i += 4) {
    const from = weights + <usize>i * across
    const to = target + ((<usize>i) << 2)
    for (let j: i32 = 0; j < outputs; j += 4) {
      const at = from + ((<usize>j) << 2)
      const zero = f32x4.splat(0)
      const a = v128.load(at)
      const b = i + 1 < inputs ? v128.load(at + across) : zero
      const c = i + 2 < inputs ? v128.load(at + 2 * across) : zero
      const d = i + 3 < inputs ? v128.load(at + 3 * across) : zero
      const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5)
      const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5)
      const ef = v128.shuffle<f32>(a, b, 2, 6, 3, 7)
      const gh = v128.shuffle<f32>(c, d, 2, 6, 3, 7)
      const into = to + <usize>j * down
      v128.store(into, v128.shuffle<f32>(ab, cd, 0, 1, 4, 5))
      // Columns of padding have no row: the next weights may lie there.
      if (j + 1 < outputs) v128.store(into + down, v128.shuffle<f32>(ab, cd, 2, 3, 6, 7))
      if (j + 2 < outputs) v128.store(into + 2 * down, v128.shuffle<f32>(ef, gh, 0, 1, 4, 5))
      if (j + 3 < outputs) v128.store(into + 3 * down, v128.shuffle<f32>(ef, gh, 2, 3, 6, 7))
    }
  }
}
