import { clockOf, type Picture, type PixelFilm } from '@trpo/drawing'
import gifenc from 'gifenc'

/** The most colours of a GIF. */
const COLOURS = 256
/** The pixels that the longer side of a picture is to have at most, each pixel being a square of whole ones. */
const LONGER_SIDE = 480
/** The next frame replaces the one before. */
const REPLACE = 2

/**
 * A film of pixels as an animated GIF, enlarged by a whole number. Up to 256 colours are kept as they are, and more become the 256 that
 * suit the film.
 */
export function renderPixels(film: PixelFilm): Uint8Array {
  const { pictures } = film
  const [{ width, height }] = pictures
  const times = Math.max(1, Math.floor(LONGER_SIDE / Math.max(width, height)))
  const palette = paletteOf(pictures)
  const delay = 1000 * clockOf(film).interval
  const gif = gifenc.GIFEncoder()
  for (const [index, picture] of pictures.entries()) {
    const colours = enlarged(gifenc.applyPalette(withOpacity(picture), palette), picture, times)
    gif.writeFrame(colours, times * width, times * height, { delay, dispose: REPLACE, ...(index === 0 && { palette }) })
  }
  gif.finish()
  return gif.bytes()
}

function paletteOf(pictures: readonly Picture[]): number[][] {
  const seen = new Set<number>()
  for (const { rgb } of pictures)
    for (let i = 0; i < rgb.length; i += 3) seen.add((rgb[i] << 16) | (rgb[i + 1] << 8) | rgb[i + 2])
  const all = [...seen].map((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255])
  if (all.length <= COLOURS) return all
  return gifenc.quantize(Uint8Array.from(all.flatMap((colour) => [...colour, 255])), COLOURS)
}

/** Red, green, blue and opacity of each pixel. */
function withOpacity({ rgb }: Picture): Uint8Array {
  const pixels = new Uint8Array((rgb.length / 3) * 4).fill(255)
  for (let i = 0, at = 0; i < rgb.length; i += 3, at += 4) {
    pixels[at] = rgb[i]
    pixels[at + 1] = rgb[i + 1]
    pixels[at + 2] = rgb[i + 2]
  }
  return pixels
}

function enlarged(colours: Uint8Array, { width, height }: Picture, times: number): Uint8Array {
  const large = new Uint8Array(times * width * times * height)
  for (let row = 0; row < times * height; row++)
    for (let column = 0; column < times * width; column++)
      large[row * times * width + column] = colours[Math.floor(row / times) * width + Math.floor(column / times)]
  return large
}
