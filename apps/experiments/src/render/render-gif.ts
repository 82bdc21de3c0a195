import { drawFilm, type Film } from '@trpo/drawing'
import { encode } from 'modern-gif'
import { rasterizer } from '../report/render-png.ts'

/** The colours of a GIF; the drawings have about ten, and their edges shades of them. */
const COLOURS = 64

/** A film as an animated GIF, of the size of the drawing, on light ground. Throws as `drawFilm` and `rasterizer`. */
export async function renderGif(film: Film): Promise<Uint8Array> {
  const picture = drawFilm(film, { theme: 'light' })
  const rasterize = await rasterizer(1)
  const delay = (1000 * picture.seconds) / (film.scenes.length - 1)
  const frames = film.scenes.map((_, scene) => {
    const { width, height, pixels } = rasterize(picture.frame(scene))
    return { width, height, data: pixels, delay }
  })
  const [{ width, height }] = frames
  return new Uint8Array(await encode({ width, height, frames, maxColors: COLOURS, looped: true, loopCount: 0 }))
}
