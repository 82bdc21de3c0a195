import { InputError } from '../errors.ts'

/** Pixels of the picture to one of the drawing. */
const SCALE = 2

/** A picture as pixels, [height, width, 4] as red, green, blue and opacity. */
export interface Pixels {
  readonly width: number
  readonly height: number
  readonly pixels: Uint8Array
  /** The same as a PNG file. */
  png(): Uint8Array
}

/**
 * Makes drawings into pictures on white ground. Text is set in a font of the system. Throws an InputError where the optional
 * package that draws them is not installed.
 *
 * @param scale pixels of the picture to one of the drawing
 */
export async function rasterizer(scale: number): Promise<(svg: string) => Pixels> {
  const { Resvg } = await import('@resvg/resvg-js').catch((error: unknown) => {
    throw new InputError(
      'a picture of pixels needs the package @resvg/resvg-js, which is optional and not installed here; install it, or give a file that ends in .svg',
      { cause: error },
    )
  })
  return (svg) => {
    const drawing = new Resvg(svg, {
      background: '#ffffff',
      fitTo: { mode: 'zoom', value: scale },
      font: { loadSystemFonts: true, sansSerifFamily: 'DejaVu Sans', defaultFontFamily: 'DejaVu Sans' },
    })
    const image = drawing.render()
    return { width: image.width, height: image.height, pixels: image.pixels, png: () => image.asPng() }
  }
}

/**
 * A drawing as a PNG picture in twice its size. Throws as `rasterizer`.
 *
 * @param svg the drawing, with every colour of its own
 */
export async function renderPng(svg: string): Promise<Uint8Array> {
  return (await rasterizer(SCALE))(svg).png()
}
