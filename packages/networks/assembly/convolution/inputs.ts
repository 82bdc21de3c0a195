/**
 * Rows of `features` bytes each -> one panel of f32, factor * byte + offset. Rows that are missing are those of 0.
 * Behind the bytes there is room for a vector.
 */
export function panelFromBytes(rows: i32, features: i32, source: usize, panel: usize, factor: f32, offset: f32): void {
  const scale = f32x4.splat(factor)
  const shift = f32x4.splat(offset)
  const n = <usize>features
  let f: i32 = 0
  if (rows === 8) {
    for (; f + 16 <= features; f += 16) {
      const from = source + <usize>f
      const r0 = v128.load(from)
      const r1 = v128.load(from + n)
      const r2 = v128.load(from + 2 * n)
      const r3 = v128.load(from + 3 * n)
      const r4 = v128.load(from + 4 * n)
      const r5 = v128.load(from + 5 * n)
      const r6 = v128.load(from + 6 * n)
      const r7 = v128.load(from + 7 * n)
      // Bytes of two rows side by side, then of four, then of all eight.
      const low = four(
        interleaveLow(r0, r1),
        interleaveLow(r2, r3),
        interleaveLow(r4, r5),
        interleaveLow(r6, r7),
        panel,
        scale,
        shift,
      )
      panel = four(
        interleaveHigh(r0, r1),
        interleaveHigh(r2, r3),
        interleaveHigh(r4, r5),
        interleaveHigh(r6, r7),
        low,
        scale,
        shift,
      )
    }
  }
  for (; f < features; f++) {
    for (let r: i32 = 0; r < 8; r++) {
      const byte: f32 = r < rows ? <f32>load<u8>(source + <usize>(r * features + f)) : 0
      store<f32>(panel + ((<usize>r) << 2), byte * factor + offset)
    }
    panel += 32
  }
}

/** y = factor x + offset, of `features` features of a panel. */
export function rescale(x: usize, y: usize, features: i32, factor: f32, offset: f32): void {
  const scale = f32x4.splat(factor)
  const shift = f32x4.splat(offset)
  for (let at: usize = 0, end = (<usize>features) << 5; at < end; at += 16) {
    v128.store(y + at, f32x4.add(f32x4.mul(v128.load(x + at), scale), shift))
  }
}

// @ts-expect-error: a decorator of the compiler
function interleaveLow(a: v128, b: v128): v128 {
  return v128.shuffle<u8>(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23)
}

// @ts-expect-error: a decorator of the compiler
function interleaveHigh(a: v128, b: v128): v128 {
  return v128.shuffle<u8>(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31)
}

/** Eight features of pairs of rows; returns where the next feature goes. */
function four(a: v128, b: v128, c: v128, d: v128, to: usize, scale: v128, shift: v128): usize {
  const ab = v128.shuffle<u16>(a, b, 0, 8, 1, 9, 2, 10, 3, 11)
  const cd = v128.shuffle<u16>(c, d, 0, 8, 1, 9, 2, 10, 3, 11)
  two(v128.shuffle<u32>(ab, cd, 0, 4, 1, 5), to, scale, shift)
  two(v128.shuffle<u32>(ab, cd, 2, 6, 3, 7), to + 64, scale, shift)
  const ab2 = v128.shuffle<u16>(a, b, 4, 12, 5, 13, 6, 14, 7, 15)
  const cd2 = v128.shuffle<u16>(c, d, 4, 12, 5, 13, 6, 14, 7, 15)
  two(v128.shuffle<u32>(ab2, cd2, 0, 4, 1, 5), to + 128, scale, shift)
  two(v128.shuffle<u32>(ab2, cd2, 2, 6, 3, 7), to + 192, scale, shift)
  return to + 256
}

/** Two features of eight rows each. */
// @ts-expect-error: a decorator of the compiler
function two(bytes: v128, to: usize, scale: v128, shift: v128): void {
  const first = i16x8.extend_low_i8x16_u(bytes)
  const second = i16x8.extend_high_i8x16_u(bytes)
  put(i32x4.extend_low_i16x8_u(first), to, scale, shift)
  put(i32x4.extend_high_i16x8_u(first), to + 16, scale, shift)
  put(i32x4.extend_low_i16x8_u(second), to + 32, scale, shift)
  put(i32x4.extend_high_i16x8_u(second), to + 48, scale, shift)
}

// @ts-expect-error: a decorator of the compiler
function put(values: v128, to: usize, scale: v128, shift: v128): void {
  v128.store(to, f32x4.add(f32x4.mul(f32x4.convert_i32x4_u(values), scale), shift))
}
