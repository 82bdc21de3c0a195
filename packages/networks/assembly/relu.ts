/** y = max(x, 0); NaN stays NaN, and -0 becomes 0. */
export function relu(panels: i32, stride: usize, x: usize, y: usize, features: i32): void {
  const zero = f32x4.splat(0)
  const length = (<usize>features) << 5
  for (; panels > 0; panels--) {
    for (let at: usize = 0; at < length; at += 16) {
      v128.store(y + at, f32x4.add(f32x4.pmax(v128.load(x + at), zero), zero))
    }
    x += stride
    y += stride
  }
}

/** to = from where y > 0 or y is NaN, and 0 elsewhere. */
export function reluDerivative(panels: i32, stride: usize, y: usize, from: usize, to: usize, features: i32): void {
  const zero = f32x4.splat(0)
  const length = (<usize>features) << 5
  for (; panels > 0; panels--) {
    for (let at: usize = 0; at < length; at += 16) {
      v128.store(to + at, v128.andnot(v128.load(from + at), f32x4.le(v128.load(y + at), zero)))
    }
    y += stride
    from += stride
    to += stride
  }
}
