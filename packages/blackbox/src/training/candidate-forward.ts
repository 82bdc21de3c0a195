import { type PolicyAt, type PolicyModel, type PolicyTape, policyAt } from '@trpo/policies'

/** Forward passes of lanes that act by the parameters of different candidates. */
export interface CandidateForward {
  /** The lane of each packed row. */
  readonly laneOfRow: Int32Array
  /** The distribution parameters of each packed row, [rows, parameterSize]. */
  readonly mu: Float64Array | Float32Array
  /** Takes the parameters of all candidates, [candidates, p]. Throws a RangeError when the number of parameters differs. */
  setTheta(theta: Float64Array): void
  /** Packs the observations of the active lanes into rows; returns how many there are. */
  pack(active: Uint8Array, observed: ArrayLike<number>): number
  /** Fills `mu` for the first `rows` rows. Consecutive rows of one candidate share a forward pass. */
  forward(rows: number, candidateOfLane: (lane: number) => number): void
}

/** Forward passes for at most `count` lanes and `candidates` parameter vectors. */
export function candidateForward(
  { network, distribution }: PolicyModel,
  candidates: number,
  count: number,
): CandidateForward {
  const { precision, inputSize: observationSize, parameterCount } = network
  const { parameterSize } = distribution
  const real = (length: number) => (precision === 'f32' ? new Float32Array(length) : new Float64Array(length))
  const input = real(count * observationSize)
  const mu = real(count * parameterSize)
  const laneOfRow = new Int32Array(count)
  const policies = new Map<number, PolicyAt>()
  let all: Float64Array = new Float64Array(0)
  let tape: PolicyTape | undefined

  const policyOf = (candidate: number): PolicyAt => {
    const there = policies.get(candidate)
    if (there !== undefined) return there
    const theta = all.slice(candidate * parameterCount, (candidate + 1) * parameterCount)
    const made = policyAt({ network, theta })
    policies.set(candidate, made)
    return made
  }

  return {
    laneOfRow,
    mu,
    setTheta(theta) {
      if (theta.length !== candidates * parameterCount)
        throw new RangeError(
          `theta has ${theta.length} numbers; ${candidates} candidates of ${parameterCount} parameters have ${candidates * parameterCount}`,
        )
      all = theta
      policies.clear()
    },
    pack(active, observed) {
      let rows = 0
      for (let lane = 0; lane < count; lane++) {
        if (active[lane] === 0) continue
        for (let i = 0; i < observationSize; i++)
          input[rows * observationSize + i] = observed[lane * observationSize + i]
        laneOfRow[rows++] = lane
      }
      return rows
    },
    forward(rows, candidateOfLane) {
      for (let start = 0; start < rows; ) {
        const candidate = candidateOfLane(laneOfRow[start])
        let end = start + 1
        while (end < rows && candidateOfLane(laneOfRow[end]) === candidate) end++
        const own = input.subarray(start * observationSize, end * observationSize)
        tape = policyOf(candidate).forward(own, end - start, tape)
        mu.set(tape.y, start * parameterSize)
        start = end
      }
    },
  }
}
