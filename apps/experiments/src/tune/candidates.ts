import { basename, extname } from 'node:path'
import { counted } from '@trpo/math/messages'
import { configDigest, drawPoint, type GridPoint } from '@trpo/runs'
import { InputError } from '../errors.ts'
import { configOfWords } from '../run/config-of-words.ts'
import type { PlannedRun } from '../sweep/ask.ts'
import { type AskedTune, roundsOf } from './asked-tune.ts'

/** Draws without a new candidate after which a space is taken to have no more. */
const MOST_IN_VAIN = 1000

/** One choice of settings, and the runs that try it. */
export interface Candidate {
  /** Its number, from 0. */
  readonly number: number
  /** What it sets; nothing for the first, which is what was given to tune. */
  readonly point: GridPoint
  /** A run for each seed. */
  readonly runs: readonly PlannedRun[]
}

/**
 * The candidates of a search: what is to be tuned as it is, then draws of the space, of which those that give a config again
 * are left out. Throws an InputError when the space has fewer, and a ConfigError for a value that a config does not take.
 *
 * @param startedIn the folder that paths are meant from
 */
export async function candidatesOf(asked: AskedTune, startedIn: string): Promise<Candidate[]> {
  const found: Candidate[] = []
  const seen = new Set<string>()
  const add = async (point: GridPoint): Promise<boolean> => {
    const candidate = candidateOf(asked, found.length, point)
    const digest = configDigest(await configOfWords(candidate.runs[0].words, startedIn))
    if (seen.has(digest)) return false
    seen.add(digest)
    found.push(candidate)
    return true
  }
  await add([])
  let inVain = 0
  for (let draw = 0; found.length < asked.candidates; draw++) {
    inVain = (await add(drawPoint(asked.space, asked.drawSeed, draw))) ? 0 : inVain + 1
    if (inVain >= MOST_IN_VAIN)
      throw new InputError(
        `--candidates ${asked.candidates}: the space has no more than ${counted(found.length, 'different one')}; give so many, or more values`,
      )
  }
  return found
}

function candidateOf(asked: AskedTune, number: number, point: GridPoint): Candidate {
  const { preset, env, settings, seeds } = asked
  const [{ iterations }] = roundsOf(asked)
  const sets = point.map(([name, value]) => `${name}=${value}`)
  const digits = String(asked.candidates - 1).length
  return {
    number,
    point,
    runs: seeds.map((seed) => ({
      name: `candidate${String(number).padStart(digits, '0')}-seed${seed}`,
      label: `${number}: ${sets.length === 0 ? 'as it is' : sets.join(' ')}`,
      words: [
        'train',
        ...(preset === undefined ? [] : [preset]),
        ...(env === undefined ? [] : ['--env', env]),
        ...['--seed', String(seed), '--iterations', String(iterations)],
        ...[...settings, ...sets].flatMap((text) => ['--set', text]),
      ],
    })),
  }
}

/** What a search is called that is given no name. */
export function tuneName({ preset, env, space }: AskedTune): string {
  const subject = preset ?? (env === undefined ? 'run' : basename(env, extname(env)))
  const plain = basename(subject, '.json') === 'config' ? subject.replace(/[\\/]config\.json$/, '') : subject
  const words = [plain.replace(/\.json$/, ''), ...space.map(({ name }) => name.slice(name.lastIndexOf('.') + 1))]
  return ['tune', ...words]
    .join('-')
    .replaceAll(/[^\w.]+/g, '-')
    .slice(0, 100)
}
