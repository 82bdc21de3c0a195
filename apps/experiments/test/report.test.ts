import type { TrainingRecord } from '@trpo/core'
import { findPreset, presetConfig } from '@trpo/recipes'
import { curvePoints, placedReturns, runPaths } from '@trpo/runs'
import { expect, test } from 'vitest'
import { emptyRecord, measures, record, size } from '../../../packages/runs/test/records.ts'
import { comparisonRows } from '../src/compare/comparison-rows.ts'
import { charts } from '../src/report/charts.ts'
import { furtherCharts } from '../src/report/measure-charts.ts'
import { renderSvg } from '../src/report/render-svg.ts'
import { reportPage } from '../src/report/write-report.ts'

const cases: [string, TrainingRecord[]][] = [
  ['many', [1, 2, 3, 4, 5, 6].map((iteration) => record(iteration))],
  ['one', [record(1)]],
  ['some with nulls', [record(1), emptyRecord(2), record(3), emptyRecord(4)]],
  ['nothing but nulls', [emptyRecord(1), emptyRecord(2)]],
]

const config = presetConfig(findPreset('paper/swimmer'), 1)
const run = {
  paths: runPaths('/tmp/runs/<b>&run'),
  config,
  raw: config,
  provenance: {
    configDigest: 'abc',
    environmentDigest: null,
    startedIn: '/tmp',
    command: 'trpo train "<script>alert(1)</script>"',
    startedAt: '2026-01-01T00:00:00.000Z',
    version: '1.2.3',
    commit: 'c0ffee',
    node: 'v26',
    hardware: 'a machine',
    summary: 'TRPO, delta <0.01>',
    measures,
    resumed: [],
  },
}

test.each(cases)('every chart of %s records is a picture without NaN', async (_, records) => {
  const drawn = await Promise.all(
    [...charts(records, measures), ...furtherCharts(records, measures)].map(({ spec }) => renderSvg(spec)),
  )
  expect(drawn.length).toBeGreaterThan(1)
  for (const svg of drawn) {
    expect(svg).toMatch(/^<svg [^>]*viewBox="0 0 \d+ \d+"/)
    expect(svg).not.toMatch(/NaN|undefined|Infinity/)
  }
})

test('a gap in the returns breaks the line and does not draw zero', async () => {
  const line = async (records: TrainingRecord[]) => {
    const svg = await renderSvg(charts(records, measures)[0].spec)
    return svg.match(/aria-roledescription="line mark"[^>]* d="([^"]*)"/)?.[1]
  }
  const whole = await line([1, 2, 3, 4, 5].map((iteration) => record(iteration)))
  const broken = await line([record(1), record(2), emptyRecord(3), record(4), record(5)])
  expect(whole?.match(/M/g)).toHaveLength(1)
  expect(broken?.match(/M/g)).toHaveLength(2)
})

test.each([...cases, ['no', []] as [string, TrainingRecord[]]])(
  'the page of %s records stands alone and names its source',
  async (_, records) => {
    const html = await reportPage(run, records)
    for (const part of ['c0ffee', '1.2.3', 'a machine', 'update.maxKl', 'trpo resume', 'trpo evaluate'])
      expect(html).toContain(part)
    expect(html).not.toMatch(/<script|<link|<img|src=|@import|url\(/)
    expect(html).not.toContain('<b>&run')
    expect(html.match(/<svg/g) ?? []).toHaveLength(
      charts(records, measures).length + furtherCharts(records, measures).length,
    )
  },
)

test('the page lists when the run was resumed, and warns of another commit', async () => {
  const resumption = { iteration: 3, at: '2026-02-02T00:00:00.000Z', commit: 'c0ffee', node: 'v27' }
  const page = (...resumed: (typeof resumption)[]) =>
    reportPage({ ...run, provenance: { ...run.provenance, resumed } }, [record(1)])
  const same = await page(resumption)
  expect(same).toContain('resumed at iteration 3')
  expect(same).toContain('2026-02-02T00:00:00.000Z, commit c0ffee, Node v27')
  expect(same).not.toContain('class="warning"')
  const other = await page(resumption, { ...resumption, iteration: 5, commit: 'deadbeef' })
  expect(other).toContain('class="warning"')
  expect(other).toContain('resumed by deadbeef')
})

test('the screen, the report and the comparison have the same figures of a run', async () => {
  const records = Array.from({ length: 12 }, (_, i) => record(i + 1))
  records[11] = emptyRecord(12)
  records[3] = { ...record(4), update: { ...record(4).update, status: 'klExceeded', kl: 0.05 } }
  const curve = { task: 'swim', label: 'a', seed: 1, source: '' }
  const points = curvePoints(records, size)
  const [row] = comparisonRows([{ ...curve, points, returns: placedReturns(records, 'steps') }])
  // Of the last five iterations, 8 to 12, the last has no return: (80 + 90 + 100 + 110) / 4.
  expect(row.slice(5)).toEqual(['95.00', '110.0', '83%', '0.80'])
  const html = await reportPage(run, records)
  for (const [value, what] of [
    ['95.00', 'mean return, last 5 iterations'],
    ['110.0', 'best mean return'],
    ['83%', 'steps accepted'],
    ['0.800', 'median KL/delta'],
  ])
    expect(html).toContain(`<b>${value}</b><span>${what}</span>`)
})

test('the page says what trained, and draws any further number by its measure or its name', async () => {
  const lucky = [1, 2, 3].map((iteration) => ({
    ...record(iteration),
    update: { status: 'accepted', luck: iteration / 3, hope: null },
    odd: 2 * iteration,
  }))
  const ofLuck = { luck: { title: 'Luck of the draw', description: 'How much there was.', unit: 'clovers' } }
  const html = await reportPage(run, lucky, { summary: 'random search <wide>', measures: ofLuck })
  expect(html).toContain('random search &lt;wide&gt;, preset paper/swimmer')
  expect(html).toContain('<h2>Luck of the draw</h2>')
  expect(html).toContain('How much there was. (luck)')
  expect(html).toContain('>clovers</text>')
  expect(html).toContain('<h2>odd</h2>')
  // Numbers that are nowhere have no chart, not even an empty one.
  for (const title of ['hope', 'Line search', 'Size of the step, KL / delta', 'The surrogate L'])
    expect(html).not.toContain(`<h2>${title}</h2>`)
  expect(html).not.toMatch(/NaN|undefined/)
})

test('the page notes when no step was accepted', async () => {
  const refused = [1, 2].map((iteration) => ({
    ...record(iteration),
    update: { ...record(iteration).update, status: 'noImprovement' },
  }))
  expect(await reportPage(run, refused)).toContain('<p class="warning">No step was accepted (noImprovement 2 times)')
  expect(await reportPage(run, [record(1)])).not.toContain('class="warning"')
})
