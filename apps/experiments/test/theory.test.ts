import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  algorithm1Step,
  evaluatePolicy,
  kakadeLangfordChain,
  logitGradientOfReturn,
  maxKlStep,
  policyIteration,
  uniformPolicy,
} from '@trpo/tabular'
import { describe, expect, it } from 'vitest'
import { DELTA } from '../src/theory/bound-rows.ts'
import { methodRows, stepsTo } from '../src/theory/method-rows.ts'
import { stepNumbers } from '../src/theory/step-numbers.ts'

const markdown = readFileSync(join(import.meta.dirname, '../../../docs/theory.md'), 'utf8')
const page = markdown.replaceAll('\n', ' ')
const grouped = (x: number) => Math.round(x).toLocaleString('en')
/** The cells of the row of a table that begins with one. */
const cells = (start: string) => {
  const rows = markdown.split('\n').map((line) => line.split('|').map((cell) => cell.trim()))
  return (rows.find(([, first]) => first === start) ?? []).slice(1, -1)
}

describe('docs/theory.md', () => {
  it.each([0.9, 0.95, 0.99, 0.995, 0.999])('states what the bound allows at gamma = %d', (gamma) => {
    const limit = (1 - gamma) ** 2 / (8 * gamma ** 2)
    const [, coefficient, most, ratio] = cells(String(gamma))
    expect(coefficient).toBe(grouped((4 * gamma) / (1 - gamma) ** 2))
    expect(Number(most)).toBeCloseTo(Number(limit.toPrecision(3)), 12)
    expect(Number(ratio.replace(',', ''))).toBe(Number((DELTA / limit).toPrecision(3)))
  })

  it('states the numbers of the step', () => {
    const { epsilon, coefficient, kappa, lastPromise, guaranteed, rise, delta } = stepNumbers(1, 0.99)
    expect(page).toContain(`epsilon is ${epsilon.toPrecision(3)}`)
    expect(page).toContain(`C is ${grouped(Number(coefficient.toPrecision(3)))}`)
    expect(page).toContain(`at a divergence of ${kappa.toExponential(2)}`)
    expect(page).toContain(`${grouped(Number((DELTA / kappa).toPrecision(2)))} times as much`)
    expect(page).toContain(`at ${lastPromise.toExponential(1)}, the bound no longer`)
    expect(page).toContain(`a rise of ${guaranteed.toPrecision(3)} and gets ${rise.toPrecision(3)}, twice`)
    expect(page).toContain(`raises eta by ${delta.rise.toPrecision(3)}, which is ${grouped(delta.rise / rise)} times`)
    expect(page).toContain(
      `The error of L is ${delta.error.toPrecision(2)} there, and the penalty is ${grouped(delta.penalty)}.`,
    )
    expect(Math.round(delta.penalty / delta.error / 1000)).toBe(4)
  })

  it('states the steps of each method', () => {
    const rows = methodRows(1, 0.9, 500)
    const methods = ['policy iteration', 'Equation 11, delta 0.01', 'conservative policy iteration', 'Algorithm 1']
    for (const method of methods) {
      const [, half, most] = cells(method)
      expect([method, half, most]).toEqual([
        method,
        String(stepsTo(rows, method, 0.5)),
        String(stepsTo(rows, method, 0.9)),
      ])
    }
  })

  it.each([5, 10, 20])('states the numbers of the chain of %d states', (length) => {
    const mdp = kakadeLangfordChain({ length, discount: 0.95 })
    const start = evaluatePolicy(mdp, uniformPolicy(mdp))
    const best = policyIteration(mdp).optimal.expectedReturn
    let steps = 0
    for (let current = start; current.expectedReturn < 0.9 * best; steps++) {
      current = evaluatePolicy(mdp, maxKlStep(current, DELTA))
    }
    const stated = cells(String(length)).map((cell) => Number(cell.replaceAll(',', '')))
    expect(stated).toEqual([
      length,
      3 * (2 ** length - length - 1),
      Number(start.expectedReturn.toPrecision(3)),
      Number(best.toPrecision(3)),
      Number(Math.hypot(...logitGradientOfReturn(start)).toPrecision(length === 20 ? 2 : 3)),
      Number(algorithm1Step(start).maxKl.toPrecision(2)),
      steps,
    ])
  })
})
