import {
  createLocalTrainer,
  createTrainer,
  inProcessShard,
  type LocalTrainerSettings,
  localParts,
  numberIn,
  type TrainingRecord,
} from '@trpo/core'
import { type Environment, lanesOf, type ReportedScalars } from '@trpo/envs'
import type { GroupRange } from '@trpo/samplers'
import { expect, test } from 'vitest'
import { reportingEnvironment } from '../../samplers/test/reporting.ts'

const settings = {
  seed: 4,
  quota: { kind: 'steps', steps: 90 },
  episodes: 'continue',
} satisfies Partial<LocalTrainerSettings>

/** The records of some iterations over shards that own these groups. */
async function recordsOver(ranges: readonly GroupRange[]): Promise<TrainingRecord[]> {
  const parts = localParts(settings, reportingEnvironment().spec)
  const shards = ranges.map((groups) =>
    inProcessShard(parts, (count) => lanesOf(() => reportingEnvironment(), count), groups),
  )
  const trainer = createTrainer(parts, shards, { clock: () => 0 })
  const records: TrainingRecord[] = []
  let state = trainer.init()
  for (let iteration = 0; iteration < 4; iteration++) {
    const [next, record] = await trainer.step(state)
    records.push(record)
    state = next
  }
  await trainer.dispose()
  return records
}

test('what steps report stands in records: a mean over steps, or over the episodes that ended', async () => {
  const records = await recordsOver([{ first: 0, last: 12 }])
  for (const record of records) {
    // It reports its reward.
    expect(numberIn(record, 'gain')).toBe(record.meanReward)
    const ended = record.episodes.terminated + record.episodes.truncated
    if (ended === 0) expect(numberIn(record, 'way')).toBeNull()
    else expect(Number.isFinite(numberIn(record, 'way'))).toBe(true)
  }
  expect(records.some((record) => numberIn(record, 'way') !== null)).toBe(true)
  expect(
    await recordsOver([
      { first: 0, last: 5 },
      { first: 5, last: 12 },
    ]),
  ).toEqual(records)
})

const trainerOf = (info: ReportedScalars | undefined) => {
  const create = (): Environment => {
    const own = reportingEnvironment()
    const { info: _, ...spec } = own.spec
    return { ...own, spec: { ...spec, ...(info && { info }) } }
  }
  return createLocalTrainer({ ...settings, environment: create })
}

test('its measures are what the environment declares of it', async () => {
  const trainer = trainerOf(reportingEnvironment().spec.info)
  expect(trainer.measures).toMatchObject({
    gain: { title: 'Gain', description: 'The reward.', unit: 'points' },
    way: { title: 'way', description: 'Where it is.' },
  })
  await trainer.dispose()
})

test.each(['kl', 'entropy', 'steps', 'meanReward', 'evaluation', 'timings'])(
  'a number called %s is refused',
  (name) => {
    expect(() => trainerOf({ [name]: { description: 'Mine.' } })).toThrow(
      `spec.info declares ${name}, which records have already; give it another name`,
    )
  },
)
