import fc from 'fast-check'
import { expect, test } from 'vitest'
import { drawFilm, drawGait, type Film, type Point, type Scene } from '../src/index.ts'
import { filmOf, walk } from './films.ts'

/** Throws unless every element is closed in order; gives how many there are. */
function elementsOf(svg: string): number {
  const open: string[] = []
  let count = 0
  for (const [, end, tag, attributes, empty] of svg.matchAll(/<(\/?)([a-zA-Z]+)((?:\s[\w:-]+="[^"<]*")*)\s*(\/?)>/g)) {
    expect(attributes ?? '').not.toMatch(/NaN|undefined|Infinity|null/)
    if (end === '/') expect(open.pop()).toBe(tag)
    else {
      count++
      if (empty !== '/') open.push(tag)
    }
  }
  expect(open).toEqual([])
  expect(svg.replaceAll(/<[^<>]*>/g, '')).not.toMatch(/[<>]/)
  return count
}

const films: readonly [string, Film][] = [
  ['a walk', filmOf(walk(20), 100)],
  ['takes', filmOf(walk(20), 100, { cuts: [1, 40, 99] })],
  ['two scenes', filmOf(walk(20), 2)],
  ['no time step', { title: '<b> & "c"', note: 'a & b', scenes: filmOf(walk(20), 30).scenes }],
  ['nothing that moves', filmOf(() => walk(20)(0), 10)],
  [
    'seen from above',
    filmOf(
      (index) => ({
        shapes: [{ kind: 'circle', centre: [index / 9, index / 7], radius: 0.1 }],
        focus: [index / 9, index / 7],
        traces: [[index / 9, 0]],
      }),
      30,
    ),
  ],
  [
    'in its place',
    filmOf(
      (index) => ({
        shapes: [
          {
            kind: 'line',
            points: [
              [0, 0],
              [1, 0],
            ],
          },
          { kind: 'circle', centre: [index / 9, 0], radius: 0.01 },
        ],
      }),
      30,
    ),
  ],
  ['tall', filmOf((index) => ({ shapes: [{ kind: 'circle', centre: [0, index], radius: 0.1 }], ground: -3 }), 30)],
]

test.each(films)('the pictures of %s are whole documents of one size that need no other file', (_, film) => {
  const picture = drawFilm(film)
  const moving = picture.animation()
  const drawn = [
    moving,
    picture.frame(0),
    picture.frame(film.scenes.length - 1),
    drawGait(film),
    drawGait(film, { poses: 3 }),
  ]
  for (const svg of drawn) {
    expect(elementsOf(svg)).toBeGreaterThan(10)
    expect(svg).not.toMatch(/href|url\(|@import|<script/)
  }
  expect(picture.frame(0)).not.toContain('<animate')
  const sizeOf = (svg: string) => /viewBox="0 0 760 (\d+)"/.exec(svg)?.[1]
  expect(sizeOf(moving)).toBe(sizeOf(picture.frame(1)))
  expect(Number(sizeOf(moving))).toBeLessThan(500)
})

test('every animation has a value for each scene, or one, and lasts as long as the film', () => {
  const film = filmOf(walk(20), 100)
  const svg = drawFilm(film).animation()
  const values = [...svg.matchAll(/<animate[^>]* values="([^"]*)" dur="([^"]*)"/g)]
  expect(values.length).toBeGreaterThan(6)
  for (const [, list, seconds] of values) {
    expect([1, 100]).toContain(list.split(';').length)
    expect(seconds).toBe('3.96s')
  }
})

test('a capsule stands where its ends are, in every scene, seen from one camera', () => {
  const end = fc.tuple(fc.double({ min: -2, max: 2, noNaN: true }), fc.double({ min: -2, max: 2, noNaN: true }))
  fc.assert(
    fc.property(fc.array(fc.tuple(end, end), { minLength: 2, maxLength: 6 }), (ends) => {
      const scenes = ends.map(
        ([from, to]): Scene => ({
          shapes: [
            { kind: 'capsule', from, to, radius: 0.1 },
            {
              kind: 'line',
              points: [
                [-3, -3],
                [3, 3],
              ],
            },
          ],
        }),
      )
      const picture = drawFilm({ title: 'a capsule', scenes })
      for (const [index, [from, to]] of ends.entries()) {
        const svg = picture.frame(index)
        const origin = numbersIn(/<g transform="translate\(([^)]*)\)"/, svg)
        const line = numbersIn(/<path class="trpo-line-body"[^>]* d="M([^"]*)"/, svg)
        const [scale] = [(line[2] - line[0]) / 6]
        const [width] = numbersIn(/<rect class="trpo-body"[^>]* width="([^"]*)"/, svg)
        const [x, y, turn] = numbersIn(/<rect class="trpo-body"[^>]*translate\(([^"]*)\)"/, svg)
        const length = width - 0.2 * scale
        const radians = (turn * Math.PI) / 180
        expect(origin).toHaveLength(2)
        near([x, y], [scale * from[0], -scale * from[1]])
        near([x + length * Math.cos(radians), y + length * Math.sin(radians)], [scale * to[0], -scale * to[1]])
      }
    }),
    { numRuns: 30 },
  )
})

function numbersIn(pattern: RegExp, svg: string): number[] {
  return (pattern.exec(svg)?.[1].match(/-?\d+(?:\.\d+)?/g) ?? []).map(Number)
}

function near(point: Point, expected: Point): void {
  // A tenth of a unit and of a degree.
  expect(Math.abs(point[0] - expected[0])).toBeLessThan(0.6)
  expect(Math.abs(point[1] - expected[1])).toBeLessThan(0.6)
}

test('a trail is uncovered while its take plays, and hidden otherwise', () => {
  const svg = drawFilm(filmOf(walk(20), 30, { cuts: [10] })).animation()
  const trails = [...svg.matchAll(/attributeName="stroke-dashoffset" values="([^"]*)"/g)].map(([, list]) =>
    list.split(';').map(Number),
  )
  expect(trails).toHaveLength(2)
  const [first, second] = trails
  expect([first[0], first[9], first[10], second[9], second[29]]).toEqual([100_000, 0, 100_000, 100_000, 0])
  expect(first.slice(0, 10)).toEqual([...first.slice(0, 10)].sort((a, b) => b - a))
})

test('a still shows poses at equal distances, each with its time and how far it has come', () => {
  const timesOf = (svg: string) => [...svg.matchAll(/>(\d\.\d\d) s</g)].map(([, time]) => time)
  const svg = drawGait(filmOf(walk(40), 400))
  expect(timesOf(svg)).toEqual(['0.00', '0.20', '0.40', '0.60', '0.80', '1.00', '1.20', '1.40'])
  expect(svg).toContain('one stride of 1.60 s and 2.00 m')
  expect(svg).toContain('>1.75 m<')
  expect(timesOf(drawGait(filmOf(walk(40), 400), { poses: 5 }))).toEqual(['0.00', '0.32', '0.64', '0.96', '1.28'])
  // Where there are few scenes, there are fewer poses.
  expect(timesOf(drawGait(filmOf(walk(10), 100)))).toEqual(['0.00', '0.08', '0.16', '0.24', '0.32'])
  expect(() => drawGait(filmOf(walk(20), 200), { poses: 1 })).toThrow('1 poses are asked for')
})

test('themes: a light picture asks nothing of the viewer', () => {
  const film = filmOf(walk(20), 4)
  expect(drawFilm(film, { theme: 'light' }).frame(0)).not.toContain('@media')
  expect(drawFilm(film).frame(0)).toContain('@media (prefers-color-scheme:dark)')
  expect(() => drawFilm(film).frame(4)).toThrow('scene 4 of a film is asked for, expects 0 to 3')
})
