import { assertScene } from '@trpo/drawing'
import { CART_POLE, cartPole } from '@trpo/envs'
import { cartPoleScene, drawableCartPole } from '@trpo/envs/scenes'
import { randomStream } from '@trpo/random'
import { expect, test } from 'vitest'

test('the pole stands on its cart and leans to the right for an angle above 0', () => {
  const { shapes, traces } = cartPoleScene([0.5, 0, Math.PI / 6, 0])
  const pole = shapes.find(({ kind }) => kind === 'capsule')
  if (pole?.kind !== 'capsule') throw new Error('there is no pole')
  expect(pole.from[0]).toBe(0.5)
  expect(pole.to[0]).toBeCloseTo(0.5 + CART_POLE.poleHalfLength, 12)
  expect(pole.to[1] - pole.from[1]).toBeCloseTo(2 * CART_POLE.poleHalfLength * Math.cos(Math.PI / 6), 12)
  expect(traces).toEqual([pole.to])
})

test('it is cart-pole, bit for bit', () => {
  const [drawn, plain] = [drawableCartPole(), cartPole()]
  for (const environment of [drawn, plain]) environment.reset(randomStream(3, 'reset').seek(0, 0, 0))
  for (let step = 0; step < 10; step++) {
    for (const environment of [drawn, plain]) environment.step(Float64Array.of(3), randomStream(3, 'step'))
    expect(drawn.snapshot()).toEqual(plain.snapshot())
    assertScene(drawn.scene(), 'cart-pole')
  }
  expect(drawn.timeStep).toBe(0.02)
})
