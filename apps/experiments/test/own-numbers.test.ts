import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLocalTrainer, type Measures, type UpdateRule } from '@trpo/core'
import { cartPole } from '@trpo/envs'
import { beginRun, readMetrics, readRun } from '@trpo/runs'
import { expect, onTestFinished, test } from 'vitest'
import { report } from '../src/commands/report.ts'

const measures: Measures = {
  stride: {
    title: 'Stride of the step',
    unit: 'furlongs',
    description: 'Euclidean length of the step, which this rule holds to a constant.',
  },
  reach: {
    title: 'Reach of the gradient',
    unit: 'rods',
    description: 'Greatest entry of the gradient < its length, by absolute value.',
    chart: 'How far it might go',
  },
}

/** A step of constant length along the gradient, with numbers that no other rule has. */
const march: UpdateRule = {
  name: 'march',
  summary: 'a march of 0.01 furlongs',
  measures,
  async step(problem) {
    const gradient = await problem.gradient()
    const length = Math.hypot(...gradient)
    return {
      status: 'accepted',
      theta: problem.theta.map((value, i) => value + (0.01 * gradient[i]) / length),
      numbers: { stride: 0.01, reach: gradient.reduce((most, value) => Math.max(most, Math.abs(value)), 0) },
    }
  },
}

test('numbers of an update rule of one’s own are recorded, described in run.json, and drawn with unit and description', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'own-numbers-'))
  onTestFinished(() => rm(directory, { recursive: true }))
  const training = createLocalTrainer({
    seed: 1,
    environment: () => cartPole(),
    quota: { kind: 'steps', steps: 240 },
    update: march,
  })
  onTestFinished(() => training.dispose())
  const config = { rule: 'march', iterations: 3, checkpoints: { keep: 1 } }
  await beginRun({ directory: join(directory, 'march'), config, training })

  const { paths, provenance } = await readRun(join(directory, 'march'))
  expect(provenance.measures).toMatchObject(measures)
  const records = await readMetrics(paths.metrics)
  expect(records).toHaveLength(3)
  for (const { update } of records)
    expect(update).toMatchObject({ status: 'accepted', stride: 0.01, reach: expect.any(Number) })

  await report(paths.directory)
  const html = await readFile(paths.report, 'utf8')
  expect(html).toContain('a march of 0.01 furlongs')
  expect(chartBelow(html, 'Stride of the step')).toContain('furlongs')
  expect(chartBelow(html, 'Stride of the step')).toContain(measures['stride'].description)
  expect(chartBelow(html, 'How far it might go')).toContain('rods')
  expect(chartBelow(html, 'How far it might go')).toContain('Greatest entry of the gradient &lt; its length')
})

/** What a report shows from one heading to the next. */
function chartBelow(html: string, title: string): string {
  const [, rest = ''] = html.split(`<h2>${title}</h2>`)
  return rest.split('<h2>')[0]
}
