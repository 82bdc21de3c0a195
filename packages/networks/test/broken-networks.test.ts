import { type Network, type ObservationArray, sequential, type Tape } from '@trpo/networks'
import { networkConformance } from '@trpo/networks/conformance'
import { expect, test } from 'vitest'
import {
  describedBy,
  forgetsTapes,
  good,
  halvesCotangents,
  initWithMemory,
  keepsNoCopy,
  layers,
  oneTapeForAll,
  overwrites,
  remembersTheta,
  scalesBytes,
  sharedInit,
  single,
  withForward,
  withGradient,
  withTangent,
  writesCotangent,
  writesDirection,
} from './break-network.ts'

const shorter = sequential(layers.slice(0, 3)).description
const longer = (tape: Tape): Tape => ({ ...tape, y: new Float64Array(tape.y.length + 4) })
const rounded = (tape: Tape): Tape => ({ ...tape, y: Float32Array.from(tape.y) })
const miscounted = (tape: Tape): Tape => ({ ...tape, rows: tape.rows + 1 })
const averaged = (gradient: Float64Array, { rows }: Tape) => gradient.map((value) => value / rows)
const twice = (gradient: Float64Array) => gradient.map((value) => 2 * value)
const notCleared = (tape: Tape, _theta: unknown, _x: unknown, old: Tape | undefined): Tape => {
  if (old !== undefined) tape.y[0] += 1
  return tape
}
const firstRows = (dy: Float64Array | Float32Array): void => {
  dy.fill(0, 16)
}
const absolute = (dy: Float64Array | Float32Array): void => {
  for (let i = 0; i < dy.length; i++) dy[i] = Math.abs(dy[i])
}
const halved = (tape: Tape): Tape => ({ ...tape, y: tape.y.map((v) => v / 2) })
const writesTheta = (tape: Tape, theta: Float64Array): Tape => {
  theta[0] += 1
  return tape
}
const writesInputs = (tape: Tape, _: Float64Array, x: ObservationArray): Tape => {
  x[0] += 1
  return tape
}
const centred = (tape: Tape): Tape => {
  const mean = [...tape.y].reduce((sum, v) => sum + v, 0) / tape.y.length
  return { ...tape, y: tape.y.map((v) => v - mean) }
}
const spoilt = (tape: Tape): Tape => {
  if (tape.y.some(Number.isNaN)) tape.y.fill(Number.NaN)
  return tape
}
const doubled = (dy: Float64Array | Float32Array): void => {
  for (let i = 0; i < dy.length; i++) dy[i] *= 2
}

const [first, ...others] = good.leaves

