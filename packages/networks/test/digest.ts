import { append, mlpLayers, sequential, simdNetwork } from '@trpo/networks'
import { randomStream } from '@trpo/random'

/** A number of the bits of outputs, jvp and vjp of two networks; the same on every engine. */
export function digest(): string {
  let hash = 0x811c9dc5
  const add = (array: Float32Array | Float64Array) => {
    for (const byte of new Uint8Array(array.slice().buffer)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0
  }
  for (const activation of ['tanh', 'relu'] as const) {
    const reference = sequential([
      ...mlpLayers({ inputSize: 11, hidden: [50, 33], outputSize: 3, activation }),
      append(3, { name: 'logStd', initial: [0, -1, 1] }),
    ])
    const network = simdNetwork(reference.description)
    const random = randomStream(7, 'digest')
    const theta = network.init(random)
    const rows = 300
    const x = Float32Array.from({ length: rows * 11 }, () => 3 * random.normal())
    const tape = network.forward(theta, x, rows)
    const dy = network.jvp(
      tape,
      theta.map(() => random.normal()),
    )
    const into = new Float64Array(theta.length)
    network.vjp(tape, dy, into)
    add(tape.y)
    add(dy)
    add(into)
  }
  return hash.toString(16).padStart(8, '0')
}
