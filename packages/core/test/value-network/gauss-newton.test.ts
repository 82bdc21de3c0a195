import { createTrainer, gaussNewtonFit, inProcessShard, numberIn, type ValueFit } from '@trpo/core'
import { mlp, type Network, simdNetwork } from '@trpo/networks'
import { describe, expect, it } from 'vitest'
import { createLanes, criticParts } from './critic-parts.ts'

const linear = mlp({ inputSize: 4, hidden: [], outputSize: 1 })

async function errorsOf(fit: ValueFit, network: Network = linear) {
  const parts = criticParts({ fit, network })
  const trainer = createTrainer(parts, [inProcessShard(parts, createLanes)])
  const [, record] = await trainer.step(trainer.init())
  await trainer.dispose()
  return numberIn(record, 'valueLoss') ?? Number.NaN
}

/** c after a fit of one step that began with c = 1. */
async function dampingAfter(network: Network) {
  const parts = criticParts({ fit: gaussNewtonFit({ steps: 1 }), network })
  const trainer = createTrainer(parts, [inProcessShard(parts, createLanes)])
  const first = trainer.init()
  const damping = { 'critic.damping': { shape: [1], data: Float64Array.of(1) } }
  const [, record] = await trainer.step({ ...first, estimator: { ...first.estimator, ...damping } })
  await trainer.dispose()
  return numberIn(record, 'valueDamping')
}

describe('a Gauss-Newton fit', () => {
  it('solves the least squares of a linear network in one step, and finds nothing better in a second one', async () => {
    const exact = { products: 5, leastDamping: 1e-9 }
    const [one, two] = [await errorsOf(gaussNewtonFit({ ...exact, steps: 1 })), await errorsOf(gaussNewtonFit(exact))]
    expect(Math.abs(one - two)).toBeLessThan(1e-6 * one)
    const less = await errorsOf(gaussNewtonFit({ ...exact, steps: 1, products: 2 }))
    expect(less).toBeGreaterThan(1.0001 * one)
  })

  it('divides its damping by 1.5 where the quadratic model is right, as it is of a linear network', async () => {
    expect(await dampingAfter(linear)).toBe(1 / 1.5)
  })

  it('multiplies its damping by 1.5 where no trial improves', async () => {
    // Its derivative leads nowhere, so every trial is where the fit began.
    const flat = { ...linear, vjp() {} }
    expect(await dampingAfter(flat)).toBe(1.5)
  })

  it('lowers the error of a network with every step', async () => {
    const network = simdNetwork(mlp({ inputSize: 4, hidden: [5], outputSize: 1 }).description)
    const errors = []
    for (const steps of [1, 2, 4]) errors.push(await errorsOf(gaussNewtonFit({ steps }), network))
    expect(errors[1]).toBeLessThan(errors[0])
    expect(errors[2]).toBeLessThan(errors[1])
  })

  it('runs the network forward once for all products at the same parameters', async () => {
    const network: Network = simdNetwork(mlp({ inputSize: 4, hidden: [5], outputSize: 1 }).description)
    const forwards = async (products: number) => {
      let count = 0
      const counted: Network = {
        ...network,
        at(theta) {
          const { forward } = network.at(theta)
          return {
            forward(...given) {
              count++
              return forward(...given)
            },
          }
        },
      }
      const error = await errorsOf(gaussNewtonFit({ products, steps: 1 }), counted)
      return { count, error }
    }
    const [few, many] = [await forwards(2), await forwards(9)]
    expect(many.count).toBe(few.count)
    expect(many.error).not.toBe(few.error)
  })
})
