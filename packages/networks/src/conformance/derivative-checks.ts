import { expectClose, expectThat } from '@trpo/math/expectations'
import { largest } from './compare.ts'
import { gradientOf, type Subject } from './subject.ts'

/**
 * The change that central differences are taken over, relative to the largest output, and how far they may be from the
 * derivative, relative to the largest one. Rounding (1e-16 or 1e-7 over the change) and truncation (the square of the
 * change) lie far below.
 */
const differences = { f32: { change: 4e-3, tolerance: 2e-3 }, f64: { change: 1e-4, tolerance: 1e-6 } }

/** Rounding that is forgiven in an identity, relative to the sum of the sizes of its terms. */
const identityTolerance = { f32: 1e-5, f64: 1e-11 }

/**
 * jvp is the derivative of forward, by central differences along a random direction. A row counts if two step lengths
 * agree on it, which they do not across the kink of a rectifier; a quarter of the rows must count.
 */
export function checkDifferences({ network, theta, x, rows, direction }: Subject): void {
  const { outputSize, precision } = network
  const { change, tolerance } = differences[precision]
  const tape = network.forward(theta, x, rows)
  const size = largest(tape.y)
  expectThat(Number.isFinite(size), 'outputs are not finite')
  const dy = network.jvp(tape, direction).slice()
  const along = (h: number) => {
    const moved = theta.map((value, p) => value + h * direction[p])
    return network.forward(moved, x, rows).y.slice()
  }
  const slopesOf = (h: number) => {
    const [ahead, behind] = [along(h), along(-h)]
    return Float64Array.from(ahead, (value, i) => (value - behind[i]) / (2 * h))
  }
  let h = 1
  while (h > 1e-12 && !(2 * h * largest(slopesOf(h)) <= change * size)) h /= 2
  const [coarse, fine] = [slopesOf(h), slopesOf(h / 2)]
  const scale = Math.max(largest(fine), largest(dy))
  let smooth = 0
  for (let row = 0; row < rows; row++) {
    const at = row * outputSize
    const entries = Array.from({ length: outputSize }, (_, j) => at + j)
    if (entries.some((i) => Math.abs(coarse[i] - fine[i]) > (tolerance / 4) * scale)) continue
    smooth++
    for (const i of entries) expectClose(`jvp, output ${i - at} of row ${row}`, dy[i], fine[i], tolerance * scale)
  }
  expectThat(smooth >= rows / 4, `outputs of only ${smooth} of ${rows} rows are smooth enough to compare differences`)
}

/** J (a v + b w) = a J v + b J w. */
export function checkLinear({ network, theta, x, rows, direction, random }: Subject): void {
  const draws = random('linear')
  const other = direction.map(() => draws.normal())
  const [a, b] = [draws.normal(), draws.normal()]
  const tape = network.forward(theta, x, rows)
  const [jv, jw] = [network.jvp(tape, direction).slice(), network.jvp(tape, other).slice()]
  const combined = network.jvp(
    tape,
    direction.map((value, p) => a * value + b * other[p]),
  )
  const tolerance = identityTolerance[network.precision] * Math.max(largest(jv), largest(jw))
  for (let i = 0; i < combined.length; i++) {
    expectClose(`jvp along a v + b w, number ${i}`, combined[i], a * jv[i] + b * jw[i], tolerance)
  }
}

/** <ybar, J v> = <J' ybar, v>, for v in each leaf alone. */
export function checkAdjoint({ network, theta, x, rows, direction, ybar }: Subject): void {
  const tape = network.forward(theta, x, rows)
  const gradient = gradientOf(network, tape, ybar)
  for (const { name, offset, size } of network.leaves) {
    const v = direction.map((value, p) => (p >= offset && p < offset + size ? value : 0))
    const dy = network.jvp(tape, v)
    const [ofOutputs, ofParameters] = [innerProduct(ybar, dy), innerProduct(gradient, v)]
    expectClose(
      `<J' ybar, v> for v in leaf '${name}'`,
      ofParameters.sum,
      ofOutputs.sum,
      identityTolerance[network.precision] * (ofOutputs.size + ofParameters.size),
    )
  }
}

/** vjp adds to the contents of `into`. */
export function checkAdds({ network, theta, x, rows, ybar }: Subject): void {
  const tape = network.forward(theta, x, rows)
  const once = gradientOf(network, tape, ybar)
  const scale = Math.max(1, largest(once))
  const into = once.map((_, p) => scale * (1 + (p % 3)))
  const before = into.slice()
  network.vjp(tape, ybar, into)
  for (let p = 0; p < into.length; p++) {
    expectClose(`parameter ${p} of what vjp adds to`, into[p], before[p] + once[p], 1e-9 * scale)
  }
}

function innerProduct(a: ArrayLike<number>, b: ArrayLike<number>): { readonly sum: number; readonly size: number } {
  let sum = 0
  let size = 0
  for (let i = 0; i < a.length; i++) {
    sum += a[i] * b[i]
    size += Math.abs(a[i] * b[i])
  }
  return { sum, size }
}
