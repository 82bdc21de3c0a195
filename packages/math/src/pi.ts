// Written by goldens/coefficients.py.

/** 2 / pi. */
export const TWO_OVER_PI = 0.6366197723675814

/** pi / 2 to a whole multiple of 2^-32, so that n HALF_PI_1 is exact for |n| < 2^20. */
export const HALF_PI_1 = 1.5707963267341256

/** pi / 2 - HALF_PI_1 to a whole multiple of 2^-66; n HALF_PI_2 is exact for |n| < 2^20. */
export const HALF_PI_2 = 6.077100506303966e-11

/** pi / 2 - HALF_PI_1 - HALF_PI_2. */
export const HALF_PI_3 = 2.0222662487959506e-21

/** floor(2^1216 2 / pi): 192 bits more than the largest double needs before the point. */
export const TWO_OVER_PI_BITS =
  0xa2f9836e4e441529fc2757d1f534ddc0db6295993c439041fe5163abdebbc561b7246e3a424dd2e006492eea09d1921cfe1deb1cb129a73ee88235f52ebb4484e99c7026b45f7e413991d639835339f49c845f8bbdf9283b1ff897ffde05980fef2f118b5a0a6d1f6d367ecf27cb09b74f463f669e5fea2d7527bac7ebe5f17b3d0739f78a5292ea6bfb5fb11f8d5d0856033046fc7b6babn

/** floor(2^200 pi / 2). */
export const HALF_PI_BITS = 0x1921fb54442d18469898cc51701b839a252049c1114cf98e804n
