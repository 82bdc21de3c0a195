import type { Drawable } from '@trpo/drawing'
import type { Environment } from '../environment.ts'

/** An environment that can be drawn. */
export type DrawableEnvironment = Environment & Drawable
