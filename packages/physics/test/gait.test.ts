import { createSimulatorNow } from '@trpo/physics'
import { expect, test } from 'vitest'
import { crawler } from './crawler.ts'

const lanes = 64
const elite = 8
const controlSteps = 150
const substeps = 4

/** Deterministic draws in (-1, 1) for the search, roughly normal: the sum of three uniform ones. */
function noise(seed: number): () => number {
  let state = seed
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 31 - 1
  }
  return () => (uniform() + uniform() + uniform()) / 1.5
}

/** The worked example of docs/physics.md: cross-entropy search for an open-loop gait, one candidate a lane. */
test('the crawler learns to crawl', () => {
  const simulator = createSimulatorNow(crawler, { capacity: lanes })
  const { width } = simulator
  const draw = noise(7)
  // Per motor: offset, amplitude, phase; and the pace of all.
  const mean = [0, 0.5, 0, 0, 0.5, 1.5, 1]
  const spread = [0.3, 0.4, 1.5, 0.3, 0.4, 1.5, 0.4]
  const progress: number[] = []
  for (let generation = 0; generation < 8; generation++) {
    const candidates = Array.from({ length: lanes }, () => mean.map((m, i) => m + (spread[i] ?? 0) * draw()))
    for (let lane = 0; lane < lanes; lane++) simulator.setState(lane, [0, 0.4, 0, 0.2, 0], [0, 0, 0, 0, 0])
    for (let step = 0; step < controlSteps; step++) {
      const time = step * substeps * crawler.timestep
      candidates.forEach((gait, lane) => {
        for (const motor of [0, 1]) {
          const [offset = 0, amplitude = 0, phase = 0] = gait.slice(3 * motor, 3 * motor + 3)
          const turn = 2 * Math.PI * (gait[6] ?? 1) * time + phase
          simulator.control[motor * width + lane] = offset + amplitude * Math.sin(turn)
        }
      })
      expect(simulator.step(lanes, substeps)).toBe(0)
    }
    const ranked = candidates
      .map((gait, lane) => ({ gait, distance: simulator.qpos[lane] ?? 0 }))
      .sort((a, b) => b.distance - a.distance)
    progress.push(ranked[0]?.distance ?? 0)
    mean.forEach((_, i) => {
      const best = ranked.slice(0, elite).map(({ gait }) => gait[i] ?? 0)
      const centre = best.reduce((sum, x) => sum + x, 0) / elite
      mean[i] = centre
      spread[i] = Math.sqrt(best.reduce((sum, x) => sum + (x - centre) ** 2, 0) / elite) + 0.02
    })
  }
  // Three seconds of crawling; the robot is .6 m long.
  expect(progress.at(-1)).toBeGreaterThan(0.9)
  expect(progress.at(-1)).toBeGreaterThan(1.5 * (progress[0] ?? Infinity))
})
