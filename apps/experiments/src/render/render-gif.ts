import { drawFilm, type Film } from '@trpo/drawing'
import gifenc from 'gifenc'
import { rasterizer } from './render-png.ts'

/** The colours of a GIF; the drawings have about ten, and their edges shades of them. One more stands for what is there already. */
const COLOURS = 63
/** The next frame is drawn over the one before. */
const KEEP = 1
/** Frames that are drawn at once: the fonts are read anew for each drawing. */
const AT_ONCE = 16

/**
 * A film as an animated GIF, of the size of the drawing, on light ground. A pixel that stays is written as transparent, so that a
 * film of 10 s takes about a megabyte. Throws as `drawFilm` and `rasterizer`.
 */
export async function renderGif(film: Film): Promise<Uint8Array> {
  const picture = drawFilm(film, { theme: 'light' })
  const rasterize = await rasterizer(1)
  const count = film.scenes.length
  const delay = (1000 * picture.seconds) / (count - 1)
  // The last scene has all that is ever seen, its trail too.
  const palette = gifenc.quantize(rasterize(picture.frame(count - 1)).pixels, COLOURS)
  const transparentIndex = palette.length
  const gif = gifenc.GIFEncoder()
  let before: Uint8Array | undefined
  for (let first = 0; first < count; first += AT_ONCE) {
    const scenes = Array.from({ length: Math.min(AT_ONCE, count - first) }, (_, index) => picture.frame(first + index))
    const { width, height, pixels } = rasterize(stacked(scenes))
    const own = height / scenes.length
    const index = gifenc.applyPalette(pixels, palette)
    for (let scene = 0; scene < scenes.length; scene++) {
      const frame = index.subarray(scene * width * own, (scene + 1) * width * own)
      const [now, last] = [frame, before]
      const changed =
        last === undefined ? now : now.map((colour, i) => (colour === last[i] ? transparentIndex : colour))
      const first = { palette: [...palette, [255, 255, 255]] }
      const transparent = { transparent: true, transparentIndex }
      gif.writeFrame(changed, width, own, { delay, dispose: KEEP, ...(last === undefined ? first : transparent) })
      before = frame
    }
  }
  gif.finish()
  return gif.bytes()
}

/** Drawings of one size below one another, as one. */
function stacked(drawings: readonly string[]): string {
  const [, width, height] = (/width="(\d+)" height="(\d+)"/.exec(drawings[0]) ?? []).map(Number)
  const placed = drawings.map((drawing, index) => drawing.replace('<svg ', `<svg y="${index * height}" `))
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height * drawings.length}">${placed.join('')}</svg>`
}
