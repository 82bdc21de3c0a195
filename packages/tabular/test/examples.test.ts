import { denseMatrix, norm, solve } from '@trpo/linalg'
import { randomStream } from '@trpo/random'
import { describe, expect, it } from 'vitest'
import {
  evaluatePolicy,
  garnet,
  kakadeLangfordChain,
  logitGradientOfReturn,
  policyIteration,
  policyTransitions,
  randomPolicy,
  uniformPolicy,
} from '../src/index.ts'

describe("Kakade and Langford's chain", () => {
  it.each([2, 3, 5, 10, 20])('of %d states takes the uniform policy 3 (2^n - n - 1) steps', (length) => {
    const mdp = kakadeLangfordChain({ length, discount: 0.9 })
    // Expected steps to the goal from each other state: (I - P) h = 1, P among these states.
    const all = policyTransitions(mdp, uniformPolicy(mdp)).data
    const n = length - 1
    const system = denseMatrix(n, n)
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) system.data[i * n + j] = Number(i === j) - all[i * length + j]
    }
    const { value } = solve(system, new Float64Array(n).fill(1))
    expect((value ?? [])[0] / (3 * (2 ** length - length - 1))).toBeCloseTo(1, 8)
  })

  it('stalls the policy gradient, and not policy iteration', () => {
    const gradientNorm = (length: number) => {
      const mdp = kakadeLangfordChain({ length, discount: 0.95 })
      return norm(logitGradientOfReturn(evaluatePolicy(mdp, uniformPolicy(mdp))))
    }
    expect(gradientNorm(20)).toBeLessThan(1e-4)
    expect(gradientNorm(20)).toBeLessThan(1e-4 * gradientNorm(5))
    const { optimal } = policyIteration(kakadeLangfordChain({ length: 20, discount: 0.95 }))
    expect(optimal.expectedReturn).toBeCloseTo(0.95 ** 19 / 0.05, 10)
  })
})

describe('Garnets', () => {
  it('have the branches asked for, and are a function of the stream', () => {
    const options = { states: 7, actions: 3, branching: 4, discount: 0.9 }
    const mdp = garnet(randomStream(5, 'garnet'), options)
    expect(garnet(randomStream(5, 'garnet'), options)).toEqual(mdp)
    for (let row = 0; row < 21; row++) {
      expect(mdp.transitions.subarray(row * 7, row * 7 + 7).filter((p) => p > 0)).toHaveLength(4)
    }
  })

  it('draw policies evenly from all: each probability has mean 1/3 and variance 1/18', () => {
    const states = 4000
    const chain = { ...kakadeLangfordChain({ length: 2, discount: 0.5 }), states }
    const { probabilities } = randomPolicy(randomStream(6, 'policy'), chain)
    for (let a = 0; a < 3; a++) {
      const drawn = probabilities.filter((_, i) => i % 3 === a)
      const mean = drawn.reduce((sum, p) => sum + p, 0) / states
      const variance = drawn.reduce((sum, p) => sum + (p - mean) ** 2, 0) / states
      expect(Math.abs(mean - 1 / 3)).toBeLessThan(5 * Math.sqrt(1 / 18 / states))
      expect(Math.abs(variance - 1 / 18)).toBeLessThan(0.005)
    }
  })
})
