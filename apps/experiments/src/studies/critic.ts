/**
 * What the presets with a value network learn: docs/results.md.
 *
 *   node --conditions=@trpo/source apps/experiments/src/studies/critic.ts FOLDER train PRESET SEED ... [LABEL: PATH=VALUE ...]
 *   node --conditions=@trpo/source apps/experiments/src/studies/critic.ts FOLDER table
 *   node --conditions=@trpo/source apps/experiments/src/studies/critic.ts FOLDER draw steps|seconds FILE.svg [LABEL=PEERS ...]
 *
 * trains the preset under each seed, one after the other in this thread, evaluates the policy at the END of training on planar physics and
 * on MuJoCo, and leaves a file PRESET-seedN.jsonl for each run in the folder (those that stand there already are not trained again);
 * (with a label and values for settings, the runs are of the changed preset and bear its name with the label);
 * prints the table of all files; draws their curves, with those of peers beside them, against steps or seconds of the processor.
 * The files have the words of docs/peers/sb3_tasks.py, so that `trpo compare --peer` reads them too.
 */
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { findPreset, loadEnvironment, presetConfig, setOptions, trainingOf } from '@trpo/recipes'
import { type ActionChoice, evaluatePolicy } from '@trpo/samplers'
import { curveOfPeer } from '../compare/peer-curve.ts'
import { curvesOfPeers } from '../compare/peer-files.ts'
import { writeComparison } from '../compare/write-comparison.ts'
import { interquartileMean } from './interquartile-mean.ts'

const EPISODES = 20

/** Iterations that a point of the curve stands for. */
const STRETCH = 10

/** What our curves are called, of whatever task. */
const OWN = 'trpo (this project)'

interface Point {
  readonly steps: number
  readonly cpu: number
  readonly drawn: number | null
}

interface Run {
  readonly preset: string
  readonly task: string
  readonly seed: number
  readonly steps: number
  readonly seconds: { readonly cpu: number }
  readonly curve: readonly Point[]
  /** The returns of single episodes, on either engine. */
  readonly final: {
    readonly mode: readonly number[]
    readonly drawn: readonly number[]
    readonly modeOnMujoco: readonly number[]
  }
}

