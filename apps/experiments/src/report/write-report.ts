import { boundedMeasure, type TrainingRecord } from '@trpo/core'
import { counted, thousands } from '@trpo/math/messages'
import {
  bestEvaluation,
  curvePoints,
  displayPath,
  evaluationsOf,
  learningFigures,
  otherCommits,
  readMetrics,
  runNotes,
  type StoredRun,
  writeFileWhole,
  writing,
} from '@trpo/runs'
import { duration, short, someIterations } from '../progress/format.ts'
import { isOwnRun } from '../run/find-run.ts'
import { commandLine, nextCommands } from '../run/next-commands.ts'
import type { Chart } from './chart.ts'
import { charts } from './charts.ts'
import { gaitFigure } from './gait-figure.ts'
import { escapeHtml, factsTable, figure, page, tile } from './html.ts'
import { furtherCharts } from './measure-charts.ts'
import { renderSvg } from './render-svg.ts'
import { settingsOf } from './settings.ts'
import { type WhatTrained, whatTrained } from './what-trained.ts'

/** Draws the report of a run from its config and metrics. Throws an InputError when it cannot be written. */
export async function writeReport(run: StoredRun): Promise<void> {
  const { report, metrics, directory } = run.paths
  const gait = isOwnRun(run) ? await gaitFigure(run) : ''
  const page = await reportPage(run, await readMetrics(metrics), await whatTrained(run), gait)
  const then = `then draw it with \`${commandLine('report', displayPath(directory))}\`: the run itself is whole`
  await writing(report, then, () => writeFileWhole(report, page))
}

/** How far a run is, in the words of its report. */
export function iterationsDone(done: number, all: number): string {
  return `${done} of ${counted(all, 'iteration')}`
}

/**
 * The report as one HTML page that needs no other file.
 *
 * @param training what trained it; by default what its run.json says
 * @param gait a picture of what it learned, as markup
 */
export async function reportPage(
  run: StoredRun,
  records: readonly TrainingRecord[],
  training: WhatTrained = run.provenance,
  gait = '',
): Promise<string> {
  const { config, provenance, paths } = run
  const size = boundedMeasure(training.measures)
  const figures = learningFigures(curvePoints(records, size))
  const seconds = records.reduce((sum, record) => sum + record.timings.total, 0)
  const drawn = await draw(charts(records, training.measures))
  const further = await draw(furtherCharts(records, training.measures))
  const others = otherCommits(provenance)
  const percent = (part: number | null) => (part === null ? '-' : `${Math.round(part * 100)}%`)
  const name = isOwnRun(run) ? `${paths.name}: ${run.config.environment.name}` : paths.name
  const made = [training.summary, ...ofConfig(config), `commit ${provenance.commit}`].filter((text) => text !== '')
  const goOn = isOwnRun(run) ? nextCommands(run, records) : []
  return page(
    name,
    [
      `<h1>${escapeHtml(name)}</h1>`,
      `<p class="dim">${escapeHtml(made.join(', '))}. ${iterationsDone(records.length, config.iterations)}.</p>`,
      '<div class="tiles">',
      tile(`${figures.iterations} / ${config.iterations}`, 'iterations'),
      tile(thousands(figures.steps), 'environment steps'),
      tile(short(figures.firstReturn), `mean return, first ${someIterations(figures.firstCount)}`),
      tile(short(figures.lastReturn), `mean return, last ${someIterations(figures.lastCount)}`),
      tile(short(figures.bestReturn), 'best mean return'),
      ...evaluationTiles(records),
      tile(percent(figures.acceptedFraction), 'steps accepted'),
      size === undefined ? '' : tile(short(figures.medianPartOfBound), `median ${size.short ?? size.title}`),
      tile(duration(seconds), 'training time'),
      '</div>',
      others.length === 0
        ? ''
        : `<p class="warning">This run began with commit ${escapeHtml(provenance.commit)} and was resumed by ${escapeHtml(others.join(', '))}: it may not be what either of them gives.</p>`,
      ...runNotes(records, training.measures).map((note) => `<p class="warning">${escapeHtml(note)}</p>`),
      gait,
      records.length === 0
        ? '<p>No iteration is finished yet, so there is nothing to draw.</p>'
        : `<div class="charts">${drawn}</div>`,
      further === '' ? '' : `<details><summary>Further numbers</summary><div class="charts">${further}</div></details>`,
      '<div class="columns">',
      `<section><h2 class="section">Settings (config.json)</h2>${factsTable(settingsOf(run))}</section>`,
      '<section><h2 class="section">Where it comes from</h2>',
      factsTable([
        ['command', provenance.command],
        ['begun', provenance.startedAt],
        ['commit', provenance.commit],
        ['trpo', provenance.version],
        ['Node', provenance.node],
        ['hardware', provenance.hardware],
        ['config digest (SHA-256)', provenance.configDigest],
        ...provenance.resumed.map(({ iteration, at, commit, node }): [string, string] => [
          `resumed at iteration ${iteration}`,
          `${at}, commit ${commit}, Node ${node}`,
        ]),
      ]),
      goOn.length === 0 ? '' : `<h2 class="section">Next commands</h2><pre>${escapeHtml(goOn.join('\n'))}</pre>`,
      '<p class="dim">All numbers but the times follow from the config and its seed: the same config gives the same bits.</p>',
      '</section></div>',
    ].join('\n'),
  )
}

/** What the evaluations of a run found; nothing where there is none. */
function evaluationTiles(records: readonly TrainingRecord[]): readonly string[] {
  const [best, last] = [bestEvaluation(records), evaluationsOf(records).at(-1)]
  if (best === undefined || last === undefined) return []
  return [
    tile(short(last.meanReturn), `last evaluation, iteration ${last.iteration}`),
    tile(short(best.meanReturn), `best evaluation, iteration ${best.iteration}`),
  ]
}

async function draw(all: readonly Chart[]): Promise<string> {
  const figures = await Promise.all(
    all.map(async ({ title, caption, spec }) => figure(title, caption, await renderSvg(spec))),
  )
  return figures.join('\n')
}

/** `preset paper/swimmer`, `seed 1`, as far as a config says. */
function ofConfig({ preset, ...config }: StoredRun['config']): string[] {
  const seed: unknown = Reflect.get(config, 'seed')
  return [preset === undefined ? [] : `preset ${preset}`, typeof seed === 'number' ? `seed ${seed}` : []].flat()
}