/** Each rule, the smallest network that breaks it, the check that must fail, and what it must say. */
const broken: ReadonlyArray<readonly [rule: string, network: Network, check: string, message: string]> = [
  ['a size that is not whole', { ...good, outputSize: 4.5 }, 'sizes', 'outputSize is 4.5, expected a whole number'],
  ['a precision of its own', { ...good, precision: 'f16' as 'f32' }, 'sizes', "precision is f16, expected 'f32' or"],
  ['a gap between leaves', { ...good, leaves: [first, ...others.slice(1)] }, 'sizes', "leaf '2.weight' starts at 16"],
  [
    'leaves that end early',
    { ...good, leaves: good.leaves.slice(0, -1) },
    'sizes',
    'the leaves end at 26, there are 28',
  ],
  [
    'two leaves of one name',
    { ...good, leaves: [first, { ...others[0], name: first.name }] },
    'sizes',
    "are named '0.w",
  ],
  [
    'a size that its shape has not',
    { ...good, leaves: [{ ...first, shape: [3, 5] }] },
    'sizes',
    'has size 12, its shape',
  ],
  ['init that is short', { ...good, init: (random) => good.init(random).slice(1) }, 'init', 'init gives 27 numbers'],
  [
    'init that is not finite',
    { ...good, init: (random) => good.init(random).fill(Number.NaN, 0, 1) },
    'init',
    'NaN as parameter 0',
  ],
  ['init that remembers', initWithMemory(), 'init', 'of a second init with the same draws: number 0'],
  ['init that gives one array twice', sharedInit(), 'init', 'of a second init with the same draws: number 0 is NaN'],
  [
    'a description that JSON loses',
    describedBy({ ...good.description, of: Number.NaN }),
    'the description',
    'unchanged',
  ],
  [
    'a boxed number in the description',
    describedBy({ ...good.description, of: Object(5) }),
    'the description',
    'unchanged',
  ],
  ['a description without a kind', describedBy({}), 'the description', 'has no kind'],
  [
    'the description of another network',
    describedBy(shorter),
    'the description',
    'outputSize of the network built again is 2',
  ],
  [
    'outputs that it does not describe',
    withForward(good, halved),
    'the description',
    'outputs of the network built again',
  ],
  ['outputs of too many rows', withForward(good, longer), 'outputs and jvp', 'outputs of 9 rows have length 40'],
  ['outputs of another precision', withForward(good, rounded), 'outputs and jvp', 'outputs are f32, the network f64'],
  [
    'a tape that miscounts its rows',
    withForward(good, miscounted),
    'outputs and jvp',
    'the tape of 9 rows has rows 10',
  ],
  ['no rows that give gradients', withGradient(good, (g) => g.map((v) => v + 1)), 'outputs and jvp', 'vjp of no rows'],
  ['a theta that is written to', withForward(good, writesTheta), 'a call changes', 'theta after the calls'],
  ['inputs that are written to', withForward(good, writesInputs), 'a call changes', 'x after the calls'],
  ['a direction that is written to', writesDirection(), 'a call changes', 'direction after the calls'],
  ['a cotangent that is written to', writesCotangent(), 'a call changes', 'ybar after the calls'],
  ['a batch that is centred', withForward(good, centred), 'rows are independent', 'outputs of row 0 alone'],
  [
    'a row of NaN that spoils the others',
    withForward(good, spoilt),
    'rows are independent',
    'outputs before a row of NaN',
  ],
  ['a jvp of the first rows alone', withTangent(good, firstRows), 'rows are independent', 'jvp of row 4 alone'],
  ['vjp that averages over the rows', withGradient(good, averaged), 'vjp adds up', 'vjp of a batch cut at row 1'],
  [
    'vjp in f32 from end to end',
    withGradient(single, (g) => g.map(Math.fround)),
    'vjp adds up',
    'a batch cut at row 128',
  ],
  [
    'jvp without a bias',
    { ...good, jvp: (tape, v) => good.jvp(tape, v.with(12, 0)) },
    'jvp agrees',
    'output 0 of row 0',
  ],
  [
    'jvp and vjp twice too large',
    withGradient(withTangent(good, doubled), twice),
    'jvp agrees',
    'jvp, output 0 of row 0',
  ],
  ['the same in f32', withGradient(withTangent(single, doubled), twice), 'jvp agrees', 'jvp, output 0 of row 0'],
  ['jvp of absolute values', withTangent(good, absolute), 'jvp is linear', 'jvp along a v + b w'],
  ['vjp without the log stds', withGradient(good, (g) => g.fill(0, -2)), 'vjp is the adjoint', "in leaf 'logStd'"],
  [
    'vjp off by 1e-4 in f32',
    withGradient(single, (g) => g.map((v) => 1.0001 * v)),
    'vjp is the adjoint',
    "in leaf '0.bias'",
  ],
  ['vjp that overwrites', overwrites(), 'vjp adds to', 'parameter 0 of what vjp adds to'],
  ['one tape for all calls', oneTapeForAll(), 'tapes do not', 'outputs, a tape after another was made'],
  ['memory that is not cleared', withForward(good, notCleared), 'a reused tape', 'a tape in the memory of one row'],
  ['theta known by its array alone', remembersTheta(), 'theta may change', 'after theta changed in place'],
  ['at that keeps no copy', keepsNoCopy(), 'at gives', 'at, after theta changed'],
  ['at that forgets its first tape', forgetsTapes(), 'at gives', 'the first tape of at again'],
  [
    'at with other bits',
    { ...good, at: (theta) => good.at(theta.map((v) => v * (1 + 1e-15))) },
    'at gives',
    'a tape of at',
  ],
  ['bytes that are scaled', scalesBytes(), 'bytes give', 'outputs, of bytes'],
  ['f32 cotangents that are halved', halvesCotangents(), 'cotangents in f32', 'vjp of a cotangent in f32'],
]

test.each(broken)('%s', (_, network, check, message) => {
  const named = networkConformance(network).filter(({ name }) => name.startsWith(check))
  expect(named.length).toBe(1)
  expect(named[0].run).toThrow(message)
})

test('every check is failed by one of them', () => {
  for (const { name } of networkConformance(single)) {
    expect(broken.map(([, , check]) => check)).toContainEqual(
      expect.toSatisfy((check: string) => name.startsWith(check)),
    )
  }
})
