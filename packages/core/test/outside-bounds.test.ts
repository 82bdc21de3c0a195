import { createLocalTrainer, numberIn } from '@trpo/core'
import { type Environment, scaleAction } from '@trpo/envs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { outsideBoundsPass } from '../src/passes/outside-bounds.ts'

/** A point pushed by actions within these bounds. */
const point = (low: number, high: number) => (): Environment => {
  let x = 0
  let steps = 0
  return {
    spec: {
      name: 'point',
      observationSpace: { kind: 'box', low: [-Infinity], high: [Infinity] },
      actionSpace: { kind: 'box', low: [low], high: [high] },
      timeLimit: 10,
    },
    reset(random) {
      x = random.normal()
      steps = 0
    },
    step(action) {
      x += 0.1 * Math.max(low, Math.min(high, action[0]))
      return { reward: -x * x, terminated: false, truncated: ++steps === 10 }
    },
    observe: (into) => into.fill(x),
  }
}

async function outside(environment: () => Environment): Promise<number | null> {
  const trainer = createLocalTrainer({ seed: 1, environment, quota: { kind: 'steps', steps: 2400 } })
  const [, record] = await trainer.step(trainer.init())
  await trainer.dispose()
  return numberIn(record, 'outsideBounds')
}

test('a record tells how many of the drawn actions lie outside their bounds', async () => {
  // Two standard deviations of a normal variable on either side: 4.6% of it.
  expect(await outside(point(-2, 2))).toBeGreaterThan(0.02)
  expect(await outside(point(-2, 2))).toBeLessThan(0.08)
  expect(await outside(point(100, 200))).toBe(1)
  expect(await outside(point(-1e6, 1e6))).toBe(0)
  // Scaled, all bounds are -1 and 1; rounding alone differs.
  expect(await outside(() => scaleAction(point(100, 200)()))).toBeCloseTo(Number(await outside(point(-1, 1))), 2)
})

test('nothing is told where actions are no numbers with bounds', async () => {
  const coin = (): Environment => ({
    ...point(0, 1)(),
    spec: { ...point(0, 1)().spec, actionSpace: { kind: 'discrete', n: 2 } },
  })
  expect(await outside(coin)).toBeNull()
})

test('the pass counts entries, each by its own bounds, over any rows', () => {
  const pass = outsideBoundsPass({ low: [-1, Number.NEGATIVE_INFINITY], high: [1, 5] })
  fc.assert(
    fc.property(fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 2, maxLength: 40 }), (drawn) => {
      const actions = Float64Array.from(drawn.slice(0, 2 * Math.floor(drawn.length / 2)))
      const rows = actions.length / 2
      const batch = { actions, actionSize: 2, actionsPerState: 1 }
      const middle = Math.floor(rows / 2)
      const sums = [
        [0, middle],
        [middle, rows],
      ].map(([start, end]) => Reflect.apply(pass.over, undefined, [{ batch, rows: { start, end } }]))
      const expected = actions.filter((action, i) => (i % 2 === 0 ? Math.abs(action) > 1 : action > 5)).length
      expect(pass.combine(sums)).toBe(expected / actions.length)
    }),
  )
})
