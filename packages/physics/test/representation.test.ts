import fc from 'fast-check'
import { expect, test } from 'vitest'
import { turnNodes } from '../src/dynamics/turn.ts'
import { vectorMath } from '../src/dynamics/vector.ts'
import { createGraph, type Graph } from '../src/ir/graph.ts'
import { placeNodes } from '../src/ir/placement.ts'
import type { Node } from '../src/ir/program.ts'
import { turn } from '../src/model/turn.ts'
import { createBytes } from '../src/wasm/bytes.ts'
import { emitModule } from '../src/wasm/emit.ts'
import { instantiateNow } from '../src/wasm/engine.ts'
import type { Numerics } from '../src/wasm/numerics.ts'
import { instructions } from '../src/wasm/numerics.ts'

/** Runs a program with one input row and some output rows on a list of inputs. */
function run(
  numerics: Numerics,
  inputs: readonly number[],
  outputs: number,
  build: (g: Graph, x: Node) => readonly Node[],
) {
  const g = createGraph()
  build(g, g.load(0)).forEach((node, index) => {
    g.store(index + 1, node)
  })
  const { binary, stride } = emitModule(g.finish(), numerics, outputs + 1, inputs.length)
  const kernel = instantiateNow(binary)
  const { bytes, lanes } = instructions[numerics]
  const view = bytes === 8 ? new Float64Array(kernel.memory) : new Float32Array(kernel.memory)
  view.set(inputs)
  kernel.step(Math.ceil(inputs.length / lanes), 1)
  const row = (index: number) => [...view.slice((index * stride) / bytes, (index * stride) / bytes + inputs.length)]
  return Array.from({ length: outputs }, (_, index) => row(index + 1))
}

test('constants fold, zeros vanish, equal expressions are one node', () => {
  const g = createGraph()
  const x = g.load(0)
  const y = g.load(1)
  const zero = g.constant(0)
  expect(g.add(g.constant(2), g.constant(3)).data).toBe(5)
  expect(g.mul(zero, x)).toBe(zero)
  expect(g.add(x, zero)).toBe(x)
  expect(g.mul(g.constant(1), x)).toBe(x)
  expect(g.sub(x, x)).toBe(zero)
  expect(g.mul(x, y)).toBe(g.mul(y, x))
  expect(g.add(x, g.neg(y))).toBe(g.sub(x, y))
  expect(g.neg(g.sub(x, y))).toBe(g.sub(y, x))
  expect(g.select(g.always, x, y)).toBe(x)
})

test('an entry of the mass matrix is the instructions that docs/physics.md lists', () => {
  const g = createGraph()
  const v = vectorMath(g)
  const [k, l] = [
    { re: g.load(0), im: g.load(1) },
    { re: g.load(2), im: g.load(3) },
  ]
  const pair = v.mul(v.constant({ re: 1.3, im: 0 }), v.conjugateMul(k, l))
  g.store(4, pair.re)
  g.store(5, pair.im)
  const { binary } = emitModule(g.finish(), 'f64x2', 6, 2)
  const code = Array.from(binary, (byte) => byte.toString(16).padStart(2, '0')).join('')
  const [mul, add, sub] = ['fdf201', 'fdf001', 'fdf101']
  const arithmetic = code.match(new RegExp([mul, add, sub].join('|'), 'g'))
  expect(arithmetic).toEqual([mul, mul, add, mul, mul, mul, sub, mul])
})

test('a value moves into the branch that needs it and out of the loop that does not change it', () => {
  const g = createGraph()
  const x = g.load(0)
  const product = g.mul(x, x)
  const root = g.add(g.mul(x, g.constant(3)), g.constant(1))
  let constantInLoop = root
  g.ifAny(g.lt(x, g.constant(0)), () => {
    g.store(1, product)
  })
  g.loop(3, () => {
    constantInLoop = g.div(x, g.constant(7))
    g.store(2, constantInLoop)
  })
  g.store(3, root)
  const program = g.finish()
  const { block } = placeNodes(program)
  expect(block.get(product)?.depth).toBe(1)
  expect(block.get(root)?.depth).toBe(0)
  expect(block.get(constantInLoop)).toBe(constantInLoop.home)
})

