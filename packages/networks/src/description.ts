import type { InitialWeights } from './initial-weights.ts'

/**
 * A user's own network or layer as JSON: everything that its builder needs to make it again. The kind has a slash, such
 * as 'acme/convolution'; no kind of this package ever will.
 */
export interface OwnDescription {
  /** Its name, with a slash. */
  readonly kind: `${string}/${string}`
  readonly [field: string]: unknown
}

/** A layer of this package, as JSON. */
export type BuiltInLayerDescription =
  | {
      readonly kind: 'dense'
      /** Numbers in a row of inputs. */
      readonly inputSize: number
      /** Numbers in a row of outputs. */
      readonly outputSize: number
      /** Norm of the initial weights into each output, or the factor of the orthogonal matrix. */
      readonly gain: number
      /** How the initial weights are made. @default 'normalized', and then left out */
      readonly initialWeights?: InitialWeights
    }
  | {
      readonly kind: 'tanh'
      /** Numbers in a row. */
      readonly size: number
    }
  | {
      readonly kind: 'relu'
      /** Numbers in a row. */
      readonly size: number
    }
  /** Free parameters appended to every row of outputs: the state-independent log std of appendix D. */
  | {
      readonly kind: 'append'
      /** Numbers in a row of inputs. */
      readonly inputSize: number
      /** Name of the leaf. */
      readonly name: string
      /** Initial parameters, one for each number that is appended. */
      readonly initial: readonly number[]
    }

/** A layer of this package that a page loads only where a network has it (`convolution`), as JSON. */
export type ExtensionLayerDescription =
  | {
      readonly kind: 'conv2d'
      /** Channels, rows and columns of the images in a row of inputs. */
      readonly inputShape: ImageShape
      /** Numbers in a row of outputs, which follows from the other fields. */
      readonly outputSize: number
      /** How many filters there are, the channels of the outputs. */
      readonly filters: number
      /** Rows and columns of a filter. */
      readonly filterSize: number
      /** From one position of the filters to the next, in rows and in columns. */
      readonly stride: number
      /** Norm of the initial weights into each output, or the factor of the orthogonal matrix. */
      readonly gain: number
      /** How the initial weights are made. @default 'normalized', and then left out */
      readonly initialWeights?: InitialWeights
    }
  /** factor x + offset, such as of bytes. */
  | {
      readonly kind: 'rescale'
      /** Numbers in a row. */
      readonly size: number
      /** What each number is multiplied by. */
      readonly factor: number
      /** What is added afterwards. */
      readonly offset: number
    }

/** Channels, rows and columns of an image, or of the outputs of a convolution. */
export type ImageShape = readonly [channels: number, height: number, width: number]

/** A layer, as JSON. */
export type LayerDescription = BuiltInLayerDescription | ExtensionLayerDescription | OwnDescription

/** Layers one after the other, as JSON (`networkFromDescription` builds the network again). */
export interface SequentialDescription {
  readonly kind: 'sequential'
  /** Its layers, the first one first. */
  readonly layers: readonly LayerDescription[]
}

/** A network, as JSON. */
export type NetworkDescription = SequentialDescription | OwnDescription
