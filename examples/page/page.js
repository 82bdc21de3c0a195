// Loads the policy that is served in the folder cart-pole-policy beside this page, and shows what it is and how it acts.
import { act, fetchPolicy, mode, randomStream, summarizePolicy, summaryText } from './policies.js'

/** @param {string} url the folder that the policy was saved in */
async function show(url) {
  const policy = await fetchPolicy(url)
  const observation = [0, 0, 0.05, 0]
  return [
    summaryText(summarizePolicy(policy)),
    `most likely: ${mode(policy, observation)}`,
    `drawn: ${act(policy, observation, randomStream(1, 'actions'))}`,
  ].join('\n')
}

document.querySelector('#result').textContent = await show('cart-pole-policy').catch(String)
