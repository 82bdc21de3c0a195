import type { LanePlan } from './lane-plan.ts'

/** The part of a plan that walks through a number of steps a lane, its share: the last episode is cut where the share ends. */
export function stepWalk(shares: ArrayLike<number>): Pick<LanePlan, 'capacity' | 'step' | 'path' | 'next' | 'begin'> {
  const steps = new Int32Array(shares.length)
  const episodes = new Int32Array(shares.length)
  return {
    capacity: (lane) => shares[lane],
    step: (lane) => steps[lane],
    path: (lane) => episodes[lane],
    next(lane, over) {
      steps[lane]++
      if (steps[lane] === shares[lane]) return 'rest'
      if (!over) return 'goOn'
      episodes[lane]++
      return 'restart'
    },
    begin() {
      steps.fill(0)
      episodes.fill(0)
    },
  }
}
