import { expect, test } from 'vitest'
import { curvesChart } from '../../src/compare/curves-chart.ts'
import type { LearningCurve } from '../../src/compare/learning-curve.ts'
import { underOneLabel } from '../../src/compare/one-label.ts'
import { renderSvg } from '../../src/report/render-svg.ts'

const curve = (task: string, seed: number): LearningCurve => {
  const returns = [1, 2].map((x) => ({ x, meanReturn: seed * x }))
  return { task, label: `${task}-v5`, seed, source: 'made up', points: [], returns }
}

test('runs of many presets have one label, and a panel each with its task above', async () => {
  const tasks = ['hop', 'walk', 'run', 'swim', 'stand', 'balance', 'reach']
  const curves = underOneLabel(
    tasks.flatMap((task) => [curve(task, 1), curve(task, 2)]),
    'ours',
  )
  expect(new Set(curves.map(({ label }) => label))).toEqual(new Set(['ours']))
  expect(curvesChart(curves)).toMatchObject({ columns: 3, concat: tasks.map((title) => ({ title, width: 290 })) })
  const svg = await renderSvg(curvesChart(curves))
  for (const text of [...tasks, 'ours']) expect(svg.split(`>${text}<`)).toHaveLength(2)
})

test('two experiments on one task are not taken for one', () => {
  const other = { ...curve('hop', 1), label: 'hop, update.maxKl=0.1' }
  expect(() => underOneLabel([curve('hop', 1), curve('walk', 1), other], 'ours')).toThrow(
    'there are two runs of hop, seed 1, of hop-v5 and of hop, update.maxKl=0.1; give runs of one experiment a task',
  )
})
