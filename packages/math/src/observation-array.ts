/**
 * Observations of any type that they are stored as, row-major. Bytes are the numbers 0 to 255 as they are: whoever wants
 * pixels in [0, 1] gives the policy a normaliser.
 */
export type ObservationArray = Float32Array | Float64Array | Uint8Array
