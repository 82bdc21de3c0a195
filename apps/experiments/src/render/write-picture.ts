import { extname } from 'node:path'
import { drawFilm, drawGait, type Film, type PixelFilm, smoothFilm } from '@trpo/drawing'
import { asRunError, writeFileWhole } from '@trpo/runs'
import { InputError } from '../errors.ts'
import { type FilmLength, isOfPixels } from './record-film.ts'
import { renderPng } from './render-png.ts'

/** A film in which a stride is looked for: several of a fast robot that is stepped often, and of a slow one that is not. */
export const STILL_LENGTH: FilmLength = { steps: 800 }

type Drawer = (film: Film) => string | Promise<Uint8Array>

/** What a file shows, by how its name ends. Each is the whole film, but a PNG, which does not move. */
const FILMS: Readonly<Record<string, Drawer>> = {
  '.svg': (film) => drawFilm(smoothFilm(film)).animation(),
  '.gif': async (film) => (await import('./render-gif.ts')).renderGif(smoothFilm(film)),
}

const STILLS: Readonly<Record<string, Drawer>> = {
  '.svg': (film) => drawGait(film),
  '.png': (film) => renderPng(drawGait(film, { theme: 'light' })),
}

/** Throws an InputError for the name of a file that says nothing about what it is to show. */
export function assertPicture(path: string, isStill: boolean): void {
  if (Object.hasOwn(isStill ? STILLS : FILMS, extname(path))) return
  const what = isStill ? 'a still ends in .svg or .png' : 'a film ends in .svg or .gif, and --still draws a .png'
  throw new InputError(`--write ${path}: its name says nothing about what to draw; ${what}`)
}

/**
 * Draws a film into a file, as its name says. Throws an InputError where a film of pixels is to be anything but a .gif, and a RunError
 * where it cannot be written.
 */
export async function writePicture(path: string, film: Film | PixelFilm, isStill: boolean): Promise<number> {
  if (isOfPixels(film)) assertGif(path, film, isStill)
  const contents = isOfPixels(film)
    ? (await import('./render-pixels.ts')).renderPixels(film)
    : await (isStill ? STILLS : FILMS)[extname(path)](film)
  await asRunError(`the picture cannot be put into ${path}`, () => writeFileWhole(path, contents))
  return Buffer.byteLength(contents)
}

function assertGif(path: string, { title }: PixelFilm, isStill: boolean): void {
  if (isStill) throw new InputError(`--still: ${title} shows pixels, and poses of a stride need shapes; leave it out`)
  if (extname(path) !== '.gif')
    throw new InputError(`--write ${path}: ${title} shows pixels; give a file that ends in .gif`)
}
