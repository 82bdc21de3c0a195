import type { Graph } from '../ir/graph.ts'
import type { Node } from '../ir/program.ts'
import type { Complex } from '../model/complex.ts'

/** A vector of the plane, in the graph. */
export interface PlaneVector {
  readonly re: Node
  readonly im: Node
}

/** Complex arithmetic on graph nodes. Parts that are a constant 0 leave no instruction. */
export interface VectorMath {
  constant(value: Complex): PlaneVector
  add(a: PlaneVector, b: PlaneVector): PlaneVector
  sub(a: PlaneVector, b: PlaneVector): PlaneVector
  mul(a: PlaneVector, b: PlaneVector): PlaneVector
  /** conj(a) b. */
  conjugateMul(a: PlaneVector, b: PlaneVector): PlaneVector
  scale(factor: Node, a: PlaneVector): PlaneVector
  /** Re(conj(a) b). */
  dot(a: PlaneVector, b: PlaneVector): Node
  /** i a. */
  turned(a: PlaneVector): PlaneVector
}

/** Complex arithmetic in a graph. */
export function vectorMath(g: Graph): VectorMath {
  const dot = (a: PlaneVector, b: PlaneVector): Node => g.add(g.mul(a.re, b.re), g.mul(a.im, b.im))
  return {
    constant: (value) => ({ re: g.constant(value.re), im: g.constant(value.im) }),
    add: (a, b) => ({ re: g.add(a.re, b.re), im: g.add(a.im, b.im) }),
    sub: (a, b) => ({ re: g.sub(a.re, b.re), im: g.sub(a.im, b.im) }),
    mul: (a, b) => ({
      re: g.sub(g.mul(a.re, b.re), g.mul(a.im, b.im)),
      im: g.add(g.mul(a.re, b.im), g.mul(a.im, b.re)),
    }),
    conjugateMul: (a, b) => ({ re: dot(a, b), im: g.sub(g.mul(a.re, b.im), g.mul(a.im, b.re)) }),
    scale: (factor, a) => ({ re: g.mul(factor, a.re), im: g.mul(factor, a.im) }),
    dot,
    turned: (a) => ({ re: g.neg(a.im), im: a.re }),
  }
}
