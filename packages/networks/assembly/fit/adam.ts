/**
 * One step of Adam on `count` padded f64 parameters, an even number (Kingma and Ba 2015, algorithm 1): the moments
 * m = beta1 m + (1 - beta1) g and v = beta2 v + (1 - beta2) g g, then theta -= rate m / (root sqrt(v) + epsilon), where
 * `rate` has the bias correction of m and `root` that of sqrt(v). g is the sum over earlier blocks of the minibatch and
 * that of its last block, in f32; the former is set to 0 for the next minibatch. The new parameters go to `single` too.
 */
export function adamStep(
  count: i32,
  theta: usize,
  first: usize,
  second: usize,
  sum: usize,
  block: usize,
  single: usize,
  beta1: f64,
  beta2: f64,
  rate: f64,
  root: f64,
  epsilon: f64,
): void {
  const b1 = f64x2.splat(beta1)
  const b2 = f64x2.splat(beta2)
  const c1 = f64x2.splat(1 - beta1)
  const c2 = f64x2.splat(1 - beta2)
  const rates = f64x2.splat(rate)
  const roots = f64x2.splat(root)
  const epsilons = f64x2.splat(epsilon)
  for (; count > 0; count -= 2) {
    const g = f64x2.add(v128.load(sum), f64x2.promote_low_f32x4(v128.load64_zero(block)))
    v128.store(sum, f64x2.splat(0))
    const m = f64x2.add(f64x2.mul(b1, v128.load(first)), f64x2.mul(c1, g))
    v128.store(first, m)
    const v = f64x2.add(f64x2.mul(b2, v128.load(second)), f64x2.mul(c2, f64x2.mul(g, g)))
    v128.store(second, v)
    const size = f64x2.add(f64x2.mul(roots, f64x2.sqrt(v)), epsilons)
    const value = f64x2.sub(v128.load(theta), f64x2.div(f64x2.mul(rates, m), size))
    v128.store(theta, value)
    v128.store_lane<u64>(single, f32x4.demote_f64x2_zero(value), 0)
    theta += 16
    first += 16
    second += 16
    sum += 16
    block += 8
    single += 8
  }
}
