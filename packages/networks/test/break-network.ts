import { append, mlpLayers, type Network, sequential, simdNetwork, type Tape } from '@trpo/networks'

export const layers = [
  ...mlpLayers({ inputSize: 3, hidden: [4], outputSize: 2 }),
  append(2, { name: 'logStd', initial: [0, -1] }),
]
const reference = sequential(layers)
export const good: Network = reference
export const single: Network = simdNetwork(reference.description)

/** The network with the results of `forward`, at fixed parameters too, changed afterwards. */
export function withForward(
  network: Network,
  change: (tape: Tape, theta: Float64Array, x: Parameters<Network['forward']>[1], reuse: Tape | undefined) => Tape,
): Network {
  // A changed tape may be another object: the network is given its own.
  const own = new WeakMap<Tape, Tape>()
  const ownOf = (tape: Tape) => own.get(tape) ?? tape
  const forward: Network['forward'] = (theta, x, rows, reuse) => {
    const tape = network.forward(theta, x, rows, reuse && ownOf(reuse))
    const changed = change(tape, theta, x, reuse)
    own.set(changed, tape)
    return changed
  }
  return {
    ...network,
    forward,
    jvp: (tape, direction) => network.jvp(ownOf(tape), direction),
    vjp: (tape, ybar, into) => network.vjp(ownOf(tape), ybar, into),
    at(theta) {
      const copy = theta.slice()
      return { forward: (x, rows, reuse) => forward(copy, x, rows, reuse) }
    },
  }
}

/** The network whose vjp adds what `change` makes of what it would have added. */
export function withGradient(network: Network, change: (gradient: Float64Array, tape: Tape) => Float64Array): Network {
  return {
    ...network,
    vjp(tape, ybar, into) {
      const gradient = new Float64Array(into.length)
      network.vjp(tape, ybar, gradient)
      const changed = change(gradient, tape)
      for (let p = 0; p < into.length; p++) into[p] += changed[p]
    },
  }
}

/** The network with every jvp changed in place. */
export function withTangent(network: Network, change: (dy: Float64Array | Float32Array, tape: Tape) => void): Network {
  return {
    ...network,
    jvp(tape, direction) {
      const dy = network.jvp(tape, direction)
      change(dy, tape)
      return dy
    },
  }
}

export function remembersTheta(): Network {
  const seen = new WeakMap<Float64Array, Float64Array>()
  return {
    ...good,
    forward(theta, x, rows, reuse) {
      const own = seen.get(theta) ?? theta.slice()
      seen.set(theta, own)
      return good.forward(own, x, rows, reuse)
    },
  }
}

export function initWithMemory(): Network {
  let calls = 0
  return { ...good, init: (random) => good.init(random).fill(calls++, 0, 1) }
}

export function sharedInit(): Network {
  const shared = new Float64Array(good.parameterCount)
  let filled = false
  return {
    ...good,
    init(random) {
      if (!filled) shared.set(good.init(random))
      filled = true
      return shared
    },
  }
}

export function oneTapeForAll(): Network {
  let last: Tape | undefined
  return {
    ...good,
    forward(theta, x, rows) {
      last = good.forward(theta, x, rows, last)
      return last
    },
    jvp: (tape, direction) => good.jvp(last ?? tape, direction),
    vjp: (tape, ybar, into) => good.vjp(last ?? tape, ybar, into),
  }
}

export function describedBy(description: object): Network {
  return { ...good, description: description as Network['description'] }
}

export function writesDirection(): Network {
  return {
    ...good,
    jvp(tape, direction) {
      const dy = good.jvp(tape, direction)
      direction[0] += 1
      return dy
    },
  }
}

export function writesCotangent(): Network {
  return {
    ...good,
    vjp(tape, ybar, into) {
      good.vjp(tape, ybar, into)
      ybar[0] += 1
    },
  }
}

export function overwrites(): Network {
  return { ...good, vjp: (tape, ybar, into) => good.vjp(tape, ybar, into.fill(0)) }
}

export function keepsNoCopy(): Network {
  return { ...good, at: (theta) => ({ forward: (x, rows, old) => good.forward(theta, x, rows, old) }) }
}

/** Its tapes of `at` share their outputs with the second one that `at` makes after them. */
export function forgetsTapes(): Network {
  return {
    ...good,
    at(theta) {
      const fixed = good.at(theta)
      let first: Tape | undefined
      let made = 0
      return {
        forward(x, rows, reuse) {
          const tape = fixed.forward(x, rows, reuse)
          first ??= tape
          // Other rows for whoever looks at the first one now.
          if (++made === 3) first.y[0] += 1
          return tape
        },
      }
    },
  }
}

export function halvesCotangents(): Network {
  return {
    ...single,
    vjp: (tape, ybar, into) =>
      single.vjp(tape, ybar instanceof Float32Array ? ybar.map((value) => value / 2) : ybar, into),
  }
}

/** Divides bytes by 255, where floats are taken as they are. */
export function scalesBytes(): Network {
  const forward: Network['forward'] = (theta, x, rows, reuse) =>
    single.forward(theta, x instanceof Uint8Array ? Float32Array.from(x, (value) => value / 255) : x, rows, reuse)
  return { ...single, forward }
}
