/**
 * Draws the pictures of docs/theory.md into docs/pictures, and prints the numbers that stand there:
 *
 *     npx --yes pnpm@10 --filter @trpo/experiments theory
 */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { renderSvg } from '../report/render-svg.ts'
import { boundRow, DELTA, logarithmic, randomOld } from './bound-rows.ts'
import { boundChart, loosenessChart, methodsChart } from './charts.ts'
import { loosenessRows } from './looseness-rows.ts'
import { METHODS, methodRows, stepsTo } from './method-rows.ts'
import { stepNumbers } from './step-numbers.ts'

const pictures = join(import.meta.dirname, '../../../../docs/pictures')
const ITERATIONS = 3000

const numbers = stepNumbers(1, 0.99)
console.log(numbers)
const rows = logarithmic(1e-8, 1, 97).map((maxKl) => boundRow(randomOld(1, 0.99), maxKl))
const marks = [
  { maxKl: numbers.kappa, label: 'Algorithm 1' },
  { maxKl: DELTA, label: `delta = ${DELTA}` },
]
await writeFile(join(pictures, 'theory-bound.svg'), await renderSvg(boundChart(rows, marks)))

const looseness = loosenessRows([0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999], 100)
console.log(looseness)
await writeFile(join(pictures, 'theory-looseness.svg'), await renderSvg(loosenessChart(looseness)))

const methods = methodRows(1, 0.9, ITERATIONS)
for (const method of Object.keys(METHODS)) {
  const last = methods.findLast((row) => row.method === method)
  console.log(
    method,
    'steps to 50%:',
    stepsTo(methods, method, 0.5),
    '90%:',
    stepsTo(methods, method, 0.9),
    last?.share,
  )
}
await writeFile(join(pictures, 'theory-methods.svg'), await renderSvg(methodsChart(methods)))
