import { createLocalTrainer, numberIn, type UpdateRule } from '@trpo/core'
import { cartPole } from '@trpo/envs'
import { addScaled, norm } from '@trpo/linalg'
import { describe, expect, it } from 'vitest'

/** Gradient ascent with beta = sqrt(2 delta) / |g| (Eq 18): no product, no line search. */
function gradientAscent(delta: number): UpdateRule {
  return {
    name: 'gradient ascent',
    summary: `Gradient ascent, delta ${delta}`,
    measures: { radius: { title: 'Radius', description: 'beta |g|, the length of the step: sqrt(2 delta).' } },
    async step(problem) {
      const { theta } = problem
      const gradient = await problem.gradient()
      const size = norm(gradient)
      if (!Number.isFinite(size)) return { status: 'notFinite', theta, numbers: { radius: Number.NaN } }
      if (size === 0) return { status: 'zeroGradient', theta, numbers: { radius: Number.NaN } }
      const beta = Math.sqrt(2 * delta) / size
      return { status: 'accepted', theta: addScaled(theta, beta, gradient), numbers: { radius: beta * size } }
    },
  }
}

const trainerOf = (update: UpdateRule) =>
  createLocalTrainer({ seed: 3, environment: cartPole, quota: { kind: 'steps', steps: 600 }, update })

describe('an update rule with a number of its own', () => {
  it('has it in the record, its meaning among the measures, and its summary on screens', async () => {
    const trainer = trainerOf(gradientAscent(0.02))
    const start = trainer.init()
    const [{ theta }, record] = await trainer.step(start)
    expect(Object.keys(record.update).sort()).toEqual(['klWithNormalizer', 'radius', 'status'])
    expect(numberIn(record, 'radius')).toBeCloseTo(0.2, 12)
    expect(norm(addScaled(theta, -1, start.theta))).toBeCloseTo(0.2, 12)
    expect(numberIn(record, 'kl')).toBeNull()
    expect(trainer.measures['radius'].title).toBe('Radius')
    expect(trainer.measures['backtracks']).toBeUndefined()
    expect(trainer.summary).toBe('Gradient ascent, delta 0.02')
    await trainer.dispose()
  })

  it('leaves the parameters alone on another status, and null for a number that was not reached', async () => {
    const stuck: UpdateRule = {
      ...gradientAscent(0.02),
      step: (problem) =>
        gradientAscent(0.02).step({ ...problem, gradient: () => new Float64Array(problem.theta.length) }),
    }
    const trainer = trainerOf(stuck)
    const start = trainer.init()
    const [next, { update }] = await trainer.step(start)
    expect(update).toMatchObject({ status: 'zeroGradient', radius: null })
    expect(next.theta).toEqual(start.theta)
    expect(next.iteration).toBe(1)
    await trainer.dispose()
  })
})
