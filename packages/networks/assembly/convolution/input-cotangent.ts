import { Window } from './window'

/**
 * xbar = z * w', the cotangent of the images, in the 8 rows of a panel: from 0 on, position by position in row-major
 * order, at each of which the filters are added up first.
 *
 * Transposed weights are packed in tiles of 4 inputs, [inputs / 4, filters, 4], padded with 0.
 */
export function inputCotangent(s: Window, z: usize, transposed: usize, xbar: usize): void {
  const zero = f32x4.splat(0)
  for (let to = xbar, end = xbar + s.images; to < end; to += 32) {
    v128.store(to, zero)
    v128.store(to, zero, 16)
  }
  const inputs = s.inputs
  const plane = <usize>s.plane
  const length = <usize>s.outputs * plane
  for (let row: i32 = 0; row < s.height; row++) {
    let corner: usize = xbar + <usize>row * s.below
    for (let column: i32 = 0; column < s.width; column++) {
      let weights = transposed
      for (let k: i32 = 0; k < inputs; k += 4) {
        let a0 = zero
        let a1 = zero
        let a2 = zero
        let a3 = zero
        let b0 = zero
        let b1 = zero
        let b2 = zero
        let b3 = zero
        for (let from = z, end = z + length; from < end; from += plane) {
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
        const offsets = s.offsets + ((<usize>k) << 2)
        addTo(corner + <usize>load<u32>(offsets), a0, b0)
        if (k + 1 < inputs) addTo(corner + <usize>load<u32>(offsets, 4), a1, b1)
        if (k + 2 < inputs) addTo(corner + <usize>load<u32>(offsets, 8), a2, b2)
        if (k + 3 < inputs) addTo(corner + <usize>load<u32>(offsets, 12), a3, b3)
      }
      corner += s.right
      z += 32
    }
  }
}

// @ts-expect-error: a decorator of the compiler
function addTo(at: usize, low: v128, high: v128): void {
  v128.store(at, f32x4.add(v128.load(at), low))
  v128.store(at, f32x4.add(v128.load(at, 16), high), 16)
}
