import { expect, it } from 'vitest'
import { normalRows, randomStream } from '../src/index.ts'

it('four million normal numbers have the bits of the stream, the few with exact angles among them', () => {
  const rows = 2 ** 16
  const draws = 2
  const b = Uint32Array.from({ length: rows }, (_, row) => row)
  const into = new Float64Array(rows * draws)
  const stream = randomStream(2, 'action')
  for (let step = 0; step < 32; step++) {
    normalRows(stream, { a: 1, b, c: new Uint32Array(rows).fill(step) }, rows, draws, into)
    let differences = 0
    for (let row = 0; row < rows; row++) {
      stream.seek(1, row, step)
      for (let d = 0; d < draws; d++) if (!Object.is(into[row * draws + d], stream.normal())) differences++
    }
    expect(differences).toBe(0)
  }
})
