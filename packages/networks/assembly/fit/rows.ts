import { Request } from './request'

/** Copies the inputs of the rows that `order` names into the records. What follows a row's inputs is not read. */
export function gather(f: Request, order: usize, rows: i32): void {
  const length = (<usize>f.inputSize) << 2
  let record = f.activations
  for (; rows > 0; rows--) {
    const source = f.inputs + <usize>load<u32>(order) * length
    for (let at: usize = 0; at < length; at += 16) v128.store(record + at, v128.load(source + at))
    order += 4
    record += f.stride
  }
}

/**
 * Writes the cotangents of the outputs, `factor` times the difference of output and target, and returns the sum of the
 * squared differences, in f64 and in the order of rows and outputs.
 */
export function errors(f: Request, order: usize, rows: i32, factor: f32): f64 {
  const length = (<usize>f.outputSize) << 2
  const padded = (length + 31) & -32
  let y = f.activations + f.output
  let z = f.cotangents + f.output
  let sum: f64 = 0
  for (; rows > 0; rows--) {
    const target = f.targets + <usize>load<u32>(order) * length
    for (let at: usize = 0; at < length; at += 4) {
      const difference = load<f32>(y + at) - load<f32>(target + at)
      sum += <f64>difference * <f64>difference
      store<f32>(z + at, factor * difference)
    }
    for (let at = length; at < padded; at += 4) store<f32>(z + at, 0)
    order += 4
    y += f.stride
    z += f.stride
  }
  return sum
}
