import { counted } from '@trpo/math/messages'
import { csvLine } from '@trpo/runs'
import { short } from '../progress/format.ts'
import type { AskedTune } from './asked-tune.ts'
import type { CandidateResult } from './results.ts'

/** Candidates that the screen shows at most, besides the first. */
const SHOWN = 10

/** The head of the table, and a row for each of the best candidates and for the first one, which is what was given to tune. */
export function tuneTable(asked: AskedTune, results: readonly CandidateResult[]): { head: string[]; rows: string[][] } {
  const names = asked.space.map(({ name }) => name)
  const shown = results.filter(
    ({ candidate, spread }, index) => (index < SHOWN && spread !== null) || candidate.number === 0,
  )
  return {
    head: [
      '',
      ...names,
      'iterations',
      `${asked.score === 'evaluation' ? 'evaluation' : 'return'} over ${counted(asked.seeds.length, 'seed')}`,
      'least',
      'greatest',
    ],
    rows: shown.map((result) => {
      const { candidate, iterations, spread, returns } = result
      const known = returns.flatMap((value) => value ?? [])
      return [
        String(candidate.number),
        ...settingsOf(result, names, 'as it is'),
        String(iterations),
        spread === null ? 'none' : `${short(spread.mean)}${returns.length > 1 ? ` ± ${short(spread.std)}` : ''}`,
        ...(known.length === 0 ? ['', ''] : [short(Math.min(...known)), short(Math.max(...known))]),
      ]
    }),
  }
}

/** All candidates as CSV, the best first: what each sets, its iterations, mean and standard deviation, and the return of each seed. */
export function tuneCsv({ space, seeds }: AskedTune, results: readonly CandidateResult[]): string {
  const names = space.map(({ name }) => name)
  const head = ['candidate', ...names, 'iterations', 'mean', 'std', ...seeds.map((seed) => `seed${seed}`), 'fault']
  const rows = results.map((result) => {
    const { candidate, iterations, spread, returns, fault } = result
    return [
      candidate.number,
      ...settingsOf(result, names, ''),
      iterations,
      spread?.mean ?? '',
      seeds.length > 1 ? (spread?.std ?? '') : '',
      ...returns.map((value) => value ?? ''),
      fault ?? '',
    ]
  })
  return [head, ...rows].map(csvLine).join('')
}

/** The values that a candidate has for some settings; those that it leaves as they are in words. */
function settingsOf({ candidate }: CandidateResult, names: readonly string[], otherwise: string): string[] {
  return names.map((name) => candidate.point.find(([set]) => set === name)?.[1] ?? otherwise)
}
