import { type ObservationArray, type ObservationStatistics, statisticsOf } from '@trpo/policies'
import type { Batch } from '@trpo/samplers'
import { rowsOf } from './blocks.ts'
import type { Pass } from './pass.ts'

/** Count, mean and squared deviations of the observations, by lane group in group order: they are merged in that order. */
export const observationStatisticsPass: Pass<Batch, [], readonly ObservationStatistics[]> = {
  name: 'observations/statistics',
  over({ batch, rows: { start, end } }) {
    const { observations, observationSize } = batch
    const rows = end - start
    const { count, mean, m2 } = statisticsOf(
      rows,
      rowsOf<ObservationArray>(observations, observationSize, start, rows),
      observationSize,
    )
    return Float64Array.from([count, ...mean, ...m2])
  },
  combine: (parts) =>
    parts.map((part) => {
      const size = (part.length - 1) / 2
      return { count: part[0], mean: part.slice(1, 1 + size), m2: part.slice(1 + size) }
    }),
}
