import { append, dense, sequential, tanh } from '@trpo/networks'
import {
  categoricalMlp,
  createPolicy,
  gaussianMlp,
  type PolicyModel,
  summarizePolicy,
  summaryText,
} from '@trpo/policies'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { policies } from './policies.ts'

describe('summarizePolicy', () => {
  it("gives the layers of the paper's swimmer", () => {
    const model = gaussianMlp({
      observationSize: 9,
      actionSize: 2,
      hidden: [30],
      actions: { low: [-1, -1], high: [1, 1], fit: 'clip' },
    })
    const { layers, ...rest } = summarizePolicy(model)
    expect(layers.map(({ kind, outputSize, parameterCount }) => [kind, outputSize, parameterCount])).toEqual([
      ['dense', 30, 300],
      ['tanh', 30, 0],
      ['dense', 2, 62],
      ['append', 4, 2],
    ])
    expect(layers.flatMap(({ leaves }) => leaves)).toEqual(model.network.leaves)
    expect(rest).toEqual({
      observationSize: 9,
      parameterCount: 364,
      precision: 'f32',
      distribution: 'diagonal-gaussian',
      actionSize: 2,
      fit: 'clip',
      normalized: false,
    })
    expect(summaryText(summarizePolicy(model))).toBe(
      [
        'layer        outputs  parameters',
        'observation        9',
        'dense             30         300  0.weight [9, 30], 0.bias [30]',
        'tanh              30',
        'dense              2          62  2.weight [30, 2], 2.bias [2]',
        'append             4           2  logStd [2]',
        '364 parameters in f32; diagonal-gaussian of 2 numbers, then clip',
      ].join('\n'),
    )
  })

  it('divides all leaves among the layers, whatever the shape', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 4 })
    fc.assert(
      fc.property(sizes, fc.boolean(), (hidden, gaussian) => {
        const model = gaussian
          ? gaussianMlp({ observationSize: 3, actionSize: 2, hidden })
          : categoricalMlp({ observationSize: 3, classes: 4, hidden })
        const { layers, parameterCount } = summarizePolicy(model)
        expect(layers.flatMap(({ leaves }) => leaves)).toEqual(model.network.leaves)
        expect(layers.reduce((sum, layer) => sum + layer.parameterCount, 0)).toBe(parameterCount)
        expect(layers.at(-1)?.outputSize).toBe(model.distribution.parameterSize)
      }),
    )
  })

  it('says of a policy whether it normalises', () => {
    for (const [, policy] of policies) {
      expect(summarizePolicy(policy).normalized).toBe(policy.normalizer !== undefined)
      expect(summaryText(summarizePolicy(policy)).includes('normalised')).toBe(policy.normalizer !== undefined)
    }
    const model = gaussianMlp({ observationSize: 1, actionSize: 1, hidden: [] })
    const policy = createPolicy({ ...model, theta: new Float64Array(model.network.parameterCount) })
    expect(summarizePolicy(policy).normalized).toBe(false)
  })

  it('gives layers of your own the leaves that no other layer has', () => {
    const own = { ...dense(3, 3), description: { kind: 'acme/mix' as const } }
    const named = { ...own, parameters: () => [{ name: 'mix', shape: [4, 3] }] }
    const network = sequential([dense(2, 3), named, tanh(3), dense(3, 1), append(1, { name: 'logStd', initial: [0] })])
    const { distribution } = gaussianMlp({ observationSize: 1, actionSize: 1, hidden: [] })
    const { layers } = summarizePolicy({ network, distribution })
    expect(layers.map(({ kind, outputSize, leaves }) => [kind, outputSize, leaves.map(({ name }) => name)])).toEqual([
      ['dense', 3, ['0.weight', '0.bias']],
      ['acme/mix', null, ['mix']],
      ['tanh', 3, []],
      ['dense', 1, ['3.weight', '3.bias']],
      ['append', 2, ['logStd']],
    ])
    expect(summaryText(summarizePolicy({ network, distribution }))).toMatch(/^acme\/mix +\? +12 {2}mix \[4, 3\]$/m)
  })

  it('takes a network of your own as one layer', () => {
    const model = gaussianMlp({ observationSize: 2, actionSize: 1, hidden: [3] })
    const whole: PolicyModel = { ...model, network: { ...model.network, description: { kind: 'acme/net' } } }
    expect(summarizePolicy(whole).layers).toEqual([
      { kind: 'acme/net', outputSize: 2, leaves: model.network.leaves, parameterCount: model.network.parameterCount },
    ])
  })
})
