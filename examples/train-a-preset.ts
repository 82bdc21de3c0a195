// Trains a preset for five iterations, as `trpo train modern/cart-pole` does, and prints what its episodes earn.
import { describeRun, findPreset, presetConfig, trainingOf } from '@trpo/recipes'

const config = presetConfig(findPreset('modern/cart-pole'), 1)
const training = await trainingOf(config)
for (const [subject, text] of describeRun(training.run, training.environment.spec)) console.log(subject, text)
let state = training.init()
for (let iteration = 0; iteration < 5; iteration++) {
  const [next, record] = await training.step(state)
  console.log(`iteration ${record.iteration}: return ${record.episodes.meanReturn?.toFixed(1)}`)
  state = next
}
await training.dispose()
