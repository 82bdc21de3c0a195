import type { RealArray } from '@trpo/math'
import { expectSameBits, expectThat } from '@trpo/math/expectations'
import { gradientOf, inPrecision, resultsOf, rowsBetween, type Subject } from './subject.ts'

/** A batch gives the same bits of y and J d as its rows alone, in any two parts, or beside rows that are not finite. */
export function checkRowsIndependent(subject: Subject): void {
  const { network, theta, x, rows, direction } = subject
  const { inputSize, outputSize } = network
  const whole = resultsOf(subject, network.forward(theta, x, rows))
  const compare = (what: string, inputs: RealArray, from: number, to: number) => {
    const tape = network.forward(theta, inputs, to - from)
    expectSameBits(`outputs of ${what}`, tape.y, rowsBetween(whole.y, outputSize, from, to))
    expectSameBits(`jvp of ${what}`, network.jvp(tape, direction), rowsBetween(whole.dy, outputSize, from, to))
  }
  for (let row = 0; row < rows; row++) {
    compare(`row ${row} alone`, rowsBetween(x, inputSize, row, row + 1), row, row + 1)
  }
  const draws = subject.random('cuts')
  for (const cut of [1, Math.ceil(rows / 3), draws.integer(rows), draws.integer(rows), rows - 1]) {
    compare(`the first ${cut} rows`, rowsBetween(x, inputSize, 0, cut), 0, cut)
    compare(`the rows after the first ${cut}`, rowsBetween(x, inputSize, cut, rows), cut, rows)
  }
  const spoilt = x.slice()
  const middle = rows >> 1
  rowsBetween(spoilt, inputSize, middle, middle + 1).fill(Number.NaN)
  const y = network.forward(theta, spoilt, rows).y
  const [before, after] = [rowsBetween(y, outputSize, 0, middle), rowsBetween(y, outputSize, middle + 1, rows)]
  expectSameBits('outputs before a row of NaN', before, rowsBetween(whole.y, outputSize, 0, middle))
  expectSameBits('outputs after a row of NaN', after, rowsBetween(whole.y, outputSize, middle + 1, rows))
}

/**
 * Calls of vjp for parts in order, into one array, give the bits of one call if the parts are cut where its sums of
 * rows end.
 */
export function checkVjpSums({ network, theta, x, rows, rowsPerSum, ybar }: Subject): void {
  const { inputSize, outputSize, parameterCount } = network
  const whole = gradientOf(network, network.forward(theta, x, rows), ybar)
  for (let cut = rowsPerSum; cut < rows; cut += rowsPerSum) {
    const parts = new Float64Array(parameterCount)
    for (const [from, to] of [
      [0, cut],
      [cut, rows],
    ]) {
      const tape = network.forward(theta, rowsBetween(x, inputSize, from, to), to - from)
      network.vjp(tape, rowsBetween(ybar, outputSize, from, to), parts)
    }
    expectSameBits(`vjp of a batch cut at row ${cut}`, parts, whole)
  }
}

/** Arrays have the right lengths and precision; inputs may be longer than the rows; no rows give empty results. */
export function checkSizes({ network, theta, x, rows, direction }: Subject): void {
  const { outputSize, inputSize, precision, parameterCount } = network
  const tape = network.forward(theta, x, rows)
  expectThat(tape.rows === rows, `the tape of ${rows} rows has rows ${tape.rows}`)
  const expectRows = (what: string, array: RealArray) => {
    const length = rows * outputSize
    expectThat(array.length === length, `${what} of ${rows} rows have length ${array.length}, expected ${length}`)
    const isSingle = array instanceof Float32Array
    expectThat(isSingle === (precision === 'f32'), `${what} are ${isSingle ? 'f32' : 'f64'}, the network ${precision}`)
  }
  expectRows('outputs', tape.y)
  expectRows('jvp', network.jvp(tape, direction))
  const longer = inPrecision(network, [...x, ...new Array<number>(inputSize).fill(Number.NaN)])
  expectSameBits('outputs of an array longer than its rows', network.forward(theta, longer, rows).y, tape.y)

  const empty = network.forward(theta, x, 0)
  const none = network.jvp(empty, direction).length
  expectThat(empty.y.length === 0 && none === 0, `no rows give ${empty.y.length} outputs and ${none} numbers of jvp`)
  const into = new Float64Array(parameterCount).fill(3)
  network.vjp(empty, x.subarray(0, 0), into)
  expectSameBits('what vjp of no rows adds to', into, new Float64Array(parameterCount).fill(3))
}
