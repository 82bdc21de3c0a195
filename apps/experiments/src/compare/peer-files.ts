import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type CurveAxis, displayPath } from '@trpo/runs'
import { InputError } from '../errors.ts'
import type { LearningCurve } from './learning-curve.ts'
import { tasksOf } from './mean-curves.ts'
import { curveOfPeer } from './peer-curve.ts'

/** What the name of a peer's file ends in. */
const ENDING = '.jsonl'

/**
 * The curves of other implementations beside those of runs. Each text is label=file, or label=folder for all files of a folder that
 * end in .jsonl; of a folder, those whose task none of the runs has are left out. Throws an InputError for a text that is neither,
 * for a folder of which nothing is left, and for what a file does not tell.
 *
 * @param own the curves of the runs; a file that does not say what it acted in is compared with the first of them
 */
export async function curvesOfPeers(
  texts: readonly string[],
  own: readonly LearningCurve[],
  axis: CurveAxis,
): Promise<LearningCurve[]> {
  const tasks = tasksOf(own)
  const found = texts.map(async (text) => {
    const { label, path } = labelled(text)
    const files = await filesIn(path)
    const read = (file: string) => curveOfPeer({ label, path: file, task: tasks[0] ?? '' }, axis)
    if (files === undefined) return [await read(path)]
    const all = await Promise.all(files.map(read))
    const curves = all.filter(({ task }) => tasks.includes(task))
    if (curves.length > 0) return curves
    throw new InputError(
      `--peer ${text}: ${displayPath(path)} has ${files.length === 0 ? `no file that ends in ${ENDING}` : `curves of ${tasksOf(all).join(', ')}`}, and the runs are of ${tasks.join(', ')}; give a folder with a task of theirs`,
    )
  })
  return (await Promise.all(found)).flat()
}

function labelled(text: string): { readonly label: string; readonly path: string } {
  const [label, path] = [text.slice(0, text.indexOf('=')), text.slice(text.indexOf('=') + 1)]
  if (text.includes('=') && label !== '' && path !== '') return { label, path }
  throw new InputError(
    `--peer is ${text}; give a label and a file or a folder of files, such as --peer sb3=docs/peers/sb3-trpo`,
  )
}

/** The files of a folder, by name; undefined for what is no folder, which reading it will find out about. */
async function filesIn(path: string): Promise<string[] | undefined> {
  const folder = await stat(path).catch(() => undefined)
  if (folder?.isDirectory() !== true) return undefined
  const names = await readdir(path)
  return names
    .filter((name) => name.endsWith(ENDING))
    .sort()
    .map((name) => join(path, name))
}
