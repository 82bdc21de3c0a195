// Trains a hopper in web workers, on all cores, in a page that Vite bundles, and shows the returns.
import { createTrainer } from '@trpo/core'
import { webWorkerShards } from '@trpo/core/web'
import { buildParts, findPreset, loadEnvironment, presetConfig } from '@trpo/recipes'

const config = presetConfig(findPreset('modern/hopper'), 1)
const parts = buildParts(config, await loadEnvironment(config))
const worker = () => new Worker(new URL('./my-worker.js', import.meta.url), { type: 'module' })
const trainer = createTrainer(parts, webWorkerShards({ worker, config, lanes: config.sampler.lanes }))

const result = document.querySelector('#result')
let state = trainer.init()
for (let iteration = 1; iteration <= 3; iteration++) {
  const [next, { episodes }] = await trainer.step(state)
  result.textContent += `iteration ${iteration}: return ${episodes.meanReturn}\n`
  state = next
}
await trainer.dispose()
result.textContent += 'done'
