import { createLocalTrainer, numberIn, timeDependentBaseline } from '@trpo/core'
import { box, type Environment, timeLimit } from '@trpo/envs'
import { gaussianMlp } from '@trpo/policies'
import { describe, expect, it } from 'vitest'

const STEPS = 40

/** An environment that pays a constant, and in its first step also some part of the action. */
const paying = (constant: number, part: number) => (): Environment => {
  let first = true
  return timeLimit(
    {
      spec: { name: 'paying', observationSpace: box([-1], [1]), actionSpace: box([-Infinity], [Infinity]) },
      reset() {
        first = true
      },
      step([action]) {
        const reward = constant + (first ? part * action : 0)
        first = false
        return { reward, terminated: false }
      },
      observe(into) {
        into[0] = 0.5
      },
    },
    STEPS,
  )
}

async function firstStep(constant: number, part: number, standardizeAdvantages: boolean) {
  const trainer = createLocalTrainer({
    seed: 1,
    environment: paying(constant, part),
    model: gaussianMlp({ observationSize: 1, actionSize: 1, hidden: [] }),
    baseline: timeDependentBaseline(STEPS),
    quota: { kind: 'paths', paths: 7 },
    lanes: 7,
    discount: 0.99,
    bootstrap: 'none',
    standardizeAdvantages,
  })
  const first = trainer.init()
  const [next, record] = await trainer.step(first)
  return { record, moved: next.theta.some((value, i) => value !== first.theta[i]) }
}

describe.each([true, false])('advantages of paths that earn the same, standardised: %s', (standardize) => {
  it.each([1, 0.1, -1e6, 1e-9, 0])('are 0, with a reward of %d a step, so that no step is taken', async (constant) => {
    const { record, moved } = await firstStep(constant, 0, standardize)
    // Their mean over 7 paths is rounded, so that what is left is not exactly 0.
    if (constant === 0.1) expect(numberIn(record, 'advantageStd')).toBeGreaterThan(0)
    expect(record.update.status).toBe('zeroGradient')
    expect(moved).toBe(false)
  })

  it.each([1, 1e-6])('count where returns differ by a billionth, whatever the scale of rewards (%d)', async (scale) => {
    const { record, moved } = await firstStep(scale, 1e-9 * STEPS * scale, standardize)
    expect(record.update.status).toBe('accepted')
    expect(moved).toBe(true)
  })
})
