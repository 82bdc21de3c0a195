/**
 * Where the filters of a convolution read and write in a panel; all offsets are in bytes. See
 * src/simd/convolution/image-space.ts, which writes it.
 */
@unmanaged
export class Window {
  /** Weights into an output: channels x rows x columns of a filter. */
  inputs: i32
  /** Filters. */
  outputs: i32
  /** Rows and columns of an output. */
  height: i32
  width: i32
  /** Columns of a filter. */
  size: i32
  /** From one position of a filter to the next one on its right, and to the one below. */
  right: u32
  below: u32
  /** From an output of a filter to the same output of the next filter. */
  plane: u32
  /** Features of the images, in bytes. */
  images: u32
  /** Address of the offsets [inputs] of what each weight meets, from the upper left corner of a position. */
  offsets: usize
}
