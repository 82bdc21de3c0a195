export { exp } from './exp'
export { log, log1p } from './log'
export { sine } from './sine'
export { tanh } from './tanh'

/** The address of the first byte that the kernels' constants leave free, a multiple of 16. */
export function free(): usize {
  return (__heap_base + 15) & ~15
}
