import type { Graph } from '../ir/graph.ts'
import type { Node } from '../ir/program.ts'
import { cosine64, reduction64, sine64 } from '../model/turn.ts'
import type { Numerics } from '../wasm/numerics.ts'
import type { PlaneVector } from './vector.ts'

/** pi/2 in three parts of few bits, for f32, and 2/pi. */
const reduction32 = { parts: [1.5703125, 4.837512969970703e-4, 7.549789948768648e-8], inverse: 0.6366197723675814 }

/** The single-precision polynomials of the Cephes library (sinf.c, cosf.c), for |r| <= pi/4. */
const sine32 = [-1.6666654611e-1, 8.3321608736e-3, -1.9515295891e-4]
const cosine32 = [4.166664568298827e-2, -1.388731625493765e-3, 2.443315711809948e-5]

/**
 * exp(i angle) = cos + i sin of an angle.
 *
 * Adding a large enough number rounds angle 2/pi to a whole k, whose lowest bits give the quadrant. Then r = angle - k
 * pi/2 is computed in parts (Cody and Waite), and polynomials in r give sine and cosine, which the bits of k exchange
 * and sign. In f64 the error is below 1.5e-16 up to a million radians and grows in proportion beyond.
 */
export function turnNodes(g: Graph, angle: Node, numerics: Numerics): PlaneVector {
  const single = numerics === 'f32x4'
  const { parts, inverse } = single ? reduction32 : reduction64
  const rounder = g.constant(single ? 1.5 * 2 ** 23 : 1.5 * 2 ** 52)
  const bits = g.add(g.mul(angle, g.constant(inverse)), rounder)
  const quarter = g.sub(bits, rounder)
  const rest = parts.reduce((value, part) => g.sub(value, g.mul(quarter, g.constant(part))), angle)
  const square = g.mul(rest, rest)
  const horner = (coefficients: readonly number[]): Node =>
    coefficients
      .slice(0, -1)
      .reduceRight(
        (sum, coefficient) => g.add(g.mul(sum, square), g.constant(coefficient)),
        g.constant(coefficients.at(-1) ?? 0),
      )
  const sine = g.add(rest, g.mul(g.mul(rest, square), horner(single ? sine32 : sine64)))
  const cosine = g.add(
    g.sub(g.constant(1), g.mul(square, g.constant(0.5))),
    g.mul(g.mul(square, square), horner(single ? cosine32 : cosine64)),
  )
  const odd = g.bitIsSet(bits, 0)
  const secondHalf = g.bitToSign(bits, 1)
  return {
    re: g.xorBits(g.select(odd, sine, cosine), g.xorBits(secondHalf, g.bitToSign(bits, 0))),
    im: g.xorBits(g.select(odd, cosine, sine), secondHalf),
  }
}
