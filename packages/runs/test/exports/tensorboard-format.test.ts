import { readFileSync } from 'node:fs'
import type { Measures, TrainingRecord } from '@trpo/core'
import { expect, test } from 'vitest'
import { encodeRecords } from '../../src/exports/record-format.ts'
import { crc32c } from '../../src/exports/tensorboard/crc32c.ts'
import { tensorboardFormat } from '../../src/exports/tensorboard/tensorboard-format.ts'

interface Golden {
  readonly measures: Measures
  readonly startedAt: string
  readonly records: readonly TrainingRecord[]
  readonly file: string
  readonly scalars: Readonly<Record<string, readonly (readonly [wallTime: number, step: number, value: string])[]>>
  readonly shown: Readonly<Record<string, { readonly title: string; readonly description: string }>>
}

const golden: Golden = JSON.parse(readFileSync(new URL('../../goldens/tensorboard.json', import.meta.url), 'utf8'))
const format = tensorboardFormat(golden.measures, golden.startedAt)

// RFC 3720, appendix B.4.
test.each([
  [Array.from({ length: 32 }, () => 0), 0x8a9136aa],
  [Array.from({ length: 32 }, () => 0xff), 0x62a8ab43],
  [Array.from({ length: 32 }, (_, i) => i), 0x46dd794e],
  [Array.from({ length: 32 }, (_, i) => 31 - i), 0x113fdb5c],
])('the checksum of %j', (bytes, checksum) => {
  expect(crc32c(Uint8Array.from(bytes))).toBe(checksum)
})

test('an event file has the bytes that TensorBoard’s own code writes', () => {
  expect(Buffer.from(encodeRecords(format, golden.records).bytes).toString('base64')).toBe(golden.file)
})

test('TensorBoard reads every number from it, at its step, with what is to be known of it', () => {
  const tags = Object.keys(golden.scalars)
  for (const tag of ['update/kl', 'update/products', 'batch/entropy', 'batch/meanReward', 'timings/total'])
    expect(tags).toContain(tag)
  for (const tag of ['episodes/meanReturn', 'environment/x_velocity', 'environment/forces.foot'])
    expect(tags).toContain(tag)
  expect(golden.scalars['update/kl']?.map(([, step, value]) => [step, Number(value)])).toEqual([
    [2000, Math.fround(0.0098765432101234)],
    [2 ** 33 + 2000, Math.fround(0.01)],
  ])
  const start = Date.parse(golden.startedAt) / 1000
  expect(golden.scalars['update/products']?.map(([wallTime]) => wallTime - start)).toEqual(
    [1, 2, 3].map((count) => expect.closeTo(count / 7, 6)),
  )
  expect(golden.shown['update/kl']).toEqual({
    title: 'Mean KL of the step',
    description: 'KL(old || new), ≤ δ. Unit: nats.',
  })
})
