/** The sums of the lanes of a, b, c and d, each as (0 + 2) + (1 + 3). */
function sumLanes(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 4, 1, 5), v128.shuffle<f32>(a, b, 2, 6, 3, 7))
  const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 4, 1, 5), v128.shuffle<f32>(c, d, 2, 6, 3, 7))
  return f32x4.add(v128.shuffle<f32>(ab, cd, 0, 1, 4, 5), v128.shuffle<f32>(ab, cd, 2, 3, 6, 7))
}

/** Adds the sums of the lanes of a, b, c and d to the four f64 at `to`. */
export function addAll(to: usize, a: v128, b: v128, c: v128, d: v128): void {
  const sums = sumLanes(a, b, c, d)
  v128.store(to, f64x2.add(v128.load(to), f64x2.promote_low_f32x4(sums)))
  const high = f64x2.promote_low_f32x4(v128.shuffle<f32>(sums, sums, 2, 3, 2, 3))
  v128.store(to, f64x2.add(v128.load(to, 16), high), 16)
}

/** The same for the first `count` of fewer than four. */
export function addSome(to: usize, a: v128, b: v128, c: v128, d: v128, count: i32): void {
  const sums = sumLanes(a, b, c, d)
  store<f64>(to, load<f64>(to) + <f64>f32x4.extract_lane(sums, 0))
  if (count > 1) store<f64>(to, load<f64>(to, 8) + <f64>f32x4.extract_lane(sums, 1), 8)
  if (count > 2) store<f64>(to, load<f64>(to, 16) + <f64>f32x4.extract_lane(sums, 2), 16)
}
