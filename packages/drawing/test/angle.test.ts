import fc from 'fast-check'
import { expect, test } from 'vitest'
import { degreesOf, unwound } from '../src/svg/angle.ts'

const coordinate = fc.double({ min: -100, max: 100, noNaN: true })

test('the angle is that of atan2 to a millionth of a degree', () => {
  fc.assert(
    fc.property(coordinate, coordinate, (x, y) => {
      const difference = degreesOf(x, y) - (180 / Math.PI) * Math.atan2(y, x)
      // -180 and 180 are one direction.
      expect(Math.abs(difference - 360 * Math.round(difference / 360))).toBeLessThan(3e-6)
    }),
    {
      examples: [
        [0, 0],
        [-1, 0],
        [0, -1],
        [1, 1],
        [-1, -1],
      ],
    },
  )
})

test('angles that are unwound are the same directions, none more than half a turn from the one before', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -180, max: 180, noNaN: true }), { minLength: 1 }), (angles) => {
      const free = unwound(angles)
      for (const [index, angle] of free.entries()) {
        const turns = (angle - angles[index]) / 360
        expect(Math.abs(turns - Math.round(turns))).toBeLessThan(1e-9)
        if (index > 0) expect(Math.abs(angle - free[index - 1])).toBeLessThanOrEqual(180 + 1e-9)
      }
    }),
  )
})
