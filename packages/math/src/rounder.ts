/**
 * 1.5 * 2^52: x + ROUNDER - ROUNDER is x rounded to the nearest whole number, halves to even, for |x| < 2^51.
 *
 * It takes one addition and one subtraction, is exact by IEEE 754, and is odd in x, which Math.round is not.
 */
export const ROUNDER = 6755399441055744
