/** A point of the picture's plane in metres: the first number to the right, the second upwards. */
export type Point = readonly [x: number, y: number]

/**
 * What a shape stands for, which decides its colour: `body` a part of what moves, `far` one that is farther from the viewer,
 * `thing` what is moved or moved on, `goal` where it should go, `scenery` what only stands there.
 */
export type Tone = 'body' | 'far' | 'thing' | 'goal' | 'scenery'

/** All points that are at most `radius` from a segment. */
export interface CapsuleShape {
  readonly kind: 'capsule'
  /** One end of the segment. */
  readonly from: Point
  /** The other end. */
  readonly to: Point
  /** Metres, above 0. */
  readonly radius: number
  /** What it stands for. @default 'body' */
  readonly tone?: Tone
}

/** A disc. */
export interface CircleShape {
  readonly kind: 'circle'
  /** Its middle. */
  readonly centre: Point
  /** Metres, above 0. */
  readonly radius: number
  /** What it stands for. @default 'body' */
  readonly tone?: Tone
}

/** A filled polygon. */
export interface PolygonShape {
  readonly kind: 'polygon'
  /** Its corners in order, at least 3. */
  readonly points: readonly Point[]
  /** What it stands for. @default 'body' */
  readonly tone?: Tone
}

/** An open line through points, of a width that does not depend on the scale. */
export interface LineShape {
  readonly kind: 'line'
  /** At least 2. */
  readonly points: readonly Point[]
  /** What it stands for. @default 'body' */
  readonly tone?: Tone
}

/** A part of a scene. */
export type Shape = CapsuleShape | CircleShape | PolygonShape | LineShape

/**
 * What there is to see at one moment. Scenes of one film have the same shapes in the same order, moved; what a film needs
 * besides (`focus`, `traces`, `ground`) is there in all of them or in none.
 */
export interface Scene {
  /** From back to front. */
  readonly shapes: readonly Shape[]
  /**
   * The point that the camera follows: along x alone where there is a ground, otherwise in both directions.
   * @default none: the camera stands still
   */
  readonly focus?: Point
  /** Points whose paths are drawn as trails. @default none */
  readonly traces?: readonly Point[]
  /** Height of the ground, in metres. @default none: the scene is seen from above, or floats */
  readonly ground?: number
}

/** Something that can be drawn at any moment. An environment of your own has this beside its other functions. */
export interface Drawable {
  /**
   * Seconds between two steps.
   * @default none: time is counted in steps, which a film shows at 25 a second
   */
  readonly timeStep?: number
  /** What there is to see now. */
  scene(): Scene
}

/** Whether something can be drawn, for callers that learn of it only at run time. */
export function isDrawable<T extends object>(value: T): value is T & Drawable {
  return 'scene' in value && typeof value.scene === 'function'
}
