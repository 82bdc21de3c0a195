import { decodeSafetensors, type Policy, type Tensor } from '@trpo/policies'
import { arrayDifferences, type Difference, jsonDifferences } from './difference.ts'

/** A state or a policy as it lies on the disk. */
interface Encoded {
  readonly json: string
  readonly tensors: Uint8Array
}

/**
 * What two checkpoints or two policies differ in: the fields of their JSON, then the numbers of their tensors, such as
 * `policy.0.weight[0, 3]`; those of the policy's network come first, in its order.
 */
export function encodedDifferences(
  where: string,
  { network }: Pick<Policy, 'network'>,
  recorded: Encoded,
  recomputed: Encoded,
): Difference[] {
  if (recorded.json === recomputed.json && Buffer.compare(recorded.tensors, recomputed.tensors) === 0) return []
  const left = decodeSafetensors(recorded.tensors).tensors
  const right = decodeSafetensors(recomputed.tensors).tensors
  const order = network.leaves.flatMap(({ name }) => [`policy.${name}`, `network.${name}`])
  const names = new Set([...order, ...right.keys(), ...left.keys()])
  return [
    ...jsonDifferences(where, JSON.parse(recorded.json), JSON.parse(recomputed.json)),
    ...[...names].flatMap((name) => tensorDifferences(where, name, left, right)),
  ]
}

function tensorDifferences(
  where: string,
  name: string,
  recorded: ReadonlyMap<string, Tensor>,
  recomputed: ReadonlyMap<string, Tensor>,
): Difference[] {
  const [left, right] = [recorded.get(name), recomputed.get(name)]
  if (left === undefined && right === undefined) return []
  if (left === undefined || right === undefined || left.shape.join() !== right.shape.join())
    return [{ where, field: name, recorded: shapeOf(left), recomputed: shapeOf(right) }]
  // Row-major, so that the index is the one of the flat data.
  return arrayDifferences(where, numbers(left), numbers(right), (i) => `${name}${place(i, left.shape)}`)
}

/** `[3, 1]` for an entry of a matrix, `[3]` for one of a vector, nothing for a single number. */
function place(index: number, shape: readonly number[]): string {
  const at: number[] = []
  let rest = index
  for (const dimension of shape.toReversed()) {
    at.unshift(rest % dimension)
    rest = Math.floor(rest / dimension)
  }
  return at.length === 0 ? '' : `[${at.join(', ')}]`
}

function numbers({ data }: Tensor): Float64Array {
  return data instanceof Float64Array ? data : Float64Array.from(data, Number)
}

function shapeOf(tensor: Tensor | undefined): string {
  return tensor === undefined ? 'nothing' : `a tensor of shape [${tensor.shape.join(', ')}]`
}
