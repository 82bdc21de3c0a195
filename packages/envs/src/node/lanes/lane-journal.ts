/** What brought a lane to where it is: how its episode began, and the actions since. */
export interface LaneJournal {
  /** The seed of its reset, or a snapshot; undefined where the lane has no episode. */
  readonly origin: number | Uint8Array | undefined
  /** Steps since then. */
  readonly steps: number
  /** The sum of their rewards. */
  readonly return: number
  /** Begins anew, or forgets the episode. */
  begin(origin: number | Uint8Array | undefined): void
  /** Adds a step, whose action lies at `from` in `actions`. */
  add(actions: Float64Array, from: number, reward: number): void
  /** Writes the action of a step at `at`. */
  action(step: number, into: Float64Array, at: number): void
}

/** The journal of a lane, of actions with `size` numbers. */
export function laneJournal(size: number): LaneJournal {
  let actions = new Float64Array(64 * size)
  let steps = 0
  let sum = 0
  let origin: number | Uint8Array | undefined
  return {
    get origin() {
      return origin
    },
    get steps() {
      return steps
    },
    get return() {
      return sum
    },
    begin(from) {
      origin = from
      steps = 0
      sum = 0
    },
    add(given, from, reward) {
      if (actions.length < (steps + 1) * size) {
        const more = new Float64Array(2 * actions.length)
        more.set(actions)
        actions = more
      }
      for (let i = 0; i < size; i++) actions[steps * size + i] = given[from + i]
      steps++
      sum += reward
    },
    action(step, into, at) {
      for (let i = 0; i < size; i++) into[at + i] = actions[step * size + i]
    },
  }
}
