import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { counted, listed, messageOf, outline, show, thousands } from '../src/messages.ts'

describe('a value in a message', () => {
  test.each([
    [undefined, 'undefined'],
    [null, 'null'],
    [Number.NaN, 'NaN'],
    [3n, '3n'],
    [() => 0, 'a function'],
    [Symbol('s'), 'Symbol(s)'],
    ['a "b"', '"a \\"b\\""'],
    [{ low: Number.NEGATIVE_INFINITY }, '{"low":"-Infinity"}'],
  ])('%o is shown as %s', (value, text) => {
    expect(show(value)).toBe(text)
  })

  test.each([
    [[1, 2, 3], 'an array of length 3'],
    [new Float64Array(2), 'a Float64Array'],
    [null, 'null'],
    [2, '2'],
    [() => 0, 'a function'],
    ['a'.repeat(61), `"${'a'.repeat(60)}"...`],
  ])('%o is outlined as %s', (value, text) => {
    expect(outline(value)).toBe(text)
  })

  test('that has no JSON is outlined', () => {
    const circle: unknown[] = []
    circle.push(circle)
    expect(show(circle)).toBe('an array of length 1')
    let deep: unknown = 0
    for (let i = 0; i < 100_000; i++) deep = { deep }
    expect(show(deep)).toBe('a Object')
  })

  test('never takes more than a line', () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.string({ maxLength: 1000 })), (value) => {
        expect(show(value).length).toBeLessThanOrEqual(80)
      }),
    )
  })
})

test('whatever was thrown has a message', () => {
  expect(messageOf(new RangeError('too far'))).toBe('too far')
  expect(messageOf('out of luck')).toBe('out of luck')
  expect(messageOf(undefined)).toBe('undefined')
})

describe('a list of names in a message', () => {
  test.each([
    [[], 'none'],
    [['a'], 'a'],
    [['a', 'b'], 'a, b'],
    [['a'.repeat(200), 'b', 'c'], `${'a'.repeat(200)} and 2 more`],
  ])('%j is %s', (names, text) => {
    expect(listed(names)).toBe(text)
  })

  test('an empty one has words of its own', () => {
    expect(listed([], 'nothing')).toBe('nothing')
  })

  test('is whole where it is short, and else counts what it leaves out', () => {
    const names = fc.array(fc.stringMatching(/^[a-z]{1,30}$/), { minLength: 1, maxLength: 60 })
    fc.assert(
      fc.property(names, (all) => {
        const text = listed(all)
        const whole = all.join(', ')
        if (whole.length <= 120) {
          expect(text).toBe(whole)
          return
        }
        const [, shown, more] = text.match(/^(.*) and (\d+) more$/) ?? []
        expect(shown.length).toBeLessThanOrEqual(120)
        expect([...shown.split(', '), ...all.slice(all.length - Number(more))]).toEqual(all)
      }),
    )
  })
})

test.each([
  [counted(1, 'run'), '1 run'],
  [counted(0, 'run'), '0 runs'],
  [counted(2, 'run'), '2 runs'],
  [counted(50_000, 'step'), '50,000 steps'],
  [counted(1, 'more quantity', 'more quantities'), '1 more quantity'],
  [counted(3, 'more quantity', 'more quantities'), '3 more quantities'],
  [thousands(1_234_567), '1,234,567'],
])('%s is how many there are', (text, expected) => {
  expect(text).toBe(expected)
})
