import type { Lanes } from '@trpo/envs'
import type { Batch, GroupRange } from '@trpo/samplers'
import type { ConformanceCheck } from '@trpo/samplers/conformance'
import { copyOfPlain, type Plain } from '../passes/plain.ts'
import { passesOf, type RunParts } from '../run/run-parts.ts'
import { inProcessShard } from '../shard/in-process-shard.ts'
import type { GroupPart } from '../shard/shard.ts'
import { workerShards } from '../workers/worker-shards.ts'
import { expect, expectSameBits } from './check.ts'
import { columnBits } from './column-bits.ts'
import { type Around, type PassConformanceSubject, shardsOf, type TracedCall, traced } from './iteration.ts'
import { memoryWorkers } from './memory-workers.ts'

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
          expect(run.has(name), `the pass ${name} is among those of the parts, and nobody runs it`)
      },
    },
    {
      name: 'any split of the lane groups over shards gives the same bits',
      async run() {
        const whole = await expected()
        for (const firsts of SPLITS)
          sameCalls(
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
        for (const workers of [1, 2, 5]) sameCalls(`${workers} workers`, await throughWorkers(workers), whole)
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
          sameCalls(`a death before message ${doomed}`, await throughWorkers(2, dies), whole)
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
          sameParts(`a second call of ${pass}`, await call(args), kept)
          return kept
        }),
    },
    {
      name: 'a reading pass changes no column, a fill only those that it names',
      run: () => columnsKept(subject, fills),
    },
  ]

  async function compare(what: string, around: Around): Promise<void> {
    const whole = await expected()
    sameCalls(what, await traced(parts, shardsOf(subject), around), whole)
  }
}

/** Throws when a column of an earlier fill, or an array of the batch, changes under a pass that does not name it. */
async function columnsKept<B extends Batch, L extends Lanes>(
  { parts, createLanes }: PassConformanceSubject<B, L>,
  fills: ReadonlyMap<string, readonly string[] | undefined>,
): Promise<void> {
  const { estimator } = parts
  const watched: RunParts<B, L> = { ...parts, estimator: { ...estimator, passes: [...estimator.passes, columnBits] } }
  const shard = inProcessShard(watched, createLanes)
  const whole: string[] = []
  await traced(parts, [shard], async (call, pass, args) => {
    const own = fills.get(pass) ?? []
    const others = whole.filter((name) => !own.includes(name))
    const before = await shard.run(columnBits.name, [others])
    const result = await call(args)
    const after = await shard.run(columnBits.name, [others])
    const names = ['observations', 'actions', 'mu', ...others]
    for (const [group, { values }] of after.entries())
      for (const [i, name] of names.entries())
        expect(
          values[i] === before[group].values[i],
          `${pass} changed ${name}; it fills ${own.join(', ') || 'nothing'}`,
        )
    whole.push(...own.filter((name) => !whole.includes(name)))
    return result
  })
}

function rangesOf(firsts: readonly number[]): readonly GroupRange[] {
  return firsts.map((first, i) => ({ first, last: firsts[i + 1] ?? 12 }))
}

function sameCalls(what: string, actual: readonly TracedCall[], expected: readonly TracedCall[]): void {
  expect(
    actual.length === expected.length,
    `${what}: there were ${actual.length} calls of passes, and ${expected.length} in one shard`,
  )
  for (const [i, { pass, parts }] of actual.entries()) {
    expect(pass === expected[i].pass, `${what}: call ${i} is of ${pass}, and of ${expected[i].pass} in one shard`)
    sameParts(`${what}: ${pass}`, parts, expected[i].parts)
  }
}

function sameParts(what: string, actual: readonly GroupPart[], expected: readonly GroupPart[]): void {
  expect(actual.length === expected.length, `${what}: ${actual.length} groups, expected ${expected.length}`)
  for (const [i, { group, values }] of actual.entries())
    expectSameBits(`${what} of group ${group}`, values, expected[i].values)
}

function overwrite(args: readonly Plain[]): void {
  for (const arg of args)
    if (arg instanceof Float64Array) arg.fill(Number.NaN)
    else if (typeof arg === 'object' && arg !== null) overwrite(Object.values(arg))
}