async function train(preset: string, seed: number, { label, sets }: Change): Promise<Run> {
  const config = setOptions(presetConfig(findPreset(preset), seed), sets)
  const training = await trainingOf(config)
  const began = cpuSeconds()
  const curve: Point[] = []
  let returns: number[] = []
  let state = training.init()
  for (let iteration = 1; iteration <= config.iterations; iteration++) {
    const [next, { episodes }] = await training.step(state)
    state = next
    if (episodes.meanReturn !== null) returns.push(episodes.meanReturn)
    if (iteration % STRETCH > 0 && iteration < config.iterations) continue
    curve.push({
      steps: state.steps,
      cpu: rounded(cpuSeconds() - began),
      drawn: returns.length === 0 ? null : rounded(mean(returns)),
    })
    returns = []
  }
  const policy = training.policy(state)
  const play = async (physics: 'planar' | 'mujoco', choice: ActionChoice) => {
    const { createLanes } = await loadEnvironment(setOptions(config, [`environment.physics=${physics}`]))
    const lanes = createLanes(EPISODES)
    const { episodes } = await evaluatePolicy({ policy, lanes, episodes: EPISODES, seed, choice })
    lanes.dispose()
    return episodes.map((episode) => rounded(episode.return))
  }
  const final = {
    mode: await play('planar', 'mode'),
    drawn: await play('planar', 'sample'),
    modeOnMujoco: await play('mujoco', 'mode'),
  }
  await training.dispose()
  const seconds = { cpu: curve[curve.length - 1].cpu }
  return { preset: preset + label, task: config.environment.name, seed, steps: state.steps, seconds, curve, final }
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

const rounded = (value: number) => Math.round(1000 * value) / 1000
const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length

function table(runs: readonly Run[]): string {
  const lines = [...new Set(runs.map(({ preset }) => preset))].map((preset) => {
    const some = runs.filter((run) => run.preset === preset)
    const digits = Math.abs(mean(some.map(({ final }) => mean(final.mode)))) < 10 ? 1 : 0
    const over = (pick: (final: Run['final']) => readonly number[]) => {
      const { value, low, high } = interquartileMean(some.map(({ final }) => mean(pick(final))))
      return `${value.toFixed(digits)} [${low.toFixed(digits)}, ${high.toFixed(digits)}]`
    }
    const modes = some.map(({ final }) => mean(final.mode)).sort((a, b) => a - b)
    const middle = modes.length / 2
    const median = (modes[Math.ceil(middle) - 1] + modes[Math.floor(middle)]) / 2
    const extremes = [modes[0], modes[modes.length - 1]].map((value) => value.toFixed(digits)).join(', ')
    const cpu = mean(some.map(({ seconds }) => seconds.cpu)).toFixed(0)
    const cells = [
      `\`${preset}\``,
      some.length,
      over(({ mode }) => mode),
      median.toFixed(digits),
      extremes,
      over(({ drawn }) => drawn),
      over(({ modeOnMujoco }) => modeOnMujoco),
      cpu,
    ]
    return `| ${cells.join(' | ')} |`
  })
  return [
    '| preset | seeds | mode: interquartile mean | median | worst, best | drawn: interquartile mean | mode, on MuJoCo | processor s |',
    '| --- | --: | --: | --: | --: | --: | --: | --: |',
    ...lines,
  ].join('\n')
}

/** What is changed in a preset: a label for its runs' names, and values for its settings. */
interface Change {
  readonly label: string
  readonly sets: readonly string[]
}

/** The words up to the one that ends with a colon are seeds, those after it the change. */
function seedsAndChange(words: readonly string[]): readonly [seeds: readonly string[], change: Change] {
  const colon = words.findIndex((word) => word.endsWith(':'))
  if (colon < 0) return [words, { label: '', sets: [] }]
  return [words.slice(0, colon), { label: `-${words[colon].slice(0, -1)}`, sets: words.slice(colon + 1) }]
}

async function trainAll(folder: string, [preset, ...words]: readonly string[]): Promise<void> {
  const [seeds, change] = seedsAndChange(words)
  for (const seed of seeds) {
    const path = join(folder, `${preset.replace('/', '-')}${change.label}-seed${seed}.jsonl`)
    if (existsSync(path)) continue
    writeFileSync(`${path}.partial`, `${JSON.stringify(await train(preset, Number(seed), change))}\n`)
    renameSync(`${path}.partial`, path)
    console.log(basename(path))
  }
}

const filesIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .map((name) => join(folder, name))

function runsIn(folder: string): Run[] {
  const runs = filesIn(folder).map((path): Run => JSON.parse(readFileSync(path, 'utf8')))
  return runs.sort((a, b) => a.preset.localeCompare(b.preset) || a.seed - b.seed)
}

async function draw(folder: string, [axis, file, ...peers]: readonly string[]): Promise<void> {
  if (axis !== 'steps' && axis !== 'seconds') throw new Error(`curves are drawn against steps or seconds, not ${axis}`)
  const runs = runsIn(folder)
  const own = runs.map(({ preset, task, seed }) => {
    const path = join(folder, `${preset.replace('/', '-')}-seed${seed}.jsonl`)
    return curveOfPeer({ label: OWN, path, task }, axis)
  })
  const curves = await Promise.all(own)
  await writeComparison(file, [...curves, ...(await curvesOfPeers(peers, curves, axis))], axis)
}

const [, , folder, what, ...words] = process.argv
if (folder === undefined) throw new Error('usage: critic.ts FOLDER train|table|draw ...')
if (what === 'train') await trainAll(folder, words)
else if (what === 'draw') await draw(folder, words)
else console.log(table(runsIn(folder)))
