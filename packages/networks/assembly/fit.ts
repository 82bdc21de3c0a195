import { adamStep } from './fit/adam'
import { addBlock } from './fit/gradient-rows'
import { BLOCK_ROWS, pad, unpad } from './fit/layout'
import { backwardRows, forwardRows, transposeAll } from './fit/passes'
import { Request } from './fit/request'
import { errors, gather } from './fit/rows'

/** All epochs and minibatches of a fit; theta and the moments are replaced. */
export function fit(f: Request): void {
  pad(f.steps, f.stepCount, f.theta, f.paddedTheta)
  pad(f.steps, f.stepCount, f.first, f.paddedFirst)
  pad(f.steps, f.stepCount, f.second, f.paddedSecond)
  for (let p: usize = 0; p < <usize>f.paddedCount; p++) {
    store<f32>(f.single + (p << 2), <f32>load<f64>(f.paddedTheta + (p << 3)))
    store<f64>(f.gradientSum + (p << 3), 0)
    store<f32>(f.gradient + (p << 2), 0)
  }
  transposeAll(f)
  let order = f.order
  let corrections = f.corrections
  for (let epoch: i32 = 0; epoch < f.epochs; epoch++) {
    f.squares = 0
    for (let left = f.rows; left > 0; left -= f.batchSize) {
      const rows = min<i32>(left, f.batchSize)
      findGradient(f, order, rows)
      const rate = load<f64>(corrections)
      const root = load<f64>(corrections, 8)
      adamStep(
        f.paddedCount,
        f.paddedTheta,
        f.paddedFirst,
        f.paddedSecond,
        f.gradientSum,
        f.gradient,
        f.single,
        f.beta1,
        f.beta2,
        rate,
        root,
        f.epsilon,
      )
      transposeAll(f)
      order += (<usize>rows) << 2
      corrections += 16
    }
  }
  unpad(f.steps, f.stepCount, f.paddedTheta, f.theta)
  unpad(f.steps, f.stepCount, f.paddedFirst, f.first)
  unpad(f.steps, f.stepCount, f.paddedSecond, f.second)
}

/**
 * The gradient of the mean squared error of a minibatch: the last block's, and the sum over those before it. The squared
 * errors go to `squares`.
 */
function findGradient(f: Request, order: usize, rows: i32): void {
  const factor = <f32>(2 / (<f64>rows * <f64>f.outputSize))
  for (let done: i32 = 0; done < rows; done += BLOCK_ROWS) {
    const count = min<i32>(rows - done, BLOCK_ROWS)
    if (done > 0) addBlock(f.paddedCount, f.gradient, f.gradientSum)
    const names = order + ((<usize>done) << 2)
    gather(f, names, count)
    forwardRows(f, count)
    f.squares += errors(f, names, count, factor)
    backwardRows(f, count)
  }
}
