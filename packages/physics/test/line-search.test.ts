import { compileConstants } from '@trpo/physics'
import { expect, test } from 'vitest'
import { stepKernel } from '../src/dynamics/kernel.ts'
import { stateRows } from '../src/dynamics/state-rows.ts'
import { emitModule } from '../src/wasm/emit.ts'
import { instantiateNow } from '../src/wasm/engine.ts'
import { goldenSteps, relativeError } from './goldens.ts'
import { models } from './models.ts'

/** The line search starts after six solves, which hardly any state needs; here it has a part in every solve. */
test.each(Object.keys(models))('the line search finds the same minimum for %s', (name) => {
  const model = models[name]
  if (!model) throw new Error(`no model is named ${name}`)
  const constants = compileConstants(model)
  const steps = goldenSteps(name)
  const rows = stateRows(constants)
  const { binary, stride } = emitModule(stepKernel(constants, 'f64x2', 0), 'f64x2', rows.count, steps.length)
  const kernel = instantiateNow(binary)
  const width = stride / 8
  const state = new Float64Array(kernel.memory, 0, rows.count * width)
  const n = constants.dofs.length
  steps.forEach((step, lane) => {
    step.qpos.forEach((value, i) => {
      state[(rows.qpos + i) * width + lane] = value
    })
    step.qvel.forEach((value, i) => {
      state[(rows.qvel + i) * width + lane] = value
    })
    step.control.forEach((value, i) => {
      state[(rows.control + i) * width + lane] = value
    })
    state[rows.enabled * width + lane] = 1
  })
  kernel.step(steps.length / 2, 1)
  const errors = steps.map((step, lane) => {
    const after = Array.from({ length: 2 * n }, (_, i) => state[i * width + lane] ?? Number.NaN)
    return relativeError(after, step.tight)
  })
  expect(Math.max(...errors)).toBeLessThan(1e-10)
})
