import type { Batch, GroupRows } from '../batch.ts'
import { observationRows } from '../observation-rows.ts'
import { type PathBatch, segmentsOf } from '../path-batch.ts'
import type { Sampled } from '../sampler.ts'

/** What a request gave, as texts that distinguish any two numbers. */
export interface Found {
  /** The rows and segments of each lane group. */
  readonly groups: readonly string[]
  /** The episodes, in lane order. */
  readonly episodes: readonly string[]
  /** The episodes that it left open, in lane order. */
  readonly open: readonly string[]
  /** Environment steps. */
  readonly steps: number
}

/** How a batch of some kind is looked at, as the subject of a suite says it. */
interface Looks<B extends Batch> {
  readonly paths: (batch: B) => PathBatch
  readonly more?: (batch: B, rows: B['groups'][number]) => unknown
}

export function foundOf<B extends Batch>({ batch, episodes, open = [], steps }: Sampled<B>, looks: Looks<B>): Found {
  return { groups: groupsOf(batch, looks), episodes: episodes.map(textOf), open: open.map(textOf), steps }
}

/** What several shards found, as if one shard had found it. */
export function joined(parts: readonly Found[]): Found {
  return {
    groups: parts.flatMap(({ groups }) => groups),
    episodes: parts.flatMap(({ episodes }) => episodes),
    open: parts.flatMap(({ open }) => open),
    steps: parts.reduce((sum, { steps }) => sum + steps, 0),
  }
}

/** Throws unless two requests gave the same, with the first place where they differ. */
export function expectSame(what: string, actual: Found, expected: Found): void {
  for (const name of ['groups', 'episodes', 'open'] as const)
    sameText(`${name} of ${what}`, actual[name].join(), expected[name].join())
  if (actual.steps !== expected.steps)
    throw new Error(`steps of ${what}: got ${actual.steps}, expected ${expected.steps}`)
}

function groupsOf<B extends Batch>(batch: B, { paths, more }: Looks<B>): readonly string[] {
  const { actionSize: k, actionsPerState: K, parameterSize: m } = batch
  const followed = paths(batch)
  return batch.groups.map((own) => {
    const rows = (values: ArrayLike<number>, size: number) => Array.from(values).slice(own.start * size, own.end * size)
    const { actions, logQ = [], mu } = batch
    const path = followed.groups.find(({ group }) => group === own.group)
    return textOf([
      own.group,
      observationsOf(batch, own),
      rows(actions, K * k),
      rows(logQ, K),
      rows(mu, m),
      path === undefined ? null : pathOf(followed, path),
      more?.(batch, own) ?? null,
    ])
  })
}

/** The rewards and segments of a lane group; and its rows, which those of the batch may not be. */
function pathOf(followed: PathBatch, group: PathBatch['groups'][number]): unknown {
  const { start, end } = group
  const { rewards } = followed
  return [
    observationsOf(followed, group),
    Array.from(rewards).slice(start, end),
    segmentsOf(followed, group).map((segment) => ({ ...segment, offset: segment.offset - start })),
  ]
}

/** The observations of a lane group, one after another. */
function observationsOf(batch: Batch, { start, end }: GroupRows): readonly number[] {
  return Array.from(observationRows(batch, start, end - start, {}))
}

/** JSON in which -0 and numbers that are not finite stay what they are. */
function textOf(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'number' && (Object.is(inner, -0) || !Number.isFinite(inner))
      ? `${Object.is(inner, -0) ? '-0' : inner}`
      : inner,
  )
}

function sameText(what: string, actual: string, expected: string): void {
  if (actual === expected) return
  const at = Array.from(expected).findIndex((letter, i) => letter !== actual[i])
  const from = Math.max(0, (at < 0 ? expected.length : at) - 20)
  throw new Error(`${what}: got ...${actual.slice(from, from + 60)}, expected ...${expected.slice(from, from + 60)}`)
}
