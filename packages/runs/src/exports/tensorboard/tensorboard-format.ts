import type { Measures } from '@trpo/core'
import { type RecordEntry, recordEntries } from '../record-entries.ts'
import type { RecordFormat } from '../record-format.ts'
import { type ScalarValue, scalarEvent, versionEvent } from './event.ts'
import { tfRecord } from './tf-record.ts'

/** The section of the numbers that stand in no group of a record, such as those of the estimator. */
const UNGROUPED = 'batch'

/** What says where a record stands: these are no curves. */
const PLACES: ReadonlySet<string> = new Set(['iteration', 'totalSteps'])

/**
 * The records of a run as an event file of TensorBoard. Every number of a record is a scalar at the environment steps so far,
 * under its name after the field of the record that it stands in, such as `update/kl`, `episodes/meanReturn` or
 * `batch/entropy`; a number that was not reached is left out. The description of its measure stands beside its curve.
 *
 * The wall time of an event is the beginning of the run plus the time that its iterations took, so that pauses between a stop
 * and a resume do not show, and the bytes depend on the records alone.
 *
 * @param measures what the numbers mean
 * @param startedAt when the run began, in ISO 8601
 */
export function tensorboardFormat(measures: Measures, startedAt: string): RecordFormat {
  return () => {
    const explained = new Set<string>()
    let wallTime = Date.parse(startedAt) / 1000
    const scalar = ({ group, name, value }: RecordEntry): ScalarValue[] => {
      if (typeof value !== 'number' || (group === '' && PLACES.has(name))) return []
      const tag = `${group === '' ? UNGROUPED : group}/${name}`
      const measure = Object.hasOwn(measures, name) && !explained.has(tag) ? measures[name] : undefined
      explained.add(tag)
      const unit = measure?.unit === undefined ? '' : ` Unit: ${measure.unit}.`
      return [{ tag, value, about: measure && { title: measure.title, description: `${measure.description}${unit}` } }]
    }
    return {
      head: tfRecord(versionEvent(wallTime)),
      add(record) {
        wallTime += record.timings.total
        return tfRecord(scalarEvent(wallTime, record.totalSteps, recordEntries(record).flatMap(scalar)))
      },
    }
  }
}
