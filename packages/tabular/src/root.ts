/**
 * Where a continuous function is 0, between two points at which its signs differ.
 *
 * Chandrupatla's method: bisection, with inverse quadratic interpolation wherever it is sure to be safe. On the log-log
 * scales used here the functions are nearly straight lines, and a few evaluations are enough.
 *
 * Source: Chandrupatla (1997), A new hybrid quadratic/bisection algorithm for finding the zero of a nonlinear function
 * without using derivatives, Adv. Eng. Softw. 28(3).
 *
 * @param tolerance the absolute uncertainty of the root at which to stop; rounding adds to it.
 */
function rootBetween(f: (x: number) => number, from: number, to: number, tolerance: number): number {
  let [a, b, c] = [from, to, from]
  let [fa, fb] = [f(a), f(b)]
  let fc = fa
  let t = 0.5
  for (;;) {
    const x = a + t * (b - a)
    const fx = f(x)
    if (fx > 0 === fa > 0) {
      c = a
      fc = fa
    } else {
      c = b
      fc = fb
      b = a
      fb = fa
    }
    a = x
    fa = fx
    const [best, fBest] = Math.abs(fa) < Math.abs(fb) ? [a, fa] : [b, fb]
    const least = (tolerance + 2 * Number.EPSILON * Math.abs(best)) / Math.abs(b - a)
    if (fBest === 0 || !(least <= 0.5)) return best
    const xi = (a - b) / (c - b)
    const phi = (fa - fb) / (fc - fb)
    const safe = phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi
    t = safe ? (fa / (fb - fa)) * (fc / (fb - fc)) + ((c - a) / (b - a)) * (fa / (fc - fa)) * (fb / (fc - fb)) : 0.5
    t = Math.min(1 - least, Math.max(least, t))
  }
}

/**
 * The root of a decreasing function, found from a guess: steps that double lead to a point on the other side, and
 * `rootBetween` does the rest. `least` and `most` bound the search; undefined when the root is outside of them.
 */
export function rootOfDecreasing(
  f: (x: number) => number,
  guess: number,
  least: number,
  most: number,
  tolerance: number,
): number | undefined {
  let near = Math.min(most, Math.max(least, guess))
  const up = f(near) > 0
  for (let step = 0.01; ; step *= 4) {
    const far = up ? Math.min(most, near + step) : Math.max(least, near - step)
    if (f(far) > 0 !== up) return rootBetween(f, near, far, tolerance)
    if (far === (up ? most : least)) return undefined
    near = far
  }
}
