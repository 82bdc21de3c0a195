export { everyNth, smoothFilm } from './film/every-nth.ts'
export { assertFilm, type Clock, clockOf, type Film } from './film/film.ts'
export { type Stride, strideOf } from './film/stride.ts'
export { type DrawOptions, drawFilm, type FilmPicture } from './picture/draw-film.ts'
export { drawGait, type GaitOptions } from './picture/draw-gait.ts'
export { assertPixelFilm, isPictured, type Picture, type Pictured, type PixelFilm } from './pixels/pictured.ts'
export { assertScene } from './scene/check-scene.ts'
export {
  type CapsuleShape,
  type CircleShape,
  type Drawable,
  isDrawable,
  type LineShape,
  type Point,
  type PolygonShape,
  type Scene,
  type Shape,
  type Tone,
} from './scene/scene.ts'
export type { Theme } from './svg/theme.ts'
