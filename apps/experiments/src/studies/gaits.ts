/**
 * Draws the pictures of docs/gaits.md: `pnpm --filter @trpo/experiments gaits`.
 *
 * For each robot it trains a preset with seed 1, unless runs/gaits has that run already, and draws a still of its gait; of the
 * hopper a film as well. It takes some minutes.
 */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findPreset, presetConfig } from '@trpo/recipes'
import { displayPath, exists, runPaths } from '@trpo/runs'
import { beginRun } from '../commands/session.ts'
import { filmOfRun } from '../render/film-of-run.ts'
import type { FilmLength } from '../render/record-film.ts'
import { STILL_LENGTH, writePicture } from '../render/write-picture.ts'
import { findRun } from '../run/find-run.ts'

const SEED = 1
const ROOT = fileURLToPath(new URL('../../../..', import.meta.url))
const PICTURES = join(ROOT, 'docs/pictures')
/** Seconds of a film that is shown. */
const FILM_SECONDS = 6

/** Whose gait is drawn. */
interface Drawn {
  readonly preset: string
  /** Whether it is shown as a film, too. */
  readonly isFilmed?: boolean
}

/** By the names of the robots in the pictures' files. */
const DRAWN: Readonly<Record<string, Drawn>> = {
  hopper: { preset: 'Hopper-v5', isFilmed: true },
  walker2d: { preset: 'Walker2d-v5' },
  'half-cheetah': { preset: 'HalfCheetah-v5' },
  swimmer: { preset: 'paper/swimmer' },
  reacher: { preset: 'modern/reacher' },
  'inverted-pendulum': { preset: 'modern/inverted-pendulum' },
  'inverted-double-pendulum': { preset: 'modern/inverted-double-pendulum' },
  'cart-pole': { preset: 'paper/cart-pole' },
}

for (const [robot, { preset, isFilmed }] of Object.entries(DRAWN)) {
  const paths = runPaths(join(ROOT, 'runs/gaits', robot))
  if (!(await exists(paths.policy))) {
    const config = presetConfig(findPreset(preset), SEED)
    await beginRun({ paths, config, force: true, command: `trpo train ${preset} --seed ${SEED}` })
  }
  const run = await findRun(paths.directory)
  const draw = async (file: string, length: FilmLength, isStill: boolean) => {
    const path = join(PICTURES, file)
    const { film } = await filmOfRun(run, { choice: 'mode', length, seed: SEED })
    console.log(`${displayPath(path)}  ${Math.ceil((await writePicture(path, film, isStill)) / 1000)} kB`)
  }
  await draw(`gait-${robot}.svg`, STILL_LENGTH, true)
  if (isFilmed) await draw(`${robot}-hops.svg`, { seconds: FILM_SECONDS }, false)
}
