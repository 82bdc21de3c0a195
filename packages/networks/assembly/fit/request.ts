/** What a fit works on, as the host writes it in this order: four f64, then i32. Places are byte addresses. */
@unmanaged
export class Request {
  beta1: f64
  beta2: f64
  epsilon: f64
  /** Out: the sum of squared errors of the last epoch. */
  squares: f64
  /** The steps of the network, the distance of records, and where in a record the outputs are. */
  steps: usize
  stepCount: i32
  stride: usize
  inputSize: i32
  output: usize
  outputSize: i32
  /** f64 [p] each, in and out: the parameters and the moments of Adam. */
  theta: usize
  first: usize
  second: usize
  /** How many padded parameters there are, and f64 arrays of them: parameters, moments, sum of gradients of blocks. */
  paddedCount: i32
  paddedTheta: usize
  paddedFirst: usize
  paddedSecond: usize
  gradientSum: usize
  /** f32 arrays of them: the gradient of a block, and the parameters. */
  gradient: usize
  single: usize
  /** The transposed weights in f32, and as many f32 zeros as a record has features. */
  transposed: usize
  zeros: usize
  /** Records of a block of rows: activations, and their cotangents. */
  activations: usize
  cotangents: usize
  /** f32 [rows, inputSize], f32 [rows, outputSize], u32 [epochs, rows]. */
  inputs: usize
  targets: usize
  order: usize
  rows: i32
  epochs: i32
  batchSize: i32
  /** f64 [minibatches, 2]: the rate and the factor of sqrt(v) of each step of Adam, see `adamStep`. */
  corrections: usize
}
