import { CONFIG_VERSION } from './schema.ts'

/** The present name of a field of an earlier version. */
interface OldName {
  readonly path: string
  /** The present values for those that changed. */
  readonly values?: Readonly<Record<string, string>>
}

/**
 * The fields of version 1 that have another name in version 2. Config files of version 1 are read by them, and `--set`
 * still takes them.
 */
export const oldNames: Readonly<Record<string, OldName>> = {
  'environment.clipActions': { path: 'environment.actions', values: { true: 'clip', false: 'keep' } },
  'sampling.unit': { path: 'sampler.quota.unit' },
  'sampling.perIteration': { path: 'sampler.quota.perIteration' },
  'sampling.episodes': { path: 'sampler.quota.episodes' },
  'sampling.lanes': { path: 'sampler.lanes' },
  'algorithm.maxKl': { path: 'update.maxKl' },
  'algorithm.discount': { path: 'estimator.discount' },
  'algorithm.damping': { path: 'update.damping' },
  'algorithm.cgIterations': { path: 'update.cgIterations' },
  'algorithm.cgTolerance': { path: 'update.cgTolerance' },
  'algorithm.backtrackRatio': { path: 'update.backtrackRatio' },
  'algorithm.maxBacktracks': { path: 'update.maxBacktracks' },
  'algorithm.fisherStride': { path: 'objective.metric.stride' },
  'algorithm.stateWeighting': { path: 'estimator.stateWeighting' },
  'algorithm.gaeLambda': { path: 'estimator.gaeLambda' },
  'algorithm.standardizeAdvantages': { path: 'estimator.standardizeAdvantages' },
  'algorithm.bootstrap': { path: 'estimator.bootstrap' },
  'baseline.kind': { path: 'estimator.baseline.kind' },
  'baseline.ridge': { path: 'estimator.baseline.ridge' },
}

/** The fields of version 2 that version 1 did not have, since it offered no choice there. */
export const sinceVersion2: Readonly<Record<string, unknown>> = {
  version: CONFIG_VERSION,
  'policy.kind': 'mlp',
  'sampler.kind': 'single-path',
  'estimator.kind': 'monte-carlo',
  'objective.form': 'importance-sampled',
  'objective.metric.kind': 'fisher',
  'objective.constraint': 'mean-kl',
  'update.kind': 'trust-region',
  'update.relativeDamping': 0,
}

/** The table of old names in Markdown: the README holds it, and a test compares the two. */
export function oldNamesTable(): string {
  const rows = Object.entries(oldNames).map(([old, { path, values }]) => {
    const changed = Object.entries(values ?? {}).map(([from, to]) => `${from}: ${to}`)
    return `| \`${old}\` | \`${path}\`${changed.length === 0 ? '' : ` (${changed.join(', ')})`} |`
  })
  return ['| version 1 | version 2 |', '|---|---|', ...rows].join('\n')
}
