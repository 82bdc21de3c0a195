import { expectSameBits, expectThat } from '@trpo/math/expectations'
import type { GroupPart } from '../shard/shard.ts'
import type { TracedCall } from './iteration.ts'

/** Throws unless the calls are of the same passes, and gave each group the same bits. */
export function expectSameCalls(what: string, actual: readonly TracedCall[], expected: readonly TracedCall[]): void {
  expectThat(
    actual.length === expected.length,
    `${what}: there were ${actual.length} calls of passes, and ${expected.length} in one shard`,
  )
  for (const [i, { pass, parts }] of actual.entries()) {
    expectThat(pass === expected[i].pass, `${what}: call ${i} is of ${pass}, and of ${expected[i].pass} in one shard`)
    expectSameParts(`${what}: ${pass}`, parts, expected[i].parts)
  }
}

/** Throws unless two calls of a pass gave each group the same bits. */
export function expectSameParts(what: string, actual: readonly GroupPart[], expected: readonly GroupPart[]): void {
  expectThat(actual.length === expected.length, `${what}: ${actual.length} groups, expected ${expected.length}`)
  for (const [i, { group, values }] of actual.entries())
    expectSameBits(`${what} of group ${group}`, values, expected[i].values)
}
