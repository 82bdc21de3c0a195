/**
 * 1.5 * 2^52: x + ROUNDER - ROUNDER is x rounded to the nearest whole number, halves to even, for |x| < 2^51.
 *
 * One addition and one subtraction, exact by IEEE 754, and odd in x, where Math.round is not.
 */
export const ROUNDER = 6755399441055744
