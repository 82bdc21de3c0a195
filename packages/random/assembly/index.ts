export { draw } from './draws'

/** The address of the first byte that the kernels' constants leave free, a multiple of 16. */
export function free(): usize {
  return (__heap_base + 15) & ~15
}
