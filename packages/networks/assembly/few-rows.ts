/**
 * `dense` of few rows, each of them feature by feature in a record of its own: a vector holds four outputs of one row, where in a
 * panel it would hold four rows, most of them missing. The bits are those of `dense`: the bias first, then the inputs in order.
 * The memory of the outputs up to the next multiple of 4 must exist.
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
  for (; rows > 0; rows--) {
    let weights = w
    let bias = b
    let to = y
    let tiles = (outputs + 3) >> 2
    for (; tiles >= 8; tiles -= 8) {
      eightTiles(x, weights, tile, bias, to)
      weights += 8 * tile
      bias += 128
      to += 128
    }
    for (; tiles >= 4; tiles -= 4) {
      fourTiles(x, weights, tile, bias, to)
      weights += 4 * tile
      bias += 64
      to += 64
    }
    for (; tiles > 0; tiles--) {
      oneTile(x, weights, tile, bias, to)
      weights += tile
      bias += 16
      to += 16
    }
    x += stride
    y += stride
  }
}

/** The outputs of eight tiles, whose sums do not wait for each other. */
function eightTiles(x: usize, w: usize, tile: usize, b: usize, y: usize): void {
  let a0 = v128.load(b)
  let a1 = v128.load(b, 16)
  let a2 = v128.load(b, 32)
  let a3 = v128.load(b, 48)
  let a4 = v128.load(b, 64)
  let a5 = v128.load(b, 80)
  let a6 = v128.load(b, 96)
  let a7 = v128.load(b, 112)
  for (const end = w + tile; w < end; w += 16) {
    const value = v128.load32_splat(x)
    a0 = f32x4.add(a0, f32x4.mul(value, v128.load(w)))
    a1 = f32x4.add(a1, f32x4.mul(value, v128.load(w + tile)))
    a2 = f32x4.add(a2, f32x4.mul(value, v128.load(w + 2 * tile)))
    a3 = f32x4.add(a3, f32x4.mul(value, v128.load(w + 3 * tile)))
    a4 = f32x4.add(a4, f32x4.mul(value, v128.load(w + 4 * tile)))
    a5 = f32x4.add(a5, f32x4.mul(value, v128.load(w + 5 * tile)))
    a6 = f32x4.add(a6, f32x4.mul(value, v128.load(w + 6 * tile)))
    a7 = f32x4.add(a7, f32x4.mul(value, v128.load(w + 7 * tile)))
    x += 4
  }
  v128.store(y, a0)
  v128.store(y, a1, 16)
  v128.store(y, a2, 32)
  v128.store(y, a3, 48)
  v128.store(y, a4, 64)
  v128.store(y, a5, 80)
  v128.store(y, a6, 96)
  v128.store(y, a7, 112)
}

/** The outputs of four tiles. */
function fourTiles(x: usize, w: usize, tile: usize, b: usize, y: usize): void {
  let a0 = v128.load(b)
  let a1 = v128.load(b, 16)
  let a2 = v128.load(b, 32)
  let a3 = v128.load(b, 48)
  for (const end = w + tile; w < end; w += 16) {
    const value = v128.load32_splat(x)
    a0 = f32x4.add(a0, f32x4.mul(value, v128.load(w)))
    a1 = f32x4.add(a1, f32x4.mul(value, v128.load(w + tile)))
    a2 = f32x4.add(a2, f32x4.mul(value, v128.load(w + 2 * tile)))
    a3 = f32x4.add(a3, f32x4.mul(value, v128.load(w + 3 * tile)))
    x += 4
  }
  v128.store(y, a0)
  v128.store(y, a1, 16)
  v128.store(y, a2, 32)
  v128.store(y, a3, 48)
}

/** The outputs of one tile. */
function oneTile(x: usize, w: usize, tile: usize, b: usize, y: usize): void {
  let a0 = v128.load(b)
  for (const end = w + tile; w < end; w += 16) {
    const value = v128.load32_splat(x)
    a0 = f32x4.add(a0, f32x4.mul(value, v128.load(w)))
    x += 4
  }
  v128.store(y, a0)
}
