import type { Simulator } from '@trpo/physics'

/** A start of one lane. */
export interface Start {
  readonly qpos: readonly number[]
  readonly qvel: readonly number[]
}

/**
 * Starts of any kind, unlike the goldens' not picked: at any pitch, in the floor or above, beyond the limits now and then,
 * capsules across each other.
 *
 * @param draw gives numbers from [0, 1).
 */
export function scatteredStart({ constants: { dofs } }: Simulator, draw: () => number): Start {
  const qpos = dofs.map(({ type, reference, limit }, i) => {
    if (limit) return limit.range[0] + (limit.range[1] - limit.range[0]) * (1.2 * draw() - 0.1)
    return reference + (type === 'slide' ? 0.6 * draw() - 0.4 : i < 3 ? 3 * draw() - 1.5 : 0.4 * draw() - 0.2)
  })
  return { qpos, qvel: dofs.map(() => 4 * draw() - 2) }
}

/** Draws from [0, 1): a linear congruence, exact in doubles and so the same on every engine. */
export function uniformDraws(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}
