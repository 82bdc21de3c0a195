import { spaceSize } from '@trpo/envs'
import { gaussianMlp } from '@trpo/policies'
import { describe, expect, it } from 'vitest'
import { findEnvironment } from '../src/environments/find-environment.ts'
import { findPreset } from '../src/presets/registry.ts'

/** Table 2 of the paper, and the sizes that its presets have where the printed ones fit no network. */
const COLUMNS = [
  { task: 'swimmer', controls: 2, printed: 364, ours: 364, hidden: [30], steps: 50_000, branchSteps: 50, values: 500 },
  {
    task: 'hopper',
    controls: 3,
    printed: 4806,
    ours: 3306,
    hidden: [50, 50],
    steps: 1e6,
    branchSteps: 100,
    values: 2500,
  },
  {
    task: 'walker',
    controls: 6,
    printed: 8206,
    ours: 3762,
    hidden: [50, 50],
    steps: 1e6,
    branchSteps: 100,
    values: 2500,
  },
]

describe.each(COLUMNS)(
  'the column $task of Table 2',
  ({ task, controls, printed, ours, hidden, steps, branchSteps, values }) => {
    const { settings } = findPreset(`paper/${task}`)

    it('has the rows of both procedures', () => {
      for (const { iterations, policy, estimator, update } of [settings, findPreset(`paper/${task}-vine`).settings]) {
        expect(iterations).toBe(200)
        expect(policy).toMatchObject({ hidden, activation: 'tanh', normalizeObservations: false })
        expect(estimator).toMatchObject({ discount: 0.99 })
        expect(update).toMatchObject({ kind: 'trust-region', maxKl: 0.01, cgIterations: 10 })
      }
    })

    it('has the rows of single path: simulation steps, or paths of 1,000 steps', () => {
      const { sampler } = settings
      if (sampler.kind !== 'single-path') throw new Error(sampler.kind)
      const { unit, perIteration } = sampler.quota
      expect(unit === 'paths' ? 1000 * perIteration : perIteration).toBe(steps)
    })

    it('takes the Fisher product on a tenth of the samples, as appendix C.1 says', () => {
      expect(settings.objective).toMatchObject({ metric: { kind: 'fisher', stride: 10 } })
    })

    it('has the rows of vine', () => {
      const { sampler } = findPreset(`paper/${task}-vine`).settings
      expect(sampler).toMatchObject({
        trunks: 16,
        trunkSteps: 1000,
        branchSteps,
        states: values / 4,
        proposal: { kind: 'policy', actions: 4 },
      })
    })

    it('has as many controls, and the parameters that the preset says', async () => {
      const source = await findEnvironment(settings)
      const { spec } = source.create()
      expect(spec.timeLimit).toBe(1000)
      expect(spaceSize(spec.actionSpace)).toBe(controls)
      const sizes = { observationSize: spaceSize(spec.observationSpace), actionSize: controls, hidden }
      expect(gaussianMlp(sizes).network.parameterCount).toBe(ours)
      if (printed !== ours) expect(findPreset(`paper/${task}`).deviates.join()).toContain(printed.toLocaleString('en'))
    })
  },
)

it("cart-pole has section 8.1's linear policy of six parameters", async () => {
  const { settings } = findPreset('paper/cart-pole')
  const { spec } = (await findEnvironment(settings)).create()
  expect(settings.policy.hidden).toEqual([])
  const sizes = {
    observationSize: spaceSize(spec.observationSpace),
    actionSize: spaceSize(spec.actionSpace),
    hidden: [],
  }
  expect(gaussianMlp(sizes).network.parameterCount).toBe(6)
})