test('a value that is used outside of the branch that read it is an error', () => {
  const g = createGraph()
  const variable = g.variable('number', g.constant(1))
  let inside = g.constant(0)
  g.ifAny(g.lt(g.load(0), g.constant(0)), () => {
    inside = g.get(variable)
  })
  g.store(1, inside)
  expect(() => placeNodes(g.finish())).toThrow('used outside of the block that made it')
})

test.each(['f64', 'f64x2', 'f32x4'] as const)('every operation is what it says, in every lane (%s)', (numerics) => {
  const inputs = [-2.5, -1, -0.25, 0, 0.5, 1, 3]
  const results = run(numerics, inputs, 9, (g, x) => {
    const one = g.constant(1)
    const variable = g.variable('number', g.constant(0))
    g.loop(4, (count) => {
      g.set(variable, g.add(g.get(variable), g.table([1, 10, 100, 1000], count)))
      g.breakUnlessAny(g.lt(g.get(variable), g.constant(500)))
    })
    return [
      g.add(g.mul(x, g.constant(2)), one),
      g.div(g.abs(x), g.constant(4)),
      g.neg(x),
      g.min(x, one),
      g.max(x, one),
      g.select(g.and(g.lt(x, one), g.le(g.constant(-1), x)), x, g.constant(9)),
      g.select(g.not(g.lt(x, one)), x, g.constant(0)),
      g.sqrt(g.abs(x)),
      g.get(variable),
    ]
  })
  const round = (x: number) => (numerics === 'f32x4' ? Math.fround(x) : x)
  expect(results).toEqual([
    inputs.map((x) => 2 * x + 1),
    inputs.map((x) => Math.abs(x) / 4),
    inputs.map((x) => -x),
    inputs.map((x) => Math.min(x, 1)),
    inputs.map((x) => Math.max(x, 1)),
    inputs.map((x) => (x < 1 && x >= -1 ? x : 9)),
    inputs.map((x) => (x >= 1 ? x : 0)),
    inputs.map((x) => round(Math.sqrt(Math.abs(x)))),
    inputs.map(() => 1111),
  ])
})

test.each([
  ['f64', 1e6, 2.3e-16],
  ['f64x2', 1e6, 2.3e-16],
  ['f32x4', 1e3, 1.3e-7],
] as const)('sin and cos of %s up to %f are right to %f', (numerics, range, bound) => {
  const list = fc.sample(fc.double({ min: -range, max: range, noNaN: true }), { numRuns: 2000, seed: 1 })
  const small = fc.sample(fc.double({ min: -4, max: 4, noNaN: true }), { numRuns: 2000, seed: 2 })
  const inputs = [...list, ...small, 0, Math.PI / 4, -Math.PI / 2, Math.PI].map((x) =>
    numerics === 'f32x4' ? Math.fround(x) : x,
  )
  const [cosines = [], sines = []] = run(numerics, inputs, 2, (g, x) => {
    const { re, im } = turnNodes(g, x, numerics)
    return [re, im]
  })
  inputs.forEach((x, i) => {
    expect(Math.abs((sines[i] ?? 9) - Math.sin(x))).toBeLessThanOrEqual(bound)
    expect(Math.abs((cosines[i] ?? 9) - Math.cos(x))).toBeLessThanOrEqual(bound)
  })
})

test('the turn of a constant is the kernel`s', () => {
  const inputs = fc.sample(fc.double({ min: -10, max: 10, noNaN: true }), { numRuns: 500, seed: 3 })
  const [cosines = [], sines = []] = run('f64', inputs, 2, (g, x) => {
    const { re, im } = turnNodes(g, x, 'f64')
    return [re, im]
  })
  inputs.forEach((x, i) => {
    expect(Math.abs(turn(x).re - (cosines[i] ?? 9))).toBeLessThan(3e-16)
    expect(Math.abs(turn(x).im - (sines[i] ?? 9))).toBeLessThan(3e-16)
  })
})

test('integers are written as the format says', () => {
  const bytes = createBytes()
  bytes.unsigned(624485)
  bytes.signed(-123456)
  bytes.signed(64)
  bytes.unsigned(0)
  // The first two are the examples of the WebAssembly and DWARF texts on LEB128.
  expect(bytes.list).toEqual([0xe5, 0x8e, 0x26, 0xc0, 0xbb, 0x78, 0xc0, 0x00, 0x00])
})
