/** What we use of the package gifenc, which has no types of its own. It is CommonJS, whose exports Node does not know by name. */
declare module 'gifenc' {
  const gifenc: {
    /** Chooses at most so many colours, as red, green and blue, for pixels [n, 4]. */
    quantize(pixels: Uint8Array, colours: number): number[][]
    /** The index of the nearest colour of each pixel. */
    applyPalette(pixels: Uint8Array, palette: number[][]): Uint8Array
    GIFEncoder(): {
      writeFrame(
        index: Uint8Array,
        width: number,
        height: number,
        options: {
          /** The colours; those of the first frame hold for all that have none. */
          readonly palette?: number[][]
          /** How long the frame is shown, in ms. */
          readonly delay: number
          readonly transparent?: boolean
          /** The index of the colour that leaves what is there. */
          readonly transparentIndex?: number
          /** 1: the next frame is drawn over this one. */
          readonly dispose: number
        },
      ): void
      finish(): void
      bytes(): Uint8Array
    }
  }
  export = gifenc
}
