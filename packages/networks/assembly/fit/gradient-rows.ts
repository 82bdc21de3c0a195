import { width } from './layout'

/**
 * Writes the sum over rows of x_i z_j to the f32 at into + 4 (i width(outputs) + j), added up in row order. Two inputs
 * and 16 outputs at once, or eight and 4.
 */
export function weightGradientRows(
  rows: i32,
  stride: usize,
  x: usize,
  inputs: i32,
  z: usize,
  outputs: i32,
  into: usize,
): void {
  const across = (<usize>width(outputs)) << 2
  const wide = across & -64
  const length = <usize>rows * stride
  for (let j: usize = 0; j < wide; j += 64) {
    for (let i: i32 = 0; i < inputs; i += 2) {
      const to = into + <usize>i * across + j
      wideTile(length, stride, x + ((<usize>i) << 2), z + j, to, i + 1 < inputs ? to + across : 0)
    }
  }
  for (let j = wide; j < across; j += 16) {
    for (let i: i32 = 0; i < inputs; i += 8) {
      const to = into + <usize>i * across + j
      narrowTile(length, stride, x + ((<usize>i) << 2), z + j, to, across, inputs - i)
    }
  }
}

/** Writes the sum of z_j over rows to the f32 at into + 4 j, likewise. */
export function biasGradientRows(rows: i32, stride: usize, z: usize, outputs: i32, into: usize): void {
  const across = (<usize>width(outputs)) << 2
  const length = <usize>rows * stride
  for (let j: usize = 0; j < across; j += 16) {
    let sum = f32x4.splat(0)
    for (let at = z + j, end = z + j + length; at < end; at += stride) sum = f32x4.add(sum, v128.load(at))
    v128.store(into + j, sum)
  }
}

function wideTile(length: usize, stride: usize, x: usize, z: usize, to: usize, next: usize): void {
  let a0 = f32x4.splat(0)
  let a1 = a0
  let a2 = a0
  let a3 = a0
  let b0 = a0
  let b1 = a0
  let b2 = a0
  let b3 = a0
  for (const end = x + length; x < end; x += stride) {
    const s = v128.load32_splat(x)
    const t = v128.load32_splat(x, 4)
    let c = v128.load(z)
    a0 = f32x4.add(a0, f32x4.mul(s, c))
    b0 = f32x4.add(b0, f32x4.mul(t, c))
    c = v128.load(z, 16)
    a1 = f32x4.add(a1, f32x4.mul(s, c))
    b1 = f32x4.add(b1, f32x4.mul(t, c))
    c = v128.load(z, 32)
    a2 = f32x4.add(a2, f32x4.mul(s, c))
    b2 = f32x4.add(b2, f32x4.mul(t, c))
    c = v128.load(z, 48)
    a3 = f32x4.add(a3, f32x4.mul(s, c))
    b3 = f32x4.add(b3, f32x4.mul(t, c))
    z += stride
  }
  v128.store(to, a0)
  v128.store(to, a1, 16)
  v128.store(to, a2, 32)
  v128.store(to, a3, 48)
  if (next === 0) return
  v128.store(next, b0)
  v128.store(next, b1, 16)
  v128.store(next, b2, 32)
  v128.store(next, b3, 48)
}

/** The first `count` of eight inputs; the features that the others read exist, as records are padded to eights. */
function narrowTile(length: usize, stride: usize, x: usize, z: usize, to: usize, step: usize, count: i32): void {
  let a0 = f32x4.splat(0)
  let a1 = a0
  let a2 = a0
  let a3 = a0
  let a4 = a0
  let a5 = a0
  let a6 = a0
  let a7 = a0
  for (const end = x + length; x < end; x += stride) {
    const c = v128.load(z)
    a0 = f32x4.add(a0, f32x4.mul(v128.load32_splat(x), c))
    a1 = f32x4.add(a1, f32x4.mul(v128.load32_splat(x, 4), c))
    a2 = f32x4.add(a2, f32x4.mul(v128.load32_splat(x, 8), c))
    a3 = f32x4.add(a3, f32x4.mul(v128.load32_splat(x, 12), c))
    a4 = f32x4.add(a4, f32x4.mul(v128.load32_splat(x, 16), c))
    a5 = f32x4.add(a5, f32x4.mul(v128.load32_splat(x, 20), c))
    a6 = f32x4.add(a6, f32x4.mul(v128.load32_splat(x, 24), c))
    a7 = f32x4.add(a7, f32x4.mul(v128.load32_splat(x, 28), c))
    z += stride
  }
  v128.store(to, a0)
  if (count > 1) v128.store(to + step, a1)
  if (count > 2) v128.store(to + 2 * step, a2)
  if (count > 3) v128.store(to + 3 * step, a3)
  if (count > 4) v128.store(to + 4 * step, a4)
  if (count > 5) v128.store(to + 5 * step, a5)
  if (count > 6) v128.store(to + 6 * step, a6)
  if (count > 7) v128.store(to + 7 * step, a7)
}

/** Adds `count` f32, a multiple of 4, to as many f64: the gradient of a block to the sum over blocks. */
export function addBlock(count: i32, block: usize, sum: usize): void {
  for (; count > 0; count -= 4) {
    const values = v128.load(block)
    v128.store(sum, f64x2.add(v128.load(sum), f64x2.promote_low_f32x4(values)))
    const high = f64x2.promote_low_f32x4(v128.shuffle<f32>(values, values, 2, 3, 2, 3))
    v128.store(sum, f64x2.add(v128.load(sum, 16), high), 16)
    block += 16
    sum += 32
  }
}
