import { expectSameBits, expectThat } from '@trpo/math/expectations'
import { sameJson } from './compare.ts'
import type { Subject } from './subject.ts'

/**
 * Sizes are whole numbers, and the leaves follow one another in theta without gaps, from its first number to its last.
 */
export function checkLeaves({ network }: Subject): void {
  for (const name of ['inputSize', 'outputSize'] as const) {
    expectThat(isSize(network[name], 1), `${name} is ${network[name]}, expected a whole number of at least 1`)
  }
  const { precision, parameterCount, leaves } = network
  expectThat(isSize(parameterCount, 0), `parameterCount is ${parameterCount}, expected a whole number`)
  expectThat(precision === 'f32' || precision === 'f64', `precision is ${String(precision)}, expected 'f32' or 'f64'`)
  const names = new Set<string>()
  let end = 0
  for (const { name, shape, offset, size } of leaves) {
    expectThat(typeof name === 'string' && name !== '', `a leaf is named ${String(name)}, expected a name`)
    expectThat(!names.has(name), `two leaves are named '${name}'`)
    names.add(name)
    const product = shape.reduce((count, dimension) => count * dimension, 1)
    expectThat(product === size, `leaf '${name}' has size ${size}, its shape [${shape.join(', ')}] has ${product}`)
    expectThat(offset === end, `leaf '${name}' starts at ${offset}, the leaves before it end at ${end}`)
    end += size
  }
  expectThat(end === parameterCount, `the leaves end at ${end}, there are ${parameterCount} parameters`)
}

/** init gives p finite numbers, in a new array, and the draws alone determine them. */
export function checkInit({ network, random }: Subject): void {
  const first = network.init(random('init'))
  expectThat(first instanceof Float64Array, 'init gives no Float64Array')
  expectThat(
    first.length === network.parameterCount,
    `init gives ${first.length} numbers, there are ${network.parameterCount} parameters`,
  )
  const bad = first.findIndex((value) => !Number.isFinite(value))
  expectThat(bad < 0, `init gives ${first[bad]} as parameter ${bad}, expected finite numbers`)
  const copy = first.slice()
  first.fill(Number.NaN)
  network.init(random('other draws'))
  expectSameBits('parameters of a second init with the same draws', network.init(random('init')), copy)
}

/** The description comes through JSON unchanged, and builds a network that computes the same bits. */
export function checkDescription(subject: Subject): void {
  const { network, rebuild, theta, x, rows, random } = subject
  const { description } = network
  const text = JSON.stringify(description)
  expectThat(typeof description.kind === 'string', `the description ${text} has no kind`)
  expectThat(sameJson(JSON.parse(text), description), `the description ${text} does not come through JSON unchanged`)
  const again = rebuild(JSON.parse(text))
  for (const field of ['description', 'inputSize', 'outputSize', 'parameterCount', 'precision', 'leaves'] as const) {
    const [found, expected] = [again[field], network[field]]
    expectThat(
      sameJson(found, expected),
      `${field} of the network built again is ${JSON.stringify(found)}, expected ${JSON.stringify(expected)}`,
    )
  }
  expectSameBits('init of the network built again', again.init(random('init')), network.init(random('init')))
  expectSameBits(
    'outputs of the network built again',
    again.forward(theta, x, rows).y,
    network.forward(theta, x, rows).y,
  )
}

function isSize(value: unknown, least: number): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= least
}
