import { type ObservationStatistics, statisticsOf } from '@trpo/policies'
import { type Batch, observationRows } from '@trpo/samplers'
import type { Pass } from './pass.ts'

/** Count, mean and squared deviations of the observations, by lane group in group order: they are merged in that order. */
export const observationStatisticsPass: Pass<Batch, [], readonly ObservationStatistics[]> = {
  name: 'observations/statistics',
  over({ batch, rows: { start, end } }) {
    const rows = end - start
    const { count, mean, m2 } = statisticsOf(rows, observationRows(batch, start, rows, {}), batch.observationSize)
    return Float64Array.from([count, ...mean, ...m2])
  },
  combine: (parts) =>
    parts.map((part) => {
      const size = (part.length - 1) / 2
      return { count: part[0], mean: part.slice(1, 1 + size), m2: part.slice(1 + size) }
    }),
}
