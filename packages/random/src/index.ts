export { philox4x32 } from './philox.ts'
export type { Random, RandomStream, StreamPosition } from './random.ts'
export { randomStream } from './stream.ts'
