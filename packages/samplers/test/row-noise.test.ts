import { randomStream } from '@trpo/random'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { rowNoise } from '../src/single-path/row-noise.ts'

const word = fc.integer({ min: 0, max: 2 ** 32 - 1 })
const rows = fc.array(fc.record({ unit: word, step: word }), { maxLength: 40 })

it.each(['normal', 'uniform'] as const)('%s noise of a row is that of its own iteration, unit and step', (noise) => {
  fc.assert(
    fc.property(
      fc.maxSafeNat(),
      word,
      fc.integer({ min: 0, max: 7 }),
      rows,
      rows,
      (seed, iteration, noiseSize, now, later) => {
        const capacity = Math.max(now.length, later.length)
        const made = rowNoise({ noise, noiseSize }, randomStream(seed, 'action'), capacity)
        const stream = randomStream(seed, 'action')
        for (const places of [now, later]) {
          places.forEach(({ unit, step }, row) => {
            made.place(row, unit, step)
          })
          const drawn = made.draw(iteration, places.length)
          places.forEach(({ unit, step }, row) => {
            stream.seek(iteration, unit, step)
            const expected = Array.from({ length: noiseSize }, () => stream[noise]())
            expect([...drawn.subarray(row * noiseSize, (row + 1) * noiseSize)]).toEqual(expected)
          })
        }
      },
    ),
  )
})
