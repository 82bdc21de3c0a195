import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cameraOf } from '../src/film/camera.ts'
import { takesOf } from '../src/film/film.ts'
import { assertFilm, everyNth, type Film, type Scene, smoothFilm, strideOf } from '../src/index.ts'
import { filmOf, walk } from './films.ts'

const good: Scene = walk(20)(0)
const circle = { kind: 'circle', centre: [0, 0], radius: 1 } as const

describe('what is no film is refused in words', () => {
  const of = (scene: unknown): Film => filmOf((index) => (index === 3 ? (scene as Scene) : good), 5)
  test.each<[string, Film, string]>([
    ['one scene', filmOf(() => good, 1), 'the film a film has 1 scenes, expects at least 2'],
    ['no time', filmOf(() => good, 5, { timeStep: 0 }), 'the time step of a film is 0, expects seconds above 0'],
    ['no scene', of(undefined), 'scene 3 of a film is no scene: expected { shapes: [...] }'],
    [
      'no shape',
      of({ shapes: [] }),
      'scene 3 of a film is no scene: expected { shapes: [...] } with at least one shape',
    ],
    [
      'another shape',
      of({ ...good, shapes: good.shapes.slice(1) }),
      'scene 3 of a film has capsule, polygon of 3 points',
    ],
    [
      'no ground',
      of({ shapes: good.shapes, focus: [0, 0], traces: [[0, 0]] }),
      'a focus, 1 traces, no ground, the first scene',
    ],
    [
      'a kind of its own',
      of({ shapes: [{ kind: 'square' }] }),
      'shape 0 of scene 3 of a film has the kind square, expects capsule',
    ],
    [
      'a hole',
      of({ shapes: [{ ...circle, centre: [0, Number.NaN] }] }),
      'shape 0 of scene 3 of a film, a circle, has a point at 0,NaN',
    ],
    ['a flight', of({ shapes: [{ ...circle, centre: [1e7, 0] }] }), 'expects two finite numbers up to 1e6'],
    ['no radius', of({ shapes: [{ ...circle, radius: 0 }] }), 'a circle, has the radius 0, expects metres above 0'],
    [
      'a tone',
      of({ shapes: [{ ...circle, tone: 'red' }] }),
      'has the tone red, expects body, far, thing, goal or scenery',
    ],
    [
      'two corners',
      of({
        shapes: [
          {
            kind: 'polygon',
            points: [
              [0, 0],
              [1, 1],
            ],
          },
        ],
      }),
      'a polygon, has 2 points, expects at least 3',
    ],
    ['a wild focus', of({ ...good, focus: [Number.NaN, 0] }), 'scene 3 of a film has a focus, trace or ground at NaN'],
    [
      'a cut too many',
      filmOf(() => good, 5, { cuts: [2, 2] }),
      'cut 1 of a film is 2, expects ascending numbers of scenes',
    ],
    ['a late cut', filmOf(() => good, 5, { cuts: [5] }), 'cut 0 of a film is 5'],
  ])('%s', (_, film, message) => {
    expect(() => assertFilm(film)).toThrow(message)
  })
  test('and a film is not', () => assertFilm(filmOf(walk(7), 9, { cuts: [4] })))
})

test('a film of fewer scenes plays as long, and cuts stay between the same scenes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 50 }), fc.nat(449), (n, gaps, at) => {
      const length = gaps * n + 1
      const cut = 1 + (at % Math.max(1, length - 1))
      const film = filmOf(walk(20), length, { cuts: length > 1 ? [cut] : [] })
      const fewer = everyNth(film, n)
      expect((fewer.scenes.length - 1) * (fewer.timeStep ?? 0)).toBeCloseTo((length - 1) * 0.04, 9)
      const isAfter = (scenes: readonly Scene[], from: number) =>
        scenes.slice(from).map((scene) => film.scenes.indexOf(scene))
      for (const [moved] of [fewer.cuts ?? []]) {
        expect(isAfter(fewer.scenes, moved).every((index) => index >= cut)).toBe(true)
        expect(fewer.scenes.slice(0, moved).every((scene) => film.scenes.indexOf(scene) < cut)).toBe(true)
      }
    }),
  )
  expect(() => everyNth(filmOf(walk(20), 5), 0)).toThrow('every 0-th scene')
  const { scenes } = filmOf(walk(20), 5)
  expect(() => everyNth({ title: 'steps', scenes }, 2)).toThrow('steps counts time in steps, so none may be left out')
})

test.each([
  [0.008, 500, 100],
  [0.05, 100, 100],
  [0.5, 3, 3],
  [0.001, 3, 3],
])('at a time step of %f s, %i scenes become %i', (timeStep, length, smooth) => {
  expect(smoothFilm(filmOf(walk(20), length, { timeStep })).scenes).toHaveLength(smooth)
})

test('the camera follows a steady motion without a lag, at one height over a ground, and starts anew at a cut', () => {
  const scenes = [...filmOf(walk(20, 0.1), 60).scenes, ...filmOf(walk(20, 0.1), 40).scenes]
  const film: Film = { title: 'two takes', timeStep: 0.04, scenes, cuts: [60] }
  expect(takesOf(film)).toEqual([
    [0, 59],
    [60, 99],
  ])
  const { centres } = cameraOf(film)
  for (const [index, [x, y]] of centres.entries()) {
    expect(x).toBeCloseTo(scenes[index].focus?.[0] ?? Number.NaN, 9)
    expect(y).toBe(centres[0][1])
  }
})

test('a camera without a focus stands in the middle of all that is seen', () => {
  const still = (index: number): Scene => ({ shapes: [{ kind: 'circle', centre: [index, 0], radius: 0.5 }] })
  const { centres, bounds } = cameraOf(filmOf(still, 5))
  expect(centres).toEqual(Array(5).fill([2, 0]))
  expect(bounds).toEqual({ left: -2.5, right: 2.5, bottom: -0.5, top: 0.5 })
})

test('the stride of a motion that repeats is its period', () => {
  fc.assert(
    fc.property(fc.integer({ min: 8, max: 40 }), fc.double({ min: 0, max: 0.2, noNaN: true }), (period, speed) => {
      expect(strideOf(filmOf(walk(period, speed), 6 * period))).toEqual({
        first: expect.any(Number),
        length: period,
        isPeriodic: true,
      })
    }),
  )
})

test('a pause is no stride', () => {
  const pausing = (index: number) => (index < 30 ? walk(1000)(4 * index) : walk(1000)(120))
  expect(strideOf(filmOf(pausing, 100))).toEqual({ first: 0, length: 99, isPeriodic: false })
})

test('a motion that does not repeat is taken as a whole, of the longest take', () => {
  expect(strideOf(filmOf(walk(1000), 100, { cuts: [20] }))).toEqual({ first: 20, length: 79, isPeriodic: false })
})
