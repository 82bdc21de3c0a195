import { addAll, addSome } from './sums'

/**
 * y = b + x w + x2 w2 in each row: the bias first, then the inputs in order, then the second inputs in order. With
 * inputs2 = 0 it is a layer; with x2 the tangent of x it is a layer's tangent (w the weights' tangent, w2 the weights);
 * with w transposed and b = 0 it is the cotangent of a layer's inputs.
 *
 * Weights are packed in tiles of 4 outputs, [outputs / 4, inputs, 4], padded with 0; b is padded alike.
 */
export function dense(
  panels: i32,
  stride: usize,
  x: usize,
  w: usize,
  inputs: i32,
  x2: usize,
  w2: usize,
  inputs2: i32,
  b: usize,
  y: usize,
  outputs: i32,
): void {
  const length = (<usize>inputs) << 5
  const length2 = (<usize>inputs2) << 5
  for (; panels > 0; panels--) {
    let weights = w
    let weights2 = w2
    let bias = b
    const last = y + ((<usize>outputs) << 5)
    for (let to = y; to < last; to += 128) {
      let a0 = v128.load32_splat(bias)
      let a1 = v128.load32_splat(bias, 4)
      let a2 = v128.load32_splat(bias, 8)
      let a3 = v128.load32_splat(bias, 12)
      let b0 = a0
      let b1 = a1
      let b2 = a2
      let b3 = a3
      for (let from = x, end = x + length; from < end; from += 32) {
        const low = v128.load(from)
        const high = v128.load(from, 16)
        const c0 = v128.load32_splat(weights)
        a0 = f32x4.add(a0, f32x4.mul(low, c0))
        b0 = f32x4.add(b0, f32x4.mul(high, c0))
        const c1 = v128.load32_splat(weights, 4)
        a1 = f32x4.add(a1, f32x4.mul(low, c1))
        b1 = f32x4.add(b1, f32x4.mul(high, c1))
        const c2 = v128.load32_splat(weights, 8)
        a2 = f32x4.add(a2, f32x4.mul(low, c2))
        b2 = f32x4.add(b2, f32x4.mul(high, c2))
        const c3 = v128.load32_splat(weights, 12)
        a3 = f32x4.add(a3, f32x4.mul(low, c3))
        b3 = f32x4.add(b3, f32x4.mul(high, c3))
        weights += 16
      }
      for (let from = x2, end = x2 + length2; from < end; from += 32) {
        const low = v128.load(from)
        const high = v128.load(from, 16)
        const c0 = v128.load32_splat(weights2)
        a0 = f32x4.add(a0, f32x4.mul(low, c0))
        b0 = f32x4.add(b0, f32x4.mul(high, c0))
        const c1 = v128.load32_splat(weights2, 4)
        a1 = f32x4.add(a1, f32x4.mul(low, c1))
        b1 = f32x4.add(b1, f32x4.mul(high, c1))
        const c2 = v128.load32_splat(weights2, 8)
        a2 = f32x4.add(a2, f32x4.mul(low, c2))
        b2 = f32x4.add(b2, f32x4.mul(high, c2))
        const c3 = v128.load32_splat(weights2, 12)
        a3 = f32x4.add(a3, f32x4.mul(low, c3))
        b3 = f32x4.add(b3, f32x4.mul(high, c3))
        weights2 += 16
      }
      v128.store(to, a0)
      v128.store(to, b0, 16)
      v128.store(to, a1, 32)
      v128.store(to, b1, 48)
      v128.store(to, a2, 64)
      v128.store(to, b2, 80)
      v128.store(to, a3, 96)
      v128.store(to, b3, 112)
      bias += 16
    }
    x += stride
    x2 += stride
    y += stride
  }
}

/**
 * Adds the sum over rows of x_i z_j to the f64 at into + 8 (i outputs + j), for all inputs i and outputs j. The sum
 * over these panels is in f32: lane by lane in row order, then over the lanes. Two inputs and four outputs at a time.
 */
export function weightGradient(
  panels: i32,
  stride: usize,
  x: usize,
  inputs: i32,
  z: usize,
  outputs: i32,
  into: usize,
): void {
  const length = <usize>panels * stride
  for (let i: i32 = 0; i < inputs; i += 2) {
    const xi = x + ((<usize>i) << 5)
    const end = xi + length
    for (let j: i32 = 0; j < outputs; j += 4) {
      let a0 = f32x4.splat(0)
      let a1 = a0
      let a2 = a0
      let a3 = a0
      let b0 = a0
      let b1 = a0
      let b2 = a0
      let b3 = a0
      let zj = z + ((<usize>j) << 5)
      for (let from = xi; from < end; from += stride) {
        let x0 = v128.load(from)
        let x1 = v128.load(from, 32)
        let c = v128.load(zj)
        a0 = f32x4.add(a0, f32x4.mul(x0, c))
        b0 = f32x4.add(b0, f32x4.mul(x1, c))
        c = v128.load(zj, 32)
        a1 = f32x4.add(a1, f32x4.mul(x0, c))
        b1 = f32x4.add(b1, f32x4.mul(x1, c))
        c = v128.load(zj, 64)
        a2 = f32x4.add(a2, f32x4.mul(x0, c))
        b2 = f32x4.add(b2, f32x4.mul(x1, c))
        c = v128.load(zj, 96)
        a3 = f32x4.add(a3, f32x4.mul(x0, c))
        b3 = f32x4.add(b3, f32x4.mul(x1, c))
        x0 = v128.load(from, 16)
        x1 = v128.load(from, 48)
        c = v128.load(zj, 16)
        a0 = f32x4.add(a0, f32x4.mul(x0, c))
        b0 = f32x4.add(b0, f32x4.mul(x1, c))
        c = v128.load(zj, 48)
        a1 = f32x4.add(a1, f32x4.mul(x0, c))
        b1 = f32x4.add(b1, f32x4.mul(x1, c))
        c = v128.load(zj, 80)
        a2 = f32x4.add(a2, f32x4.mul(x0, c))
        b2 = f32x4.add(b2, f32x4.mul(x1, c))
        c = v128.load(zj, 112)
        a3 = f32x4.add(a3, f32x4.mul(x0, c))
        b3 = f32x4.add(b3, f32x4.mul(x1, c))
        zj += stride
      }
      const to = into + ((<usize>(i * outputs + j)) << 3)
      const next = to + ((<usize>outputs) << 3)
      const count = outputs - j
      if (count >= 4) {
        addAll(to, a0, a1, a2, a3)
        if (i + 1 < inputs) addAll(next, b0, b1, b2, b3)
      } else {
        addSome(to, a0, a1, a2, a3, count)
        if (i + 1 < inputs) addSome(next, b0, b1, b2, b3, count)
      }
    }
  }
}
