import type { Results } from '../src/result/schema.ts'
import { seriesOf } from '../src/result/suite-results.ts'

/** Results of one suite with two contestants, `ours` taking these seconds and the peer always 2. */
export function resultsWith(ours: readonly number[], rows = 1000): Results {
  return {
    format: 'trpo-bench',
    version: 3,
    command: 'bench update',
    startedAt: '2026-01-02T03:04:05.000Z',
    seconds: 12,
    commit: '0123456789ab',
    machine: {
      processor: 'Some processor',
      cores: 4,
      memoryGiB: 8,
      system: 'linux 6 x64',
      node: 'v26.10.0',
      v8: '14.6',
      python: '3.11.7',
      loadBefore: 0.1,
      loadAfter: 1.1,
    },
    settings: {
      repeats: 3,
      seconds: 1,
      models: ['swimmer'],
      networks: ['reference'],
      steps: 1000,
      smallRows: 1000,
      rows,
      scalingRows: rows,
      imageRows: rows,
      threads: 1,
      workers: 2,
    },
    suites: [
      {
        name: 'update-9-30-2',
        title: `Policy update, ${rows} rows`,
        unit: 's',
        yardstick: null,
        overview: null,
        contestants: [
          {
            id: 'ours',
            name: 'our update',
            busyThreads: 1,
            total: seriesOf(ours),
            parts: { fisher: seriesOf(ours.map((value) => value / 2)) },
            coresUsed: seriesOf([1.004]),
            peakMemoryMiB: 100.4,
          },
          {
            id: 'torch',
            name: 'PyTorch | J',
            busyThreads: 1,
            total: seriesOf(ours.map(() => 2)),
            parts: {},
            coresUsed: seriesOf([0.5]),
            peakMemoryMiB: 1500,
          },
        ],
        comparisons: [
          {
            of: 'ours',
            to: 'torch',
            timesAsFast: seriesOf(ours.map((value) => 2 / value)),
            perCore: seriesOf(ours.map((value) => 1 / value)),
          },
        ],
        gains: [],
        notes: ['torch 2.15.0'],
      },
    ],
    notes: ['a last word'],
  }
}
