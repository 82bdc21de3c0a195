import type { Distribution } from '@trpo/distributions'

/** The box of actions that an environment takes, and how an action of the distribution is fitted to it. Plain data. */
export interface ActionBounds {
  /** Least value of each component, [k]; it may be -Infinity. */
  readonly low: readonly number[]
  /** Greatest value of each component, [k]; it may be Infinity. */
  readonly high: readonly number[]
  /**
   * 'clip' moves an action that lies outside to the nearest bound. 'scale' is for a policy that acts in [-1, 1]: x
   * becomes ((1 - x) low + (1 + x) high) / 2, which is then clipped. A component without a finite bound on either side has
   * no such middle, and is only clipped.
   */
  readonly fit: 'clip' | 'scale'
}

/**
 * Fits each of the actions [rows, k] to the bounds and writes it into `into`, which may be `actions` itself. NaN stays
 * NaN.
 *
 * Throws a RangeError when the arrays hold fewer rows.
 */
export function fitActions(bounds: ActionBounds, rows: number, actions: Float64Array, into: Float64Array): void {
  const { low, high, fit } = bounds
  const k = low.length
  if (!(Number.isInteger(rows) && rows >= 0 && rows * k <= Math.min(actions.length, into.length))) {
    throw new RangeError(
      `fitActions was asked for ${rows} rows of ${k}, of ${actions.length} numbers into ${into.length}; expected a whole number of rows that both hold`,
    )
  }
  for (let i = 0; i < rows * k; i++) {
    const [least, greatest] = [low[i % k], high[i % k]]
    const action = fit === 'scale' && isBounded(least, greatest) ? scaled(actions[i], least, greatest) : actions[i]
    into[i] = Math.min(greatest, Math.max(least, action))
  }
}

function isBounded(least: number, greatest: number): boolean {
  return Number.isFinite(least) && Number.isFinite(greatest)
}

/** x is clipped first, since the two terms of a huge x would both be infinite; the ends are exact. */
function scaled(action: number, least: number, greatest: number): number {
  const x = Math.min(1, Math.max(-1, action))
  return 0.5 * ((1 - x) * least + (1 + x) * greatest)
}

/** A copy of `bounds` for actions of the distribution. Throws a RangeError or TypeError that names the fault. */
export function checkActionBounds(bounds: ActionBounds, distribution: Distribution): ActionBounds {
  const { low, high, fit } = bounds
  const { actionSize, classes, description } = distribution
  if (classes !== undefined) {
    throw new TypeError(
      `actions are bounds of real numbers, the ${description.kind} distribution chooses classes: leave them out`,
    )
  }
  if (fit !== 'clip' && fit !== 'scale') {
    throw new RangeError(`actions.fit is ${JSON.stringify(fit)}, expected "clip" or "scale"`)
  }
  for (const [name, values] of [['low', low] as const, ['high', high] as const]) {
    if (values.length !== actionSize) {
      throw new RangeError(`actions.${name} has length ${values.length}, the distribution gives ${actionSize} numbers`)
    }
  }
  const bad = low.findIndex((least, i) => !(least <= high[i]))
  if (bad >= 0) throw new RangeError(`actions are in [${low[bad]}, ${high[bad]}] at entry ${bad}, expected low <= high`)
  return { low: [...low], high: [...high], fit }
}
