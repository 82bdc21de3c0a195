// Prints the layers, the shapes and the numbers of parameters of a policy: here that of the paper's swimmer.
import { gaussianMlp, summarizePolicy, summaryText } from '@trpo/policies'

const model = gaussianMlp({ observationSize: 9, actionSize: 2, hidden: [30] })
const summary = summarizePolicy(model)
console.log(summaryText(summary))
for (const { kind, leaves } of summary.layers) {
  for (const { name, shape, offset } of leaves) console.log(`${kind}: ${name} [${shape}] starts at theta[${offset}]`)
}
