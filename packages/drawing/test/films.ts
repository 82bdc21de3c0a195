import type { Film, Point, Scene } from '../src/index.ts'

/** A film of scenes that follow from their number. */
export function filmOf(scene: (index: number) => Scene, length: number, more: Partial<Film> = {}): Film {
  return { title: 'a film', timeStep: 0.04, scenes: Array.from({ length }, (_, index) => scene(index)), ...more }
}

/** A leg that swings once in `period` scenes while its hip moves on by `speed` metres a scene. */
export function walk(period: number, speed = 0.05): (index: number) => Scene {
  return (index) => {
    const swing = 0.5 * Math.sin((2 * Math.PI * index) / period)
    const lift = 0.1 * Math.cos((2 * Math.PI * index) / period)
    const hip: Point = [speed * index, 1]
    return {
      shapes: [
        { kind: 'circle', centre: hip, radius: 0.1 },
        { kind: 'capsule', from: hip, to: [hip[0] + 0.9 * Math.sin(swing), 0.1 + lift], radius: 0.05, tone: 'far' },
        { kind: 'polygon', points: [hip, [hip[0] + 0.2, 1], [hip[0], 1.3]], tone: 'thing' },
        { kind: 'line', points: [hip, [hip[0], 1.5]] },
      ],
      focus: hip,
      traces: [hip],
      ground: 0,
    }
  }
}
