import { width } from './layout'

/**
 * y = b + x w in each row: the bias first, then the inputs in order, as in a layer's forward pass, whose bits it has.
 * With w transposed and b = 0 it is the cotangent of a layer's inputs. Rows are written in eights: the memory of the
 * rows up to the next multiple of 8 must exist, and may hold anything.
 */
export function denseRows(
  rows: i32,
  stride: usize,
  x: usize,
  w: usize,
  inputs: i32,
  b: usize,
  y: usize,
  outputs: i32,
): void {
  const across = (<usize>width(outputs)) << 2
  const length = (<usize>inputs) << 2
  const wide = across & -64
  for (; rows > 0; rows -= 8) {
    for (let j: usize = 0; j < wide; j += 64) {
      for (let r: usize = 0; r < 8 * stride; r += 2 * stride) {
        twoRows(stride, x + r, w + j, length, across, b + j, y + r + j)
      }
    }
    for (let j = wide; j < across; j += 16) eightRows(stride, x, w + j, length, across, b + j, y + j)
    x += 8 * stride
    y += 8 * stride
  }
}

/** Two rows and 16 outputs at once. */
function twoRows(stride: usize, x: usize, w: usize, length: usize, across: usize, b: usize, y: usize): void {
  let a0 = v128.load(b)
  let a1 = v128.load(b, 16)
  let a2 = v128.load(b, 32)
  let a3 = v128.load(b, 48)
  let b0 = a0
  let b1 = a1
  let b2 = a2
  let b3 = a3
  const end = x + length
  const even = x + (length & -8)
  while (x < even) {
    let s = v128.load32_splat(x)
    let t = v128.load32_splat(x + stride)
    let c = v128.load(w)
    a0 = f32x4.add(a0, f32x4.mul(s, c))
    b0 = f32x4.add(b0, f32x4.mul(t, c))
    c = v128.load(w, 16)
    a1 = f32x4.add(a1, f32x4.mul(s, c))
    b1 = f32x4.add(b1, f32x4.mul(t, c))
    c = v128.load(w, 32)
    a2 = f32x4.add(a2, f32x4.mul(s, c))
    b2 = f32x4.add(b2, f32x4.mul(t, c))
    c = v128.load(w, 48)
    a3 = f32x4.add(a3, f32x4.mul(s, c))
    b3 = f32x4.add(b3, f32x4.mul(t, c))
    w += across
    s = v128.load32_splat(x, 4)
    t = v128.load32_splat(x + stride, 4)
    c = v128.load(w)
    a0 = f32x4.add(a0, f32x4.mul(s, c))
    b0 = f32x4.add(b0, f32x4.mul(t, c))
    c = v128.load(w, 16)
    a1 = f32x4.add(a1, f32x4.mul(s, c))
    b1 = f32x4.add(b1, f32x4.mul(t, c))
    c = v128.load(w, 32)
    a2 = f32x4.add(a2, f32x4.mul(s, c))
    b2 = f32x4.add(b2, f32x4.mul(t, c))
    c = v128.load(w, 48)
    a3 = f32x4.add(a3, f32x4.mul(s, c))
    b3 = f32x4.add(b3, f32x4.mul(t, c))
    w += across
    x += 8
  }
  if (x < end) {
    const s = v128.load32_splat(x)
    const t = v128.load32_splat(x + stride)
    let c = v128.load(w)
    a0 = f32x4.add(a0, f32x4.mul(s, c))
    b0 = f32x4.add(b0, f32x4.mul(t, c))
    c = v128.load(w, 16)
    a1 = f32x4.add(a1, f32x4.mul(s, c))
    b1 = f32x4.add(b1, f32x4.mul(t, c))
    c = v128.load(w, 32)
    a2 = f32x4.add(a2, f32x4.mul(s, c))
    b2 = f32x4.add(b2, f32x4.mul(t, c))
    c = v128.load(w, 48)
    a3 = f32x4.add(a3, f32x4.mul(s, c))
    b3 = f32x4.add(b3, f32x4.mul(t, c))
  }
  v128.store(y, a0)
  v128.store(y, a1, 16)
  v128.store(y, a2, 32)
  v128.store(y, a3, 48)
  y += stride
  v128.store(y, b0)
  v128.store(y, b1, 16)
  v128.store(y, b2, 32)
  v128.store(y, b3, 48)
}

/** Eight rows and 4 outputs at once. */
function eightRows(stride: usize, x: usize, w: usize, length: usize, across: usize, b: usize, y: usize): void {
  let a0 = v128.load(b)
  let a1 = a0
  let a2 = a0
  let a3 = a0
  let a4 = a0
  let a5 = a0
  let a6 = a0
  let a7 = a0
  for (const end = x + length; x < end; x += 4) {
    const c = v128.load(w)
    let from = x
    a0 = f32x4.add(a0, f32x4.mul(v128.load32_splat(from), c))
    from += stride
    a1 = f32x4.add(a1, f32x4.mul(v128.load32_splat(from), c))
    from += stride
    a2 = f32x4.add(a2, f32x4.mul(v128.load32_splat(from), c))
    from += stride
    a3 = f32x4.add(a3, f32x4.mul(v128.load32_splat(from), c))
    from += stride
    a4 = f32x4.add(a4, f32x4.mul(v128.load32_splat(from), c))
    from += stride
    a5 = f32x4.add(a5, f32x4.mul(v128.load32_splat(from), c))
    from += stride
    a6 = f32x4.add(a6, f32x4.mul(v128.load32_splat(from), c))
    from += stride
    a7 = f32x4.add(a7, f32x4.mul(v128.load32_splat(from), c))
    w += across
  }
  v128.store(y, a0)
  y += stride
  v128.store(y, a1)
  y += stride
  v128.store(y, a2)
  y += stride
  v128.store(y, a3)
  y += stride
  v128.store(y, a4)
  y += stride
  v128.store(y, a5)
  y += stride
  v128.store(y, a6)
  y += stride
  v128.store(y, a7)
}
