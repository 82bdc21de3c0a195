/**
 * `dense` of few rows, each of them feature by feature in a record of its own: a vector holds four outputs of one row, where in a
 * panel it would hold four rows, most of them missing. The bits are those of `dense`: the bias first, then the inputs in order.
 *
 * Four tiles of outputs are computed at once, so that sums do not wait for each other; whatever lies behind the last tile is read
 * for those that do not exist, and up to three vectors are written behind the outputs.
 */
export function denseFew(
  rows: i32,
  stride: usize,
  x: usize,
  w: usize,
  inputs: i32,
  b: usize,
  y: usize,
  outputs: i32,
): void {
  const tile = (<usize>inputs) << 4
  const last = (<usize>outputs) << 2
  for (; rows > 0; rows--) {
    let weights = w
    for (let at: usize = 0; at < last; at += 64) {
      let a0 = v128.load(b + at)
      let a1 = v128.load(b + at, 16)
      let a2 = v128.load(b + at, 32)
      let a3 = v128.load(b + at, 48)
      let from = x
      for (const end = weights + tile; weights < end; weights += 16) {
        const value = v128.load32_splat(from)
        a0 = f32x4.add(a0, f32x4.mul(value, v128.load(weights)))
        a1 = f32x4.add(a1, f32x4.mul(value, v128.load(weights + tile)))
        a2 = f32x4.add(a2, f32x4.mul(value, v128.load(weights + 2 * tile)))
        a3 = f32x4.add(a3, f32x4.mul(value, v128.load(weights + 3 * tile)))
        from += 4
      }
      weights += 3 * tile
      v128.store(y + at, a0)
      v128.store(y + at, a1, 16)
      v128.store(y + at, a2, 32)
      v128.store(y + at, a3, 48)
    }
    x += stride
    y += stride
  }
}
