import type { PathBatch } from '../path-batch.ts'
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

export function foundOf({ batch, episodes, open = [], steps }: Sampled<PathBatch>): Found {
  return { groups: groupsOf(batch), episodes: episodes.map(textOf), open: open.map(textOf), steps }
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

function groupsOf(batch: PathBatch): readonly string[] {
  const { observationSize: o, actionSize: k, actionsPerState, parameterSize: m } = batch
  return batch.groups.map(({ group, start, end, firstSegment, lastSegment }) => {
    const rows = (values: ArrayLike<number>, size: number) => Array.from(values).slice(start * size, end * size)
    const segments = batch.segments
      .slice(firstSegment, lastSegment)
      .map((segment) => ({ ...segment, offset: segment.offset - start }))
    const { observations, actions, mu, rewards } = batch
    return textOf([
      group,
      rows(observations, o),
      rows(actions, actionsPerState * k),
      rows(mu, m),
      rows(rewards, 1),
      segments,
    ])
  })
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
