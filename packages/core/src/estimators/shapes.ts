import type { Tensors } from './estimator.ts'

/**
 * Names and shapes of tensors in words: `baseline [1000]`, or `nothing`. They are equal for tensors that can replace each
 * other.
 */
export function shapesOf(tensors: Tensors): string {
  const shapes = Object.keys(tensors)
    .sort()
    .map((name) => `${name} [${tensors[name].shape.join(', ')}]`)
  return shapes.join(', ') || 'nothing'
}
