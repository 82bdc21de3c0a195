import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { exists, readJson, writeFileWhole } from '@trpo/runs'
import { z } from 'zod'
import type { WhichPolicy } from './policy-of-run.ts'

const returns = z.array(z.number()).readonly()

const schema = z.object({
  policy: z.enum(['last', 'best', 'average']),
  /** The iteration after which it was the policy. */
  iteration: z.number(),
  /** The engine that it was evaluated on; null where none moves the environment. */
  physics: z.string().nullable(),
  seed: z.number(),
  /** The return of each episode with most likely actions, and with drawn ones, where they were asked for. */
  mode: returns.optional(),
  sample: returns.optional(),
})

/** What `trpo evaluate --save` keeps beside a run. */
export type SavedEvaluation = z.infer<typeof schema>

/** `evaluations/last-mujoco.json` in the folder of a run. */
function pathOf(directory: string, { policy, physics }: Pick<SavedEvaluation, 'policy' | 'physics'>): string {
  return join(directory, 'evaluations', `${[policy, ...(physics === null ? [] : [physics])].join('-')}.json`)
}

/**
 * Puts an evaluation beside its run, and gives its path. It takes the place of an earlier one of that policy on that engine, and
 * keeps the returns of the other choice of actions where they are of the same iteration and seed.
 */
export async function saveEvaluation(directory: string, evaluation: SavedEvaluation): Promise<string> {
  const path = pathOf(directory, evaluation)
  await mkdir(dirname(path), { recursive: true })
  const earlier = await savedEvaluation(directory, evaluation.policy, evaluation.physics)
  const isSame = earlier?.iteration === evaluation.iteration && earlier.seed === evaluation.seed
  await writeFileWhole(path, `${JSON.stringify({ ...(isSame && earlier), ...evaluation })}\n`)
  return path
}

/** The evaluation that stands beside a run; undefined where none was saved. Throws a ZodError for a file that is none. */
export async function savedEvaluation(
  directory: string,
  policy: WhichPolicy,
  physics: string | null,
): Promise<SavedEvaluation | undefined> {
  const path = pathOf(directory, { policy, physics })
  return (await exists(path)) ? schema.parse(await readJson(path)) : undefined
}
