/**
 * Constants of `tanh`, in memory: engines load a vector from there faster than they make one of an immediate.
 * From the first on tanh rounds to 1. The second, added to a number of less than 2^22, leaves the nearest whole number
 * in the low bits. Then 2 / ln 2, ln 2 / 2, 1 and 2; and the polynomial, highest power first.
 */
const CONSTANTS = memory.data<f32>([
  9.02, 12582912, 2.88539004, 0.34657359, 1, 2, 0.0888481363, 0.267728657, 0.66667521, 1.33332348, 1.99999988,
])

/**
 * y = tanh x in each row and feature, within 2.6 ulp (1.9e-7 relative) of the exact value, measured; odd bit for bit,
 * +-1 from +-9.02 on, NaN for NaN.
 *
 * With u = e^(2|x|) - 1 it is u / (u + 2), which keeps its relative accuracy near 0. u comes from |x| = n ln 2 / 2 + r
 * and q = e^2r - 1 as 2^n q + (2^n - 1). The polynomial is the minimax one for (q - 2r) / r^2, weighted to make the
 * error relative to q (1.3e-8).
 */
export function tanh(panels: i32, stride: usize, x: usize, y: usize, features: i32): void {
  const length = (<usize>features) << 5
  const largest = v128.load32_splat(CONSTANTS)
  const rounder = v128.load32_splat(CONSTANTS, 4)
  const scale = v128.load32_splat(CONSTANTS, 8)
  const step = v128.load32_splat(CONSTANTS, 12)
  const one = v128.load32_splat(CONSTANTS, 16)
  const two = v128.load32_splat(CONSTANTS, 20)
  const c4 = v128.load32_splat(CONSTANTS, 24)
  const c3 = v128.load32_splat(CONSTANTS, 28)
  const c2 = v128.load32_splat(CONSTANTS, 32)
  const c1 = v128.load32_splat(CONSTANTS, 36)
  const c0 = v128.load32_splat(CONSTANTS, 40)
  for (; panels > 0; panels--) {
    for (let at: usize = 0; at < length; at += 32) {
      // Two vectors in step: one alone would wait for its own results.
      const value = v128.load(x + at)
      const value2 = v128.load(x + at, 16)
      const positive = f32x4.abs(value)
      const positive2 = f32x4.abs(value2)
      // pmin keeps its first operand when that is NaN.
      let r = f32x4.pmin(positive, largest)
      let r2 = f32x4.pmin(positive2, largest)
      const rounded = f32x4.add(f32x4.mul(r, scale), rounder)
      const rounded2 = f32x4.add(f32x4.mul(r2, scale), rounder)
      const n = f32x4.sub(rounded, rounder)
      const n2 = f32x4.sub(rounded2, rounder)
      r = f32x4.sub(r, f32x4.mul(n, step))
      r2 = f32x4.sub(r2, f32x4.mul(n2, step))
      const square = f32x4.mul(r, r)
      const square2 = f32x4.mul(r2, r2)
      let p = f32x4.add(f32x4.mul(c3, r), c2)
      let p2 = f32x4.add(f32x4.mul(c3, r2), c2)
      const p0 = f32x4.add(f32x4.mul(c1, r), c0)
      const p02 = f32x4.add(f32x4.mul(c1, r2), c0)
      p = f32x4.add(f32x4.mul(c4, square), p)
      p2 = f32x4.add(f32x4.mul(c4, square2), p2)
      p = f32x4.add(f32x4.mul(p, square), p0)
      p2 = f32x4.add(f32x4.mul(p2, square2), p02)
      const q = f32x4.add(f32x4.add(r, r), f32x4.mul(square, p))
      const q2 = f32x4.add(f32x4.add(r2, r2), f32x4.mul(square2, p2))
      const power = i32x4.add(i32x4.shl(rounded, 23), one)
      const power2 = i32x4.add(i32x4.shl(rounded2, 23), one)
      const u = f32x4.add(f32x4.mul(power, q), f32x4.sub(power, one))
      const u2 = f32x4.add(f32x4.mul(power2, q2), f32x4.sub(power2, one))
      const result = f32x4.div(u, f32x4.add(u, two))
      const result2 = f32x4.div(u2, f32x4.add(u2, two))
      // positive differs from value in the sign bit alone.
      v128.store(y + at, v128.xor(result, v128.xor(value, positive)))
      v128.store(y + at, v128.xor(result2, v128.xor(value2, positive2)), 16)
    }
    x += stride
    y += stride
  }
}

/** to = (1 - y^2) from. */
export function tanhDerivative(panels: i32, stride: usize, y: usize, from: usize, to: usize, features: i32): void {
  const one = f32x4.splat(1)
  const length = (<usize>features) << 5
  for (; panels > 0; panels--) {
    for (let at: usize = 0; at < length; at += 16) {
      const value = v128.load(y + at)
      v128.store(to + at, f32x4.mul(f32x4.sub(one, f32x4.mul(value, value)), v128.load(from + at)))
    }
    y += stride
    from += stride
    to += stride
  }
}
