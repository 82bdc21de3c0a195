import { readFile } from 'node:fs/promises'
import { messageOf } from '@trpo/math/messages'
import { type CurveAxis, displayPath } from '@trpo/runs'
import { z } from 'zod'
import { InputError } from '../errors.ts'
import type { LearningCurve } from './learning-curve.ts'

/** A file of another implementation. */
export interface PeerFile {
  /** What its curve is called. */
  readonly label: string
  readonly path: string
  /** Whose panel it goes into where the file does not name its task. */
  readonly task: string
}

const config = z.object({
  kind: z.literal('config'),
  seed: z.number(),
  hyperparameters: z.object({ target_kl: z.number() }),
})
const iteration = z.object({
  kind: z.literal('iteration'),
  timesteps: z.number(),
  meanReturn: z.number(),
  accepted: z.boolean(),
  kl: z.number(),
})

/** A whole run in one line, of which this is read: returns are those of the training episodes since the point before. */
const wholeRun = z.object({
  task: z.string(),
  seed: z.number(),
  curve: z.array(z.object({ steps: z.number(), cpu: z.number(), drawn: z.number().nullable() })).min(1),
})

/**
 * The curve in a file of another implementation, as the programs in docs/peers write it. sb3_swimmer.py writes one JSON object a
 * line: a `config` with its seed, then one `iteration` each. sb3_tasks.py writes a run as one object in one line; its seconds are
 * those of the processor, which are those of the clock where a run has a core for itself, as it has one thread.
 *
 * Throws an InputError that names the line that is not so, and for an axis that the file does not tell.
 */
export async function curveOfPeer(file: PeerFile, axis: CurveAxis = 'steps'): Promise<LearningCurve> {
  const text = await readFile(file.path, 'utf8').catch((error: unknown) => {
    throw new InputError(`${displayPath(file.path)} cannot be read: ${messageOf(error)}`, { cause: error })
  })
  const lines = text.split('\n').filter((line) => line !== '')
  return lines.length === 1 ? curveOfRun(file, lines[0], axis) : curveOfIterations(file, lines, axis)
}

function curveOfRun({ label, path }: PeerFile, line: string, axis: CurveAxis): LearningCurve {
  if (axis === 'iterations') throw unknownAxis(path, 'how many iterations it took', axis)
  const { task, seed, curve } = read(path, wholeRun, [line], 0)
  return {
    task,
    label,
    seed,
    source: displayPath(path),
    returns: curve.map(({ steps, cpu, drawn }) => ({ x: axis === 'seconds' ? cpu : steps, meanReturn: drawn })),
    pointsOf: 'several iterations',
    points: curve.map(({ steps, drawn }) => ({ steps, meanReturn: drawn, accepted: null, partOfBound: null })),
  }
}

function curveOfIterations({ label, path, task }: PeerFile, lines: readonly string[], axis: CurveAxis): LearningCurve {
  if (axis === 'seconds') throw unknownAxis(path, 'how long it took', axis)
  const { seed, hyperparameters } = read(path, config, lines, 0)
  const iterations = lines.flatMap((line, index) =>
    index > 0 && line.includes('"kind": "iteration"') ? [read(path, iteration, lines, index)] : [],
  )
  return {
    task,
    label,
    seed,
    source: displayPath(path),
    returns: iterations.map(({ timesteps, meanReturn }, index) => ({
      x: axis === 'iterations' ? index + 1 : timesteps,
      meanReturn,
    })),
    points: iterations.map(({ timesteps, meanReturn, accepted, kl }) => ({
      steps: timesteps,
      meanReturn,
      accepted,
      partOfBound: kl / hyperparameters.target_kl,
    })),
  }
}

function read<T>(path: string, schema: z.ZodType<T>, lines: readonly string[], index: number): T {
  try {
    return schema.parse(JSON.parse(lines[index] ?? 'null'))
  } catch (error) {
    throw new InputError(`${displayPath(path)}, line ${index + 1} is not what a peer writes there`, { cause: error })
  }
}

function unknownAxis(path: string, what: string, axis: CurveAxis): InputError {
  return new InputError(`${displayPath(path)} does not say ${what}; give another --x than ${axis}, or no --peer`)
}
