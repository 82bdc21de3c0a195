import { categorical, type Distribution, diagonalGaussian, factoredCategorical } from '../src/index.ts'

export const gaussian = diagonalGaussian(2)
export const narrow = diagonalGaussian(1)
export const softmax = categorical(4)
export const factored = factoredCategorical([3, 2])

/** The same function with its output changed afterwards. */
export function changed<Inputs extends readonly unknown[]>(
  call: (...given: [...Inputs, Float64Array]) => void,
  change: (value: number, index: number) => number,
): (...given: [...Inputs, Float64Array]) => void {
  return (...given) => {
    call(...given)
    const into = given[given.length - 1]
    if (into instanceof Float64Array)
      into.set(into.map((value, index) => (Number.isNaN(value) ? value : change(value, index))))
  }
}

/** What is there already is added to the mode. */
export function addsTo(mode: Distribution['mode']): Distribution['mode'] {
  return (rows, mu, actions) => {
    const before = actions.slice()
    mode(rows, mu, actions)
    for (let i = 0; i < rows * 2; i++) actions[i] += before[i]
  }
}

/** Its entropy grows by a little with every call. */
export function countsCalls(): Distribution {
  let calls = 0
  return {
    ...gaussian,
    entropy(rows, mu, into) {
      gaussian.entropy(rows, mu, into)
      for (let row = 0; row < rows; row++) into[row] += 1e-10 * calls
      calls++
    },
  }
}

export const firstFactorKl: Distribution['kl'] = (rows, muOld, muNew, into) => {
  const pick = (mu: typeof muOld) =>
    Float64Array.from({ length: 3 * rows }, (_, i) => mu[5 * Math.floor(i / 3) + (i % 3)])
  categorical(3).kl(rows, pick(muOld), pick(muNew), into)
}

export const unnormalisedLogProb: Distribution['logProb'] = (rows, mu, actions, into) => {
  for (let row = 0; row < rows; row++) into[row] = mu[4 * row + actions[row]]
}

export const twistedFisher: Distribution['fisher'] = (rows, mu, dmu, into) => {
  gaussian.fisher(rows, mu, dmu, into)
  for (let row = 0; row < rows; row++) into[4 * row] += dmu[4 * row + 1]
}
