import { type EncodedState, NUMERICS_VERSION, type TrainingProgress } from '@trpo/core'
import { decodeSafetensors, encodeSafetensors, type Tensor } from '@trpo/policies'
import type { SearchMethod, SearchState } from '../search/search-method.ts'
import type { SearchTensors } from '../search/tensors.ts'

/** The version of the layout of these checkpoints. */
const FORMAT = 1

/** Everything that the future of a search for a policy depends on, besides its parts. */
export interface SearchTrainingState<S extends SearchState = SearchState> extends TrainingProgress {
  /** The state of the search. */
  readonly search: S
}

/**
 * A state as JSON (formatVersion, numericsVersion, iteration, steps, parameterCount) and safetensors, all F64: `search.` and
 * the name that the method gives each. Throws an Error that names the tensor when a number is not finite.
 */
export function encodeSearch<S extends SearchState>(
  method: SearchMethod<S>,
  { iteration, steps, search }: SearchTrainingState<S>,
): EncodedState {
  const tensors = Object.entries(method.encode(search)).map(([name, { shape, data }]): [string, Tensor] => {
    const bad = data.findIndex((value) => !Number.isFinite(value))
    if (bad >= 0)
      throw new Error(
        `search.${name} holds ${data[bad]} at ${bad}: a state with it cannot be continued, so it is not saved`,
      )
    return [`search.${name}`, { dtype: 'F64', shape, data }]
  })
  const json = {
    formatVersion: FORMAT,
    numericsVersion: NUMERICS_VERSION,
    iteration,
    steps,
    parameterCount: search.mean.length,
  }
  return { json: `${JSON.stringify(json, null, 2)}\n`, tensors: encodeSafetensors(tensors) }
}

/**
 * The state that `encodeSearch` wrote, bit for bit. Throws an Error that names the first field or tensor that does not fit.
 *
 * @param first the first state of the run: its tensors have the names and shapes that are expected
 */
export function decodeSearch<S extends SearchState>(
  method: SearchMethod<S>,
  first: S,
  encoded: EncodedState,
): SearchTrainingState<S> {
  const fields = fieldsOf(encoded.json)
  const expect = (name: string, expected: number) => {
    const found = count(fields, name)
    if (found !== expected)
      throw new Error(
        `checkpoint.${name} is ${found}, this run has ${expected}; continue it with the version and the config that wrote it`,
      )
  }
  expect('formatVersion', FORMAT)
  expect('numericsVersion', NUMERICS_VERSION)
  expect('parameterCount', first.mean.length)
  const iteration = count(fields, 'iteration')
  const search = method.decode(tensorsOf(encoded.tensors, method.encode(first)), first.mean.length)
  if (search.iteration !== iteration)
    throw new Error(`checkpoint.iteration is ${iteration}, and its search stands at ${search.iteration}`)
  return { iteration, steps: count(fields, 'steps'), search }
}

/** The tensors of a file by the names of the method. */
function tensorsOf(file: Uint8Array, expected: SearchTensors): SearchTensors {
  const { tensors } = decodeSafetensors(file)
  return Object.fromEntries(
    Object.entries(expected).map(([name, { shape }]) => {
      const tensor = tensors.get(`search.${name}`)
      if (tensor === undefined)
        throw new Error(`the checkpoint has no tensor search.${name}; it is incomplete or belongs to another run`)
      if (tensor.dtype !== 'F64')
        throw new Error(`checkpoint tensor search.${name} is of type ${tensor.dtype}; expected F64`)
      if (tensor.shape.join() !== shape.join())
        throw new Error(`checkpoint tensor search.${name} has the shape [${tensor.shape}]; expected [${shape}]`)
      return [name, { shape, data: tensor.data }]
    }),
  )
}

function fieldsOf(json: string): Readonly<Record<string, unknown>> {
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch (cause) {
    throw new Error('the checkpoint is not JSON: it is truncated or another kind of file', { cause })
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error(`the checkpoint is ${JSON.stringify(value)}; expected an object`)
  return { ...value }
}

function count(fields: Readonly<Record<string, unknown>>, name: string): number {
  const value = fields[name]
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0)
    throw new Error(`checkpoint.${name} is ${JSON.stringify(value)}; expected a whole number of at least 0`)
  return value
}
