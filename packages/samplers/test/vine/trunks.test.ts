import fc from 'fast-check'
import { expect, test } from 'vitest'
import { trunkOfLane } from '../../src/vine/trunks.ts'

const sizes = fc
  .integer({ min: 1, max: 80 })
  .chain((allLanes) => fc.record({ allLanes: fc.constant(allLanes), trunks: fc.integer({ min: 1, max: allLanes }) }))

test('every trunk has one lane, in ascending order, and the halves of the lanes differ by two pairs at most', () => {
  fc.assert(
    fc.property(sizes, ({ allLanes, trunks }) => {
      const found = Array.from({ length: allLanes }, (_, lane) => trunkOfLane(lane, { trunks, allLanes }))
      expect(found.filter((trunk) => trunk >= 0)).toEqual(Array.from({ length: trunks }, (_, trunk) => trunk))
      const half = Math.floor(allLanes / 2)
      const walked = (lanes: readonly number[]) => lanes.filter((trunk) => trunk >= 0).length
      expect(Math.abs(walked(found.slice(0, half)) - walked(found.slice(allLanes - half)))).toBeLessThanOrEqual(4)
    }),
  )
})

test('an even number of trunks walks both lanes of a pair, where there is room', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 40 }), (pairs, more) => {
      const of = { trunks: 2 * pairs, allLanes: 2 * pairs + more }
      for (let lane = 0; lane + 1 < of.allLanes; lane += 2)
        expect(trunkOfLane(lane, of) < 0).toBe(trunkOfLane(lane + 1, of) < 0)
    }),
  )
})
