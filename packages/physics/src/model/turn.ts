import type { Complex } from './complex.ts'

/** pi/2 in two parts of 33 bits, so that multiples up to 2^20 of the first are exact; and 2/pi. */
export const reduction64: { readonly parts: readonly number[]; readonly inverse: number } = {
  parts: [1.5707963267341256, 6.077100506303966e-11, 2.0222662487959506e-21],
  inverse: 0.6366197723675814,
}

/** sin r = r + r^3 P(r^2) on |r| <= pi/4: the coefficients of FreeBSD's msun k_sin.c (error below 2^-58). */
export const sine64: readonly number[] = [
  -1.6666666666666632e-1, 8.33333333332249e-3, -1.984126982985795e-4, 2.7557313707070068e-6, -2.5050760253406863e-8,
  1.58969099521155e-10,
]

/** cos r = 1 - r^2/2 + r^4 Q(r^2) on |r| <= pi/4: the coefficients of k_cos.c (error below 2^-58). */
export const cosine64: readonly number[] = [
  4.16666666666666e-2, -1.388888888887411e-3, 2.480158728947673e-5, -2.7557314351390663e-7, 2.087572321298175e-9,
  -1.1359647557788195e-11,
]

/** exp(i angle), by the reduction and polynomials that the kernels use, for constants of a model. */
export function turn(angle: number): Complex {
  const quarter = Math.round(angle * reduction64.inverse)
  const rest = reduction64.parts.reduce((value, part) => value - quarter * part, angle)
  const square = rest * rest
  const horner = (coefficients: readonly number[]) => coefficients.reduceRight((sum, c) => sum * square + c, 0)
  const sin = rest + rest * square * horner(sine64)
  const cos = 1 - square / 2 + square * square * horner(cosine64)
  const turns = [
    { re: cos, im: sin },
    { re: -sin, im: cos },
    { re: -cos, im: -sin },
    { re: sin, im: -cos },
  ]
  return turns[((quarter % 4) + 4) % 4] ?? { re: 1, im: 0 }
}
