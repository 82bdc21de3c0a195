// Trains a hopper in web workers, on all cores, in a page that Vite bundles, and shows the returns.
import { webWorkerShards } from '@trpo/core/web'
import { buildRun, findPreset, loadEnvironment, presetConfig } from '@trpo/recipes'

const config = presetConfig(findPreset('modern/hopper'), 1)
const run = await buildRun(config, await loadEnvironment(config))
const worker = () => new Worker(new URL('./my-worker.js', import.meta.url), { type: 'module' })
const training = run.training(webWorkerShards({ worker, config, lanes: run.lanes }))

const result = document.querySelector('#result')
let state = training.init()
for (let iteration = 1; iteration <= 3; iteration++) {
  const [next, { episodes }] = await training.step(state)
  result.textContent += `iteration ${iteration}: return ${episodes.meanReturn}\n`
  state = next
}
await training.dispose()
result.textContent += 'done'
