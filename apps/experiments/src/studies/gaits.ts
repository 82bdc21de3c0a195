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
import { writePicture } from '../render/write-picture.ts'
import { findRun } from '../run/find-run.ts'

const SEED = 1
const ROOT = fileURLToPath(new URL('../../../..', import.meta.url))
const PICTURES = join(ROOT, 'docs/pictures')
/** Seconds of a still's film, in which a stride is looked for, and of a film that is shown. */
const SECONDS = { still: 12, film: 6 } as const

/** The presets, by the robots' names in the pictures' files. */
const PRESETS: Readonly<Record<string, string>> = {
  hopper: 'modern/hopper',
  walker2d: 'modern/walker2d',
  'half-cheetah': 'modern/half-cheetah',
  swimmer: 'Swimmer-v5',
  reacher: 'modern/reacher',
  'inverted-pendulum': 'modern/inverted-pendulum',
  'inverted-double-pendulum': 'modern/inverted-double-pendulum',
  'cart-pole': 'paper/cart-pole',
}

/** The robots that are shown as a film, too. */
const FILMS: readonly string[] = ['hopper']

for (const [robot, preset] of Object.entries(PRESETS)) {
  const paths = runPaths(join(ROOT, 'runs/gaits', robot))
  if (!(await exists(paths.policy))) {
    const config = presetConfig(findPreset(preset), SEED)
    await beginRun({ paths, config, force: true, command: `trpo train ${preset} --seed ${SEED}` })
  }
  const run = await findRun(paths.directory)
  const draw = async (file: string, seconds: number, isStill: boolean) => {
    const path = join(PICTURES, file)
    const { film } = await filmOfRun(run, { choice: 'mode', seconds, seed: SEED })
    console.log(`${displayPath(path)}  ${Math.ceil((await writePicture(path, film, isStill)) / 1000)} kB`)
  }
  await draw(`gait-${robot}.svg`, SECONDS.still, true)
  if (FILMS.includes(robot)) await draw(`${robot}-hops.svg`, SECONDS.film, false)
}
