import type { AnyPass, FillableSamples, Plain, RunParts } from '@trpo/core'
import type { PathBatch } from '@trpo/samplers'
import { good, withEstimator } from './changed-estimators.ts'
import type { Broken } from './expect-failure.ts'

/** A fill of it, with something done afterwards. */
const withFill = (name: string, work: (samples: FillableSamples<PathBatch>) => void) =>
  withEstimator({
    passes: good.passes.map((pass: AnyPass<PathBatch>): AnyPass<PathBatch> => {
      if (pass.name !== name || pass.fills === undefined) return pass
      const over = (samples: FillableSamples<PathBatch>, ...args: readonly Plain[]): Float64Array => {
        const result: Float64Array = Reflect.apply(pass.over, undefined, [samples, ...args])
        work(samples)
        return result
      }
      return { ...pass, over }
    }),
  })

const COLUMNS = 'every column that a fill names'

/** Estimators whose fills do not write what they say. */
export const brokenColumns: readonly Broken<RunParts>[] = [
  {
    what: 'a column without its first row',
    make: () =>
      withFill(
        'estimate/advantages',
        ({ rows, fill }) => void fill('values').fill(Number.NaN, rows.start, rows.start + 1),
      ),
    fails: COLUMNS,
    message: /estimate\/advantages left NaN in row 0 of the column values/,
  },
  {
    what: 'a column without its last row',
    make: () =>
      withFill(
        'estimate/returns',
        ({ rows, fill }) => void fill('weights').fill(Number.POSITIVE_INFINITY, rows.end - 1, rows.end),
      ),
    fails: COLUMNS,
    message: /estimate\/returns left Infinity in row \d+ of the column weights/,
  },
  {
    what: 'a column that only a later fill spoils',
    make: () =>
      withFill(
        'estimate/standardize',
        ({ rows, fill }) => void fill('advantages').fill(Number.NaN, rows.start, rows.start + 1),
      ),
    fails: COLUMNS,
    message: /estimate\/standardize left NaN in row 0 of the column advantages/,
  },
  {
    what: 'a column that it names and does not write',
    make: () =>
      withEstimator({
        passes: good.passes.map((pass) =>
          pass.fills === undefined || pass.name !== 'estimate/returns'
            ? pass
            : { ...pass, fills: [...pass.fills, 'odd'] },
        ),
      }),
    fails: COLUMNS,
    message: /estimate\/returns left NaN in row 0 of the column odd/,
  },
  {
    what: 'a column that only the first iteration writes',
    make: () => {
      let groups = 0
      return withFill('estimate/returns', ({ rows, fill }) => {
        if (++groups > 12) fill('weights').fill(Number.NaN, rows.start, rows.end)
      })
    },
    fails: COLUMNS,
    message: /left NaN in row 0 of the column weights/,
  },
]
