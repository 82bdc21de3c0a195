import { type Config, configFields } from '@trpo/recipes'
import { configDigest, type Difference, jsonDifferences, type Provenance, shellWords } from '@trpo/runs'
import { configOfWords } from '../run/config-of-words.ts'
import type { TrpoRun } from '../run/find-run.ts'

/**
 * What was changed in a run's config since it began, of all that its numbers depend on, and nothing when its digest is the one
 * in run.json. The fields are known when the command in run.json still gives the config that the run began with. Where it does
 * not, the digests are the difference.
 */
export async function configEdits({
  config,
  raw,
  provenance,
}: Pick<TrpoRun, 'config' | 'raw' | 'provenance'>): Promise<Difference[]> {
  const digest = configDigest(raw)
  if (digest === provenance.configDigest) return []
  const where = 'config.json'
  const first = await configOfCommand(provenance).catch(() => undefined)
  if (first === undefined || configDigest(first) !== provenance.configDigest)
    return [
      { where, field: 'its digest (SHA-256)', recorded: digest, recomputed: `${provenance.configDigest} in run.json` },
    ]
  return configFields.flatMap(({ path }) =>
    isIdentity(path) ? jsonDifferences(where, valueAt(config, path), valueAt(first, path), path) : [],
  )
}

/** Whether a run's numbers depend on a field, by what the digest contains. */
function isIdentity(path: string): boolean {
  return path !== 'iterations' && path !== 'preset' && !path.startsWith('checkpoints.')
}

function valueAt(config: Config, path: string): unknown {
  let value: unknown = config
  for (const key of path.split('.')) value = Reflect.get(Object(value), key)
  return value
}

/** The config that the command of a run gives now: a preset or a file may have changed since. */
async function configOfCommand({ command, startedIn }: Provenance): Promise<Config> {
  const words = shellWords(command)
  const at = words.findIndex((word) => word === 'train' || word === 'start')
  return configOfWords(words.slice(at), startedIn)
}
