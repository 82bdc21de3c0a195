import type { Training, TrainingProgress, TrainingRecord } from '@trpo/core'

/** The state and the records after some iterations, without the times that they took. The training is disposed of. */
export async function stepped<S extends TrainingProgress>(
  training: Training<S>,
  iterations: number,
): Promise<{ readonly state: S; readonly records: readonly Omit<TrainingRecord, 'timings'>[] }> {
  try {
    await training.ready?.()
    let state = training.init()
    const records = []
    for (let i = 0; i < iterations; i++) {
      const [next, { timings: _timings, ...record }] = await training.step(state)
      state = next
      records.push(record)
    }
    return { state, records }
  } finally {
    await training.dispose()
  }
}
