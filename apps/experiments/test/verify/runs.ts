import { createHash } from 'node:crypto'
import { cp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect } from 'vitest'
import { temporaryFolder, trpoInOneProcess } from '../run-cli.ts'

export const settings = [
  '--set',
  'sampling.unit=steps',
  '--set',
  'sampling.perIteration=600',
  '--set',
  'checkpoints.keep=3',
]
export const train = (name: string, ...more: string[]) => [
  'train',
  'modern/cart-pole',
  '--name',
  name,
  ...settings,
  ...more,
]

/** What trains each run that the tests change. */
const RUNS = {
  good: train('good', '--iterations', '6'),
  other: train('other', '--iterations', '6', '--seed', '2'),
  paper: [
    'train',
    'paper/cart-pole',
    '--name',
    'paper',
    '--iterations',
    '2',
    '--workers',
    '1',
    ...settings,
    '--set',
    'algorithm.maxKl=0.02',
  ],
  /** The first five iterations of `good`, beside the others. */
  five: [...train('five', '--iterations', '5'), '--out', '.'],
}

/** The folder of the tests of a file, once it has runs. */
const place = { folder: '' }
export const inFolder = (...names: string[]) => join(place.folder, ...names)

/** The command in that folder. */
export const trpoThere = (words: readonly string[]) => trpoInOneProcess(place.folder, words)

/** Trains runs before the tests of a file, in a folder of its own. */
export function beforeAllTrain(...names: readonly (keyof typeof RUNS)[]): void {
  beforeAll(async () => {
    place.folder = await temporaryFolder()
    for (const name of names) expect(await trpoThere(RUNS[name])).toMatchObject({ code: 0, stderr: '' })
  })
}

/** The names, sizes, times and contents below a folder. */
async function contents(directory: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const name of (await readdir(directory, { recursive: true })).sort()) {
    const path = join(directory, name)
    const { size, mtimeMs } = await stat(path)
    const text = (await stat(path)).isFile() ? (await readFile(path)).toString('base64') : ''
    found[name] = `${size} ${mtimeMs} ${text}`
  }
  return found
}

/** A copy of a run, changed, and what `trpo verify` says of it. */
export async function verifyChanged(of: string, change: (run: string) => Promise<void>, ...words: string[]) {
  const run = inFolder('runs', 'changed')
  await rm(run, { recursive: true, force: true })
  await cp(inFolder('runs', of), run, { recursive: true })
  await change(run)
  const before = await contents(run)
  const ended = await trpoThere(['verify', 'runs/changed', ...words])
  expect(await contents(run)).toEqual(before)
  expect(ended.stderr).not.toContain('internal error')
  return ended
}

/** Edits a text file. */
export async function edit(path: string, change: (text: string) => string): Promise<void> {
  const text = await readFile(path, 'utf8')
  const changed = change(text)
  expect(changed).not.toBe(text)
  await writeFile(path, changed)
}

/** Edits a line of metrics.jsonl. */
export async function editRecord(run: string, line: number, change: (text: string) => string): Promise<void> {
  await edit(join(run, 'metrics.jsonl'), (text) =>
    text
      .split('\n')
      .map((one, index) => (index === line - 1 ? change(one) : one))
      .join('\n'),
  )
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** Edits a file of a checkpoint and makes its sums fit again, as somebody would who wanted to cheat. */
export async function forge(checkpoint: string, name: string, change: (bytes: Buffer) => Buffer): Promise<void> {
  const bytes = await readFile(join(checkpoint, name))
  const before = sha256(bytes)
  const changed = change(bytes)
  await writeFile(join(checkpoint, name), changed)
  await edit(join(checkpoint, 'SHA256SUMS'), (text) => text.replace(before, sha256(changed)))
}

export const untouched = async () => {}
