import type { Tensors } from './estimator.ts'

/** Names and shapes of tensors in a text: `baseline [1000]`, or `nothing`. Equal for tensors that can stand for each other. */
export function shapesOf(tensors: Tensors): string {
  const shapes = Object.keys(tensors)
    .sort()
    .map((name) => `${name} [${tensors[name].shape.join(', ')}]`)
  return shapes.join(', ') || 'nothing'
}
