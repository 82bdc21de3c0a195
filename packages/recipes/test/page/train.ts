import { findPreset, presetConfig, setOptions, trainingOf } from '@trpo/recipes'

/**
 * What is trained in the page and in Node: one task that brings its own dynamics, and one robot, without and with a value network; a game
 * in pixels, by single path and by the vine.
 */
const trained = [
  ['modern/cart-pole', ['sampler.quota.perIteration=12', 'environment.timeLimit=50']],
  ['modern/hopper', ['sampler.quota.perIteration=300', 'environment.timeLimit=50']],
  ['Hopper-v5', ['sampler.quota.perIteration=300', 'environment.timeLimit=50']],
  ['pixels/catch', ['sampler.quota.perIteration=540']],
  ['pixels/catch-vine', ['sampler.states=60']],
] as const

/** Trains for two iterations each; gives every bit of the parameters, in hex. */
export async function train(): Promise<string> {
  const bits: string[] = []
  for (const [name, assignments] of trained) {
    const training = await trainingOf(setOptions(presetConfig(findPreset(name), 7), assignments))
    let state = training.init()
    for (let iteration = 0; iteration < 2; iteration++) [state] = await training.step(state)
    const { theta } = training.policy(state)
    await training.dispose()
    bits.push(Array.from(new Uint8Array(theta.slice().buffer), (byte) => byte.toString(16).padStart(2, '0')).join(''))
  }
  return bits.join(' ')
}
