/** A picture of pixels, such as a frame of a game. */
export interface Picture {
  /** Pixels of a row. */
  readonly width: number
  /** Rows. */
  readonly height: number
  /** Red, green and blue of each pixel, [height, width, 3], from the upper left corner. */
  readonly rgb: Uint8Array
}

/** Something that shows pixels at any moment. An environment of your own has this beside its other functions, where it has no scene. */
export interface Pictured {
  /**
   * Seconds between two steps.
   * @default none: time is counted in steps, which a film shows at 25 a second
   */
  readonly timeStep?: number
  /** What there is to see now. Later steps do not change it. */
  picture(): Picture
}

/** Whether something shows pixels, for callers that learn of it only at run time. */
export function isPictured<T extends object>(value: T): value is T & Pictured {
  return 'picture' in value && typeof value.picture === 'function'
}

/** A film of pixels: pictures of one size, one for each step. */
export interface PixelFilm {
  /** What is seen: `atari:pong`. */
  readonly title: string
  /** What else the viewer should know. @default none */
  readonly note?: string
  /**
   * Seconds between two pictures, above 0.
   * @default none: time is counted in steps, which are shown at 25 a second
   */
  readonly timeStep?: number
  /** The pictures in order, at least 2. */
  readonly pictures: readonly Picture[]
}

/**
 * Throws a RangeError or a TypeError that says what of a film cannot be shown: fewer than two pictures, one that is none or not of the
 * size of the first, or a time step that is not above 0.
 */
export function assertPixelFilm({ title, pictures, timeStep }: PixelFilm): void {
  if (pictures.length < 2) throw new RangeError(`the film ${title} has ${pictures.length} pictures, expects at least 2`)
  if (timeStep !== undefined && !(timeStep > 0 && Number.isFinite(timeStep)))
    throw new RangeError(`the time step of ${title} is ${timeStep}, expects seconds above 0`)
  const [first] = pictures
  for (const [index, picture] of pictures.entries()) {
    const { width, height, rgb }: Partial<Picture> = Object(picture)
    const whole = [width, height].every((size) => Number.isInteger(size) && Number(size) >= 1)
    if (!whole || !(rgb instanceof Uint8Array) || rgb.length !== 3 * Number(width) * Number(height))
      throw new TypeError(
        `picture ${index} of ${title} is none: expected { width, height, rgb } with a Uint8Array of 3 bytes for each pixel`,
      )
    if (width !== first.width || height !== first.height)
      throw new RangeError(
        `picture ${index} of ${title} has ${width} x ${height} pixels, the first one ${first.width} x ${first.height}`,
      )
  }
}
