import type { EncodedState } from '@trpo/core'
import { expectThat } from '@trpo/math/expectations'
import { decodeSafetensors, encodeSafetensors } from '@trpo/policies'

/** Something that is no state, and what it is. */
export interface Refusal {
  readonly what: string
  readonly encoded: EncodedState
}

/** Fields that every state has in its JSON. */
const VERSIONS = ['formatVersion', 'numericsVersion'] as const

/** What a training must refuse to decode: a state with one thing wrong each. Throws where it has no versions. */
export function refusals(state: EncodedState): Refusal[] {
  const fields: Readonly<Record<string, unknown>> = { ...JSON.parse(state.json) }
  const withJson = (what: string, json: string): Refusal => ({ what, encoded: { ...state, json } })
  const withTensors = (what: string, tensors: Uint8Array): Refusal => ({ what, encoded: { ...state, tensors } })
  const { tensors } = decodeSafetensors(state.tensors)
  return [
    ...['', 'null', '[]', '{}', state.json.slice(0, -3)].map((json) => withJson(`JSON that is '${json}'`, json)),
    ...VERSIONS.map((name) => {
      const version = fields[name]
      expectThat(Number.isSafeInteger(version), `${name} in the JSON of a state is ${version}; expected a whole number`)
      return withJson(`another ${name}`, JSON.stringify({ ...fields, [name]: Number(version) + 1 }))
    }),
    withTensors('an empty file of tensors', new Uint8Array()),
    withTensors('tensors that are cut short', state.tensors.slice(0, -1)),
    ...[...tensors].flatMap(([name, tensor]) => {
      const others = [...tensors].filter(([other]) => other !== name)
      const longer: typeof tensor = { dtype: 'F64', shape: [7, 1, 7], data: new Float64Array(49) }
      return [
        withTensors(`a state without the tensor ${name}`, encodeSafetensors(others)),
        withTensors(`a tensor ${name} of another shape`, encodeSafetensors([...others, [name, longer]])),
      ]
    }),
  ]
}
