import { conv2dExtension } from './conv2d.ts'
import type { LayerExtensions } from './layer.ts'
import { rescaleExtension } from './rescale.ts'

/**
 * The layers of images, `conv2d` and `rescale`, and their kernels, for whatever builds networks from descriptions:
 * `networkFromDescription(description, { extensions: convolution })`, and `simdNetwork` likewise. They are given as a
 * value so that a page whose networks have none does not load them.
 */
export const convolution: LayerExtensions = { conv2d: conv2dExtension, rescale: rescaleExtension }
