import { cartPole, type Environment, timeLimit } from '@trpo/envs'
import { environmentConformance, environmentTrial, reachesTimeLimit } from '@trpo/envs/conformance'
import { expect, test } from 'vitest'
import { counter, plainCounter } from './counter.ts'

test('every check of an environment says what to do where it fails', () => {
  const checks = environmentConformance(counter, { refusesWrongLengths: true })
  expect(checks.length).toBeGreaterThan(16)
  for (const { name, remedy } of checks) expect([name, remedy?.endsWith('.')]).toEqual([name, true])
})

test('a trial has some of the checks, holds for what behaves, and names first what other faults follow from', () => {
  const all = environmentConformance(plainCounter).map(({ name }) => name)
  const trial = environmentTrial(plainCounter, { steps: 30 })
  expect(all).toEqual(expect.arrayContaining(trial.map(({ name }) => name)))
  expect(trial.length).toBeLessThan(all.length)
  for (const check of trial) check.run()

  const drawing = (): Environment => {
    const inner = plainCounter()
    return { ...inner, step: (action, random) => ({ ...inner.step(action, random), reward: Math.random() }) }
  }
  const firstFault = environmentTrial(drawing, { steps: 30 }).find(({ run }) => {
    try {
      run()
      return false
    } catch {
      return true
    }
  })
  expect(firstFault?.name).toContain('randomness comes from the draws')
})

test('reachesTimeLimit tells whether an episode lasts for its time limit', () => {
  expect(reachesTimeLimit(() => timeLimit(plainCounter(), 20))).toBe(true)
  expect(reachesTimeLimit(cartPole)).toBe(false)
  const forgetsToEnd = (): Environment => {
    const inner = timeLimit(plainCounter(), 20)
    return { ...inner, step: (action, random) => ({ ...inner.step(action, random), truncated: false }) }
  }
  // What becomes of it at the limit is for the check to say.
  expect(reachesTimeLimit(forgetsToEnd)).toBe(true)
  expect(
    reachesTimeLimit(() => {
      throw new Error('none')
    }),
  ).toBe(false)
})
