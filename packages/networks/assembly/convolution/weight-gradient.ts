import { addAll, addSome } from '../sums'
import { Window } from './window'

/**
 * Adds the sum over rows and positions of x z to the f64 at into + 8 (k filters + j), for all inputs k and filters j.
 * The sum over a panel is in f32: lane by lane, position by position in row-major order, then over the lanes.
 *
 * An output row at a time, so that what it needs of x and z fits the first cache; `partial` has room for the lanes of
 * all sums, 16 bytes for each of the weights with both numbers padded to tiles of 2 inputs and 4 filters.
 */
export function weightGradient(s: Window, x: usize, z: usize, partial: usize, into: usize): void {
  const inputs = s.inputs
  const outputs = s.outputs
  const plane = <usize>s.plane
  const right = <usize>s.right
  const length = (<usize>s.width) << 5
  for (let row: i32 = 0; row < s.height; row++) {
    const corner: usize = x + <usize>row * s.below
    const zRow = z + <usize>row * length
    let at = partial
    for (let k: i32 = 0; k < inputs; k += 2) {
      const offsets = s.offsets + ((<usize>k) << 2)
      const first = corner + <usize>load<u32>(offsets)
      // A second input that does not exist repeats the first, and is not stored.
      const second = k + 1 < inputs ? corner + <usize>load<u32>(offsets, 4) : first
      for (let j: i32 = 0; j < outputs; j += 4) {
        let a0 = f32x4.splat(0)
        let a1 = a0
        let a2 = a0
        let a3 = a0
        let b0 = a0
        let b1 = a0
        let b2 = a0
        let b3 = a0
        if (row > 0) {
          a0 = v128.load(at)
          a1 = v128.load(at, 16)
          a2 = v128.load(at, 32)
          a3 = v128.load(at, 48)
          b0 = v128.load(at, 64)
          b1 = v128.load(at, 80)
          b2 = v128.load(at, 96)
          b3 = v128.load(at, 112)
        }
        let from = first
        let other = second
        let z0 = zRow + <usize>j * plane
        let z1 = j + 1 < outputs ? z0 + plane : z0
        let z2 = j + 2 < outputs ? z1 + plane : z0
        let z3 = j + 3 < outputs ? z2 + plane : z0
        for (const end = z0 + length; z0 < end; z0 += 32) {
          let x0 = v128.load(from)
          let x1 = v128.load(other)
          let c = v128.load(z0)
          a0 = f32x4.add(a0, f32x4.mul(x0, c))
          b0 = f32x4.add(b0, f32x4.mul(x1, c))
          c = v128.load(z1)
          a1 = f32x4.add(a1, f32x4.mul(x0, c))
          b1 = f32x4.add(b1, f32x4.mul(x1, c))
          c = v128.load(z2)
          a2 = f32x4.add(a2, f32x4.mul(x0, c))
          b2 = f32x4.add(b2, f32x4.mul(x1, c))
          c = v128.load(z3)
          a3 = f32x4.add(a3, f32x4.mul(x0, c))
          b3 = f32x4.add(b3, f32x4.mul(x1, c))
          x0 = v128.load(from, 16)
          x1 = v128.load(other, 16)
          c = v128.load(z0, 16)
          a0 = f32x4.add(a0, f32x4.mul(x0, c))
          b0 = f32x4.add(b0, f32x4.mul(x1, c))
          c = v128.load(z1, 16)
          a1 = f32x4.add(a1, f32x4.mul(x0, c))
          b1 = f32x4.add(b1, f32x4.mul(x1, c))
          c = v128.load(z2, 16)
          a2 = f32x4.add(a2, f32x4.mul(x0, c))
          b2 = f32x4.add(b2, f32x4.mul(x1, c))
          c = v128.load(z3, 16)
          a3 = f32x4.add(a3, f32x4.mul(x0, c))
          b3 = f32x4.add(b3, f32x4.mul(x1, c))
          from += right
          other += right
          z1 += 32
          z2 += 32
          z3 += 32
        }
        v128.store(at, a0)
        v128.store(at, a1, 16)
        v128.store(at, a2, 32)
        v128.store(at, a3, 48)
        v128.store(at, b0, 64)
        v128.store(at, b1, 80)
        v128.store(at, b2, 96)
        v128.store(at, b3, 112)
        at += 128
      }
    }
  }
  for (let k: i32 = 0; k < inputs; k++) {
    const tiles = <usize>((outputs + 3) >> 2)
    let at = partial + ((<usize>(k >> 1) * tiles) << 7) + ((<usize>(k & 1)) << 6)
    for (let j: i32 = 0; j < outputs; j += 4) {
      const a0 = v128.load(at)
      const a1 = v128.load(at, 16)
      const a2 = v128.load(at, 32)
      const a3 = v128.load(at, 48)
      const to = into + ((<usize>(k * outputs + j)) << 3)
      if (outputs - j >= 4) addAll(to, a0, a1, a2, a3)
      else addSome(to, a0, a1, a2, a3, outputs - j)
      at += 128
    }
  }
}

/** Adds the sum over rows and positions of z to the f64 at into + 8 j, for all filters j; in f32 as `weightGradient`. */
export function biasGradient(s: Window, z: usize, into: usize): void {
  const plane = <usize>s.plane
  for (let j: i32 = 0; j < s.outputs; j++) {
    let sum = f32x4.splat(0)
    for (const end = z + plane; z < end; z += 32) sum = f32x4.add(f32x4.add(sum, v128.load(z)), v128.load(z, 16))
    addSome(into, sum, sum, sum, sum, 1)
    into += 8
  }
}
