import { expectSameBits } from '@trpo/math/expectations'
import type { Tape } from '../network.ts'
import { gradientOf, inPrecision, type Results, resultsOf, type Subject } from './subject.ts'

/** No call changes theta, x, the direction or the cotangent, and a second one gives the same bits. */
export function checkArguments(subject: Subject): void {
  const { network, theta, x, rows, direction, ybar } = subject
  const given = { theta, x, direction, ybar }
  const before = { theta: theta.slice(), x: x.slice(), direction: direction.slice(), ybar: ybar.slice() }
  const first = resultsOf(subject, network.forward(theta, x, rows))
  for (const name of ['theta', 'x', 'direction', 'ybar'] as const) {
    expectSameBits(`${name} after the calls`, given[name], before[name])
  }
  expectSame('a second time', resultsOf(subject, network.forward(theta, x, rows)), first)
}

/**
 * Every tape keeps its own results while others are made and used, and vjp accepts the result of jvp on the same tape.
 */
export function checkTapesApart(subject: Subject): void {
  const { network, theta, otherTheta, x, otherX, rows, direction } = subject
  const expected = resultsOf(subject, network.forward(theta, x, rows))
  const tape = network.forward(theta, x, rows)
  const other = network.forward(otherTheta, otherX, rows)
  const ofOther = resultsOf(subject, other)
  expectSame('a tape after another was made', resultsOf(subject, tape), expected)
  expectSame('the other tape', resultsOf(subject, other), ofOther)

  const dy = network.jvp(tape, direction)
  const fromCopy = gradientOf(network, tape, expected.dy)
  expectSameBits('vjp of what jvp gave', gradientOf(network, tape, dy), fromCopy)
  expectSameBits('what jvp gave, after vjp', dy, expected.dy)
}

/** The memory of an earlier tape, of more rows or of fewer, changes nothing. */
export function checkReuse(subject: Subject): void {
  const { network, theta, otherTheta, x, otherX, rows } = subject
  const expected = resultsOf(subject, network.forward(theta, x, rows))
  const fewer = network.forward(otherTheta, otherX, 1)
  network.jvp(fewer, otherTheta)
  const grown = network.forward(theta, x, rows, fewer)
  expectSame('a tape in the memory of one row', resultsOf(subject, grown), expected)
  const single = network.forward(otherTheta, otherX, 1, grown)
  expectSameBits('one row in the memory of many', single.y, network.forward(otherTheta, otherX, 1).y)
  expectSame('many rows in that memory', resultsOf(subject, network.forward(theta, x, rows, single)), expected)
}

/** forward uses the contents of theta at the call, even when the array is the same as before. */
export function checkThetaInPlace({ network, theta, otherTheta, x, rows }: Subject): void {
  const expected = network.forward(otherTheta, x, rows).y.slice()
  const changing = theta.slice()
  network.forward(changing, x, rows)
  changing.set(otherTheta)
  expectSameBits('outputs after theta changed in place', network.forward(changing, x, rows).y, expected)
}

/** at(theta) gives the bits of forward, whatever happens to the array and to other tapes in between. */
export function checkAt(subject: Subject): void {
  const { network, theta, otherTheta, x, otherX, rows } = subject
  const expected = resultsOf(subject, network.forward(theta, x, rows))
  const ofOther = resultsOf(subject, network.forward(otherTheta, x, rows))
  const changing = theta.slice()
  const [here, there] = [network.at(changing), network.at(otherTheta)]
  const early: Tape = here.forward(x, rows)
  changing.set(otherTheta)
  expectSame('a tape of at, after theta changed', resultsOf(subject, early), expected)
  expectSame('another at', resultsOf(subject, there.forward(x, rows)), ofOther)
  expectSame('at, after theta changed', resultsOf(subject, here.forward(x, rows)), expected)
  const memory = network.forward(otherTheta, otherX, rows)
  expectSame('at, in the memory of forward', resultsOf(subject, here.forward(x, rows, memory)), expected)
  expectSame('forward after at', resultsOf(subject, network.forward(otherTheta, x, rows)), ofOther)
  expectSame('the first tape of at again', resultsOf(subject, early), expected)
}

/** For a network in f32: a cotangent in f32 gives the bits of its numbers in f64. */
export function checkCotangents({ network, theta, x, rows, ybar }: Subject): void {
  const single = Float32Array.from(ybar)
  const tape = network.forward(theta, x, rows)
  const expected = gradientOf(network, tape, Float64Array.from(single))
  expectSameBits('vjp of a cotangent in f32', gradientOf(network, tape, single), expected)
}

/** For a network that takes bytes: they give the bits of their numbers in its precision, in derivatives of a tape that was left too. */
export function checkBytes(subject: Subject): void {
  const { network, theta, x, rows, random } = subject
  const draws = random('bytes')
  const bytes = Uint8Array.from(x, () => draws.integer(256))
  const before = bytes.slice()
  const numbers = network.forward(theta, inPrecision(network, bytes), rows)
  const expected = resultsOf(subject, numbers)
  const tape = network.forward(theta, bytes, rows)
  expectSame('of bytes', resultsOf(subject, tape), expected)
  const other = network.at(theta).forward(x, rows)
  resultsOf(subject, other)
  expectSame('of bytes, after another tape', resultsOf(subject, tape), expected)
  expectSameBits('bytes after the calls', bytes, before)
}

function expectSame(what: string, found: Results, expected: Results): void {
  expectSameBits(`outputs, ${what}`, found.y, expected.y)
  expectSameBits(`jvp, ${what}`, found.dy, expected.dy)
  expectSameBits(`vjp, ${what}`, found.gradient, expected.gradient)
}
