/** Real numbers in either precision. Arrays with rows are row-major. */
export type RealArray = Float32Array | Float64Array
