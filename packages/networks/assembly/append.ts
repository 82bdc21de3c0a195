import { addAll, addSome } from './sums'

/** Writes the f32 at `source`, one a feature, into every row. */
export function append(panels: i32, stride: usize, y: usize, features: i32, source: usize): void {
  for (; panels > 0; panels--) {
    for (let f: i32 = 0; f < features; f++) {
      const value = v128.load32_splat(source + ((<usize>f) << 2))
      v128.store(y + ((<usize>f) << 5), value)
      v128.store(y + ((<usize>f) << 5), value, 16)
    }
    y += stride
  }
}

/** Adds the sum of each feature over the rows to the f64 at into + 8 f, as `weightGradient` does. */
export function sumRows(panels: i32, stride: usize, z: usize, features: i32, into: usize): void {
  const zero = f32x4.splat(0)
  for (let f: i32 = 0; f < features; f += 4) {
    let a0 = zero
    let a1 = zero
    let a2 = zero
    let a3 = zero
    const first = z + ((<usize>f) << 5)
    // Only features that exist are read: the rest of a tile may lie outside the panel.
    const count = features - f
    for (let from = first, end = first + <usize>panels * stride; from < end; from += stride) {
      a0 = f32x4.add(f32x4.add(a0, v128.load(from)), v128.load(from, 16))
      if (count > 1) a1 = f32x4.add(f32x4.add(a1, v128.load(from, 32)), v128.load(from, 48))
      if (count > 2) a2 = f32x4.add(f32x4.add(a2, v128.load(from, 64)), v128.load(from, 80))
      if (count > 3) a3 = f32x4.add(f32x4.add(a3, v128.load(from, 96)), v128.load(from, 112))
    }
    const to = into + ((<usize>f) << 3)
    if (count >= 4) addAll(to, a0, a1, a2, a3)
    else addSome(to, a0, a1, a2, a3, count)
  }
}
