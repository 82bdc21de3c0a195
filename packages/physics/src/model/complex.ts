/** A complex number: a vector of the plane, or a turn. Re is the axis that a positive turn moves towards Im. */
export interface Complex {
  /** The real part. For a vector it is z in the plane `xz` and x in `xy`; for a turn it is the cosine. */
  readonly re: number
  /** The imaginary part. For a vector it is x in the plane `xz` and y in `xy`; for a turn it is the sine. */
  readonly im: number
}

export const zero: Complex = { re: 0, im: 0 }

export function complexAdd(a: Complex, b: Complex): Complex {
  return { re: a.re + b.re, im: a.im + b.im }
}

export function complexSub(a: Complex, b: Complex): Complex {
  return { re: a.re - b.re, im: a.im - b.im }
}

export function complexScale(factor: number, a: Complex): Complex {
  return { re: factor * a.re, im: factor * a.im }
}

export function complexMul(a: Complex, b: Complex): Complex {
  return { re: a.re * b.re - a.im * b.im, im: a.re * b.im + a.im * b.re }
}

/** conj(a) b: its real part is the dot product, its imaginary part the cross product. */
export function conjugateMul(a: Complex, b: Complex): Complex {
  return { re: a.re * b.re + a.im * b.im, im: a.re * b.im - a.im * b.re }
}
