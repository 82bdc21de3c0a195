// Written by goldens/coefficients.py.

/** Coefficient of z^0 in (sin x / x - 1) / z, z = x^2. */
export const S0 = -0.16666666666666666

/** Coefficient of z^1 in (sin x / x - 1) / z, z = x^2. */
export const S1 = 0.008333333333330925

/** Coefficient of z^2 in (sin x / x - 1) / z, z = x^2. */
export const S2 = -0.00019841269836722418

/** Coefficient of z^3 in (sin x / x - 1) / z, z = x^2. */
export const S3 = 2.755731608381636e-6

/** Coefficient of z^4 in (sin x / x - 1) / z, z = x^2. */
export const S4 = -2.5051127944014188e-8

/** Coefficient of z^5 in (sin x / x - 1) / z, z = x^2. */
export const S5 = 1.5917848524808262e-10

/** Coefficient of z^0 in (cos x - 1 + z / 2) / z^2, z = x^2. */
export const C0 = 0.041666666666666664

/** Coefficient of z^1 in (cos x - 1 + z / 2) / z^2, z = x^2. */
export const C1 = -0.0013888888888887382

/** Coefficient of z^2 in (cos x - 1 + z / 2) / z^2, z = x^2. */
export const C2 = 2.480158729874307e-5

/** Coefficient of z^3 in (cos x - 1 + z / 2) / z^2, z = x^2. */
export const C3 = -2.7557317260008837e-7

/** Coefficient of z^4 in (cos x - 1 + z / 2) / z^2, z = x^2. */
export const C4 = 2.0876143827993133e-9

/** Coefficient of z^5 in (cos x - 1 + z / 2) / z^2, z = x^2. */
export const C5 = -1.1382456778061306e-11
