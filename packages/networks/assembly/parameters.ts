/** f64 [inputs, outputs] -> f32 in tiles of 4 outputs, [outputs / 4, inputs, 4], padded with 0. */
export function pack(source: usize, inputs: i32, outputs: i32, target: usize): void {
  for (let j: i32 = 0; j < outputs; j += 4) {
    for (let i: i32 = 0; i < inputs; i++) {
      const from = source + ((<usize>(i * outputs + j)) << 3)
      if (j + 4 <= outputs) {
        const low = f32x4.demote_f64x2_zero(v128.load(from))
        const high = f32x4.demote_f64x2_zero(v128.load(from, 16))
        v128.store(target, v128.shuffle<f32>(low, high, 0, 1, 4, 5))
      } else {
        for (let k: i32 = 0; k < 4; k++) {
          store<f32>(target + ((<usize>k) << 2), j + k < outputs ? <f32>load<f64>(from + ((<usize>k) << 3)) : 0)
        }
      }
      target += 16
    }
  }
}

/** f64 [inputs, outputs] -> f32 in tiles of 4 inputs, [inputs / 4, outputs, 4], padded with 0. */
export function packTransposed(source: usize, inputs: i32, outputs: i32, target: usize): void {
  for (let i: i32 = 0; i < inputs; i += 4) {
    for (let j: i32 = 0; j < outputs; j++) {
      for (let k: i32 = 0; k < 4; k++) {
        const value: f32 = i + k < inputs ? <f32>load<f64>(source + ((<usize>((i + k) * outputs + j)) << 3)) : 0
        store<f32>(target, value)
        target += 4
      }
    }
  }
}

/** 1 if `count` f64 at a and at b are the same bit for bit. */
export function sameBits(a: usize, b: usize, count: i32): i32 {
  let differences = i64x2.splat(0)
  const end = a + ((<usize>(count & -2)) << 3)
  while (a < end) {
    differences = v128.or(differences, v128.xor(v128.load(a), v128.load(b)))
    a += 16
    b += 16
  }
  if (v128.any_true(differences)) return 0
  return count & 1 ? i32(!(load<i64>(a) ^ load<i64>(b))) : 1
}
