import { join } from 'node:path'
import { beforeAll, expect } from 'vitest'
import { temporaryFolder, trpoInOneProcess } from '../run-cli.ts'

const settings = ['--set', 'sampling.unit=steps', '--set', 'sampling.perIteration=240', '--set', 'sampling.lanes=12']
/** Iterations so small that writing takes most of their time. */
export const train = (name: string, iterations = 3) => [
  ...['train', 'modern/cart-pole', '--name', name, '--iterations', String(iterations), '--workers', '1'],
  ...settings,
]

/** The folder of the tests of a file, once it has runs. */
const place = { folder: '' }
export const inFolder = (...names: string[]) => join(place.folder, ...names)

/** The command in that folder. */
export const trpoThere = (words: readonly string[]) => trpoInOneProcess(place.folder, words)

/** Trains `good` with 3 iterations and `two` with 2, before the tests of a file and in a folder of its own. */
export function beforeAllTrain(): void {
  beforeAll(async () => {
    place.folder = await temporaryFolder()
    for (const words of [train('good'), train('two', 2)])
      expect(await trpoThere(words)).toMatchObject({ code: 0, stderr: '' })
  })
}
