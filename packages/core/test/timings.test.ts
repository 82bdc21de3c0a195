import { createTrainer, inProcessShard, localParts } from '@trpo/core'
import { cartPole, lanesOf } from '@trpo/envs'
import { expect, test } from 'vitest'
import { stopwatch } from '../src/run/stopwatch.ts'

test('a stopwatch adds up what is done under a name, in the order in which parts are entered, also where work throws', async () => {
  let now = 0
  const heard: string[] = []
  const { time, timings } = stopwatch(
    () => now,
    (part) => void heard.push(part),
  )
  const spend = (milliseconds: number) => () => {
    now += milliseconds
    return milliseconds
  }
  expect(await time('b', spend(1000))).toBe(1000)
  await time('a', async () => spend(250)())
  await expect(
    time('b', () => {
      spend(500)()
      throw new Error('stop')
    }),
  ).rejects.toThrow('stop')
  now += 250
  expect(timings()).toEqual({ b: 1.5, a: 0.25, total: 2 })
  expect(Object.keys(timings())).toEqual(['b', 'a', 'total'])
  expect(heard).toEqual(['b', 'a', 'b'])
})

const parts = localParts(
  { seed: 1, quota: { kind: 'steps', steps: 240 }, normalizeObservations: true },
  cartPole().spec,
)

test('an iteration has the parts that its trainer runs, whatever passes are called', async () => {
  const { estimator, objective } = parts
  const odd = <P extends { readonly name: string }>(passes: readonly P[]) => passes.map(({ name }) => name)
  expect([...odd(estimator.passes), ...odd(objective.passes)].length).toBeGreaterThan(5)
  const heard: string[] = []
  const trainer = createTrainer(parts, [inProcessShard(parts, (count) => lanesOf(cartPole, count))], {
    entering: (part) => void heard.push(part),
  })
  const [, { timings }] = await trainer.step(trainer.init())
  await trainer.dispose()
  const names = ['sample', 'estimate', 'evaluate', 'gradient', 'fisher', 'normalize']
  expect(Object.keys(timings)).toEqual([...names, 'total'])
  expect(new Set(heard)).toEqual(new Set(names))
})

test('what a listener throws ends the step, and the state can be stepped again', async () => {
  let stops = true
  const trainer = createTrainer(parts, [inProcessShard(parts, (count) => lanesOf(cartPole, count))], {
    entering(part) {
      if (stops && part === 'fisher') throw new Error('stopped')
    },
  })
  const first = trainer.init()
  await expect(trainer.step(first)).rejects.toThrow('stopped')
  stops = false
  const [next] = await trainer.step(first)
  expect(next.iteration).toBe(1)
  await trainer.dispose()
})
