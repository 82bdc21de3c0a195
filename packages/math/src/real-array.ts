/** Real numbers in either precision; what has rows is row-major. */
export type RealArray = Float32Array | Float64Array
