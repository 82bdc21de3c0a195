import { InputError } from '../errors.ts'

/** Pixels of the picture to one of the drawing. */
const SCALE = 2

/**
 * A drawing as a PNG picture on white ground, in twice its size. Text is set in a font of the system. Throws an InputError where the optional
 * package that draws it is not installed.
 *
 * @param svg the drawing, with every colour of its own
 */
export async function renderPng(svg: string): Promise<Uint8Array> {
  const { Resvg } = await import('@resvg/resvg-js').catch((error: unknown) => {
    throw new InputError(
      'a PNG picture needs the package @resvg/resvg-js, which is optional and not installed here; install it, or give a file that ends in .svg',
      { cause: error },
    )
  })
  const drawing = new Resvg(svg, {
    background: '#ffffff',
    fitTo: { mode: 'zoom', value: SCALE },
    font: { loadSystemFonts: true, sansSerifFamily: 'DejaVu Sans', defaultFontFamily: 'DejaVu Sans' },
  })
  return drawing.render().asPng()
}
