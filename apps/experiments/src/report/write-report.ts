import type { TrainingRecord } from '@trpo/core'
import { type Config, configFields } from '@trpo/recipes'
import {
  curvePoints,
  displayPath,
  learningFigures,
  otherCommits,
  readMetrics,
  runNotes,
  shellLine,
  writeFileWhole,
  writing,
} from '@trpo/runs'
import type { TrpoRun } from '../commands/find-run.ts'
import { evaluateCommand, mujocoCommand, resumeCommand, verifyCommand } from '../commands/next-commands.ts'
import { duration, short, someIterations, thousands } from '../progress/format.ts'
import { type Chart, charts } from './charts.ts'
import { furtherCharts } from './further-charts.ts'
import { escapeHtml, factsTable, figure, page, tile } from './html.ts'
import { renderSvg } from './render-svg.ts'
import { type WhatTrained, whatTrained } from './what-trained.ts'

/** Draws the report of a run from its config and metrics. Throws an InputError when it cannot be written. */
export async function writeReport(run: TrpoRun): Promise<void> {
  const { report, metrics, directory } = run.paths
  const page = await reportPage(run, await readMetrics(metrics), await whatTrained(run))
  const then = `then draw it with \`${shellLine(['trpo', 'report', displayPath(directory)])}\`: the run itself is whole`
  await writing(report, then, () => writeFileWhole(report, page))
}

/** How far a run is, as its report says it. */
export function iterationsDone(done: number, all: number): string {
  return `${done} of ${all} iterations`
}

/**
 * The report as one HTML page that needs no other file.
 *
 * @param training what trained it; what its run.json says by default
 */
export async function reportPage(
  run: TrpoRun,
  records: readonly TrainingRecord[],
  training: WhatTrained = run.provenance,
): Promise<string> {
  const { config, provenance, paths } = run
  const { maxKl } = config.update
  const figures = learningFigures(curvePoints(records, maxKl))
  const seconds = records.reduce((sum, record) => sum + record.timings.total, 0)
  const drawn = await draw(charts(records, maxKl).filter(({ drawable }) => drawable))
  const further = await draw(furtherCharts(records, training.measures))
  const others = otherCommits(provenance)
  const percent = (part: number | null) => (part === null ? '-' : `${Math.round(part * 100)}%`)
  const name = `${paths.name}: ${config.environment.name}`
  return page(
    name,
    [
      `<h1>${escapeHtml(name)}</h1>`,
      `<p class="dim">${escapeHtml(training.summary)}. Preset ${escapeHtml(config.preset)}, seed ${config.seed}, commit ${escapeHtml(provenance.commit)}. ${iterationsDone(records.length, config.iterations)}.</p>`,
      '<div class="tiles">',
      tile(`${figures.iterations} / ${config.iterations}`, 'iterations'),
      tile(thousands(figures.steps), 'environment steps'),
      tile(short(figures.firstReturn), `mean return, first ${someIterations(figures.firstCount)}`),
      tile(short(figures.lastReturn), `mean return, last ${someIterations(figures.lastCount)}`),
      tile(short(figures.bestReturn), 'best mean return'),
      tile(percent(figures.acceptedFraction), 'steps accepted'),
      tile(short(figures.medianKlRatio), 'median KL / delta'),
      tile(duration(seconds), 'training time'),
      '</div>',
      others.length === 0
        ? ''
        : `<p class="warning">This run began with commit ${escapeHtml(provenance.commit)} and was gone on with by ${escapeHtml(others.join(', '))}: it may not be what either of them gives.</p>`,
      ...runNotes(records, maxKl).map((note) => `<p class="warning">${escapeHtml(note)}</p>`),
      records.length === 0
        ? '<p>No iteration is finished yet, so there is nothing to draw.</p>'
        : `<div class="charts">${drawn}</div>`,
      further === '' ? '' : `<details><summary>Further numbers</summary><div class="charts">${further}</div></details>`,
      '<div class="columns">',
      `<section><h2 class="section">Settings (config.json)</h2>${factsTable(settingsOf(config))}</section>`,
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
      '<h2 class="section">Go on</h2>',
      `<pre>${escapeHtml([resumeCommand(run, config.iterations * 2), evaluateCommand(run), mujocoCommand(run) ?? [], verifyCommand(run)].flat().join('\n'))}</pre>`,
      '<p class="dim">All numbers but the times follow from the config and its seed: the same config gives the same bits.</p>',
      '</section></div>',
    ].join('\n'),
  )
}

async function draw(all: readonly Pick<Chart, 'title' | 'caption' | 'spec'>[]): Promise<string> {
  const figures = await Promise.all(
    all.map(async ({ title, caption, spec }) => figure(title, caption, await renderSvg(spec))),
  )
  return figures.join('\n')
}

function settingsOf(config: Config): [string, string][] {
  return configFields.flatMap(({ path }): [string, string][] => {
    let value: unknown = config
    for (const key of path.split('.')) value = Reflect.get(Object(value), key)
    // Of the fields of other kinds it has none.
    if (value === undefined) return []
    return [[path, typeof value === 'string' ? value : JSON.stringify(value)]]
  })
}
