import type { Lanes } from '@trpo/envs'
import { expectThat } from '@trpo/math/expectations'
import type { Batch, GroupRange } from '@trpo/samplers'
import type { ConformanceCheck } from '@trpo/samplers/conformance'
import { copyOfPlain, type Plain } from '../passes/plain.ts'
import { inProcessShard } from '../run/in-process-shard.ts'
import { passesOf } from '../run/run-parts.ts'
import { workerShards } from '../workers/worker-shards.ts'
import { columnsKept } from './columns-kept.ts'
import { type Around, type PassConformanceSubject, shardsOf, traced } from './iteration.ts'
import { memoryWorkers } from './memory-workers.ts'
import { expectSameCalls, expectSameParts } from './same-calls.ts'

export type { PassConformanceSubject } from './iteration.ts'

/** Splits of the 12 lane groups, by the first group of each shard. */
const SPLITS: readonly (readonly number[])[] = [[0, 1], [0, 5, 11], Array.from({ length: 12 }, (_, group) => group)]

/**
 * Everything that the contracts of `Pass` and `Fill` ask for, of all passes of the parts, as checks to run one by one:
 * `for (const check of passConformance({ parts, createLanes })) it(check.name, check.run)`.
 *
 * It runs the estimator and the objective as a trainer does, for one iteration. Wherever the samples live, each pass must give
 * each group the same bits.
 */
export function passConformance<B extends Batch, L extends Lanes>(
  subject: PassConformanceSubject<B, L>,
): ConformanceCheck[] {
  const { parts, createLanes } = subject
  const fills = new Map(passesOf(parts).map((pass) => [pass.name, pass.fills]))
  const expected = () => traced(parts, shardsOf(subject))
  const throughWorkers = (workers: number, dies?: Parameters<typeof memoryWorkers>[1]) => {
    const spawn = memoryWorkers((_config, groups) => inProcessShard(parts, createLanes, groups), dies)
    return traced(parts, workerShards({ config: null, lanes: parts.sampling.lanes, workers, spawn }))
  }
  return [
    {
      name: 'every pass of the parts is run',
      async run() {
        const run = new Set((await expected()).map(({ pass }) => pass))
        for (const name of fills.keys())
          expectThat(run.has(name), `the pass ${name} is among those of the parts, and nobody runs it`)
      },
    },
    {
      name: 'any split of the lane groups over shards gives the same bits',
      async run() {
        const whole = await expected()
        for (const firsts of SPLITS)
          expectSameCalls(
            `shards from groups ${firsts.join(', ')}`,
            await traced(parts, shardsOf(subject, rangesOf(firsts))),
            whole,
          )
      },
    },
    {
      name: 'any number of workers gives the same bits',
      async run() {
        const whole = await expected()
        for (const workers of [1, 2, 5]) expectSameCalls(`${workers} workers`, await throughWorkers(workers), whole)
      },
    },
    {
      name: 'a worker that dies before any one call gives the same bits',
      async run() {
        const whole = await expected()
        let reached = true
        for (let doomed = 0; reached; doomed++) {
          reached = false
          const dies = (_message: unknown, heard: number) => {
            reached ||= heard === doomed
            return heard === doomed
          }
          expectSameCalls(`a death before message ${doomed}`, await throughWorkers(2, dies), whole)
        }
      },
    },
    {
      name: 'passes keep none of their arguments: the caller may overwrite them',
      run: () =>
        compare('arguments overwritten', async (call, _pass, args) => {
          const lent = args.map(copyOfPlain)
          const result = await call(lent)
          overwrite(lent)
          return result
        }),
    },
    {
      name: 'results are arrays of their own: the caller may overwrite them',
      run: () =>
        compare('results overwritten', async (call, _pass, args) => {
          const result = await call(args)
          const kept = result.map(({ group, values }) => ({ group, values: values.slice() }))
          for (const { values } of result) values.fill(Number.NaN)
          return kept
        }),
    },
    {
      name: 'a reading pass called twice gives the same bits',
      run: () =>
        compare('a second call', async (call, pass, args) => {
          const first = await call(args)
          if (fills.get(pass) !== undefined) return first
          const kept = first.map(({ group, values }) => ({ group, values: values.slice() }))
          expectSameParts(`a second call of ${pass}`, await call(args), kept)
          return kept
        }),
    },
    {
      name: 'a pass changes nothing but the columns that it fills, in the rows of its group',
      run: () => columnsKept(subject),
    },
  ]

  async function compare(what: string, around: Around): Promise<void> {
    const whole = await expected()
    expectSameCalls(what, await traced(parts, shardsOf(subject), around), whole)
  }
}

function rangesOf(firsts: readonly number[]): readonly GroupRange[] {
  return firsts.map((first, i) => ({ first, last: firsts[i + 1] ?? 12 }))
}

function overwrite(args: readonly Plain[]): void {
  for (const arg of args)
    if (arg instanceof Float64Array) arg.fill(Number.NaN)
    else if (typeof arg === 'object' && arg !== null) overwrite(Object.values(arg))
}
