import { Window } from './window'

/**
 * y = b + x * w in the 8 rows of a panel, for every filter and position: the bias first, then channel by channel, and
 * in each the filter row by row. With x2 it is the tangent of a convolution, as for `dense`: x2 * w2 follows. 0 for x or
 * x2 leaves its part out.
 *
 * Weights are packed in tiles of 4 filters, [filters / 4, inputs, 4], padded with 0; b is padded alike.
 */
export function forward(s: Window, x: usize, w: usize, x2: usize, w2: usize, b: usize, y: usize): void {
  const tile = (<usize>s.inputs) << 4
  const outputs = s.outputs
  const plane = <usize>s.plane
  for (let row: i32 = 0; row < s.height; row++) {
    let corner: usize = <usize>row * s.below
    for (let column: i32 = 0; column < s.width; column++) {
      let to = y
      for (let j: i32 = 0; j < outputs; j += 4) {
        const bias = b + ((<usize>j) << 2)
        let a0 = v128.load32_splat(bias)
        let a1 = v128.load32_splat(bias, 4)
        let a2 = v128.load32_splat(bias, 8)
        let a3 = v128.load32_splat(bias, 12)
        let b0 = a0
        let b1 = a1
        let b2 = a2
        let b3 = a3
        let source = x
        let weights = w + <usize>(j >> 2) * tile
        for (let part: i32 = 0; part < 2; part++) {
          if (source !== 0) {
            let offset = s.offsets
            const step = (<usize>s.size) << 2
            const length = (<usize>s.size) << 5
            for (const last = offset + ((<usize>s.inputs) << 2); offset < last; offset += step) {
              let from = source + corner + <usize>load<u32>(offset)
              for (const end = from + length; from < end; from += 32) {
                const low = v128.load(from)
                const high = v128.load(from, 16)
                const c0 = v128.load32_splat(weights)
                a0 = f32x4.add(a0, f32x4.mul(low, c0))
                b0 = f32x4.add(b0, f32x4.mul(high, c0))
                const c1 = v128.load32_splat(weights, 4)
                a1 = f32x4.add(a1, f32x4.mul(low, c1))
                b1 = f32x4.add(b1, f32x4.mul(high, c1))
                const c2 = v128.load32_splat(weights, 8)
                a2 = f32x4.add(a2, f32x4.mul(low, c2))
                b2 = f32x4.add(b2, f32x4.mul(high, c2))
                const c3 = v128.load32_splat(weights, 12)
                a3 = f32x4.add(a3, f32x4.mul(low, c3))
                b3 = f32x4.add(b3, f32x4.mul(high, c3))
                weights += 16
              }
            }
          }
          source = x2
          weights = w2 + <usize>(j >> 2) * tile
        }
        v128.store(to, a0)
        v128.store(to, b0, 16)
        to += plane
        if (j + 1 < outputs) {
          v128.store(to, a1)
          v128.store(to, b1, 16)
          to += plane
        }
        if (j + 2 < outputs) {
          v128.store(to, a2)
          v128.store(to, b2, 16)
          to += plane
        }
        if (j + 3 < outputs) {
          v128.store(to, a3)
          v128.store(to, b3, 16)
          to += plane
        }
      }
      corner += s.right
      y += 32
    }
  }
}
