import { namesOf, type ReportedScalars } from '@trpo/envs'
import type { EpisodeSummary } from '@trpo/samplers'
import type { Measures, Numbers } from '../records/measure.ts'

/**
 * What the steps of an iteration reported, as numbers of its record by the names of `spec.info`: means over steps, or over the
 * episodes that ended. NaN stands for the mean over no episode. Added in the order of the lanes, so that the bits do not
 * depend on the number of workers.
 *
 * @param episodes those of the iteration, in lane order
 */
export function infoNumbers(info: ReportedScalars | undefined, episodes: readonly EpisodeSummary[]): Numbers {
  const ended = episodes.filter(({ end }) => end !== 'cut')
  const mean = (name: string, index: number): number => {
    const whole = info?.[name].over === 'episode'
    let [sum, count] = [0, 0]
    for (const { steps, info: reported } of whole ? ended : episodes) {
      sum += reported?.[whole ? 'episodeSums' : 'sums'][index] ?? Number.NaN
      count += whole ? 1 : steps
    }
    return sum / count
  }
  return Object.fromEntries(namesOf(info).map((name, index) => [name, mean(name, index)]))
}

/** The fields that every record has, under which no other number can stand. */
const TAKEN = [
  'iteration',
  'steps',
  'totalSteps',
  'meanReward',
  'episodes',
  'evaluation',
  'update',
  'timings',
  'status',
]

/**
 * The meaning of these numbers in records. Throws a RangeError when one has the name of another number.
 *
 * @param others the numbers that the records have besides
 */
export function infoMeasures(info: ReportedScalars | undefined, others: Measures): Measures {
  const twice = namesOf(info).find((name) => TAKEN.includes(name) || Object.hasOwn(others, name))
  if (twice !== undefined)
    throw new RangeError(`spec.info declares ${twice}, which records have already; give it another name`)
  return Object.fromEntries(
    Object.entries(info ?? {}).map(([name, { over, title = name, ...described }]) => [name, { title, ...described }]),
  )
}
