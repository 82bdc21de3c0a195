import type { Training, TrainingRecord } from '@trpo/core'
import type { randomSearch } from './random-search.ts'

export type Search = ReturnType<typeof randomSearch>
export type SearchState = Search extends Training<infer S> ? S : never

/** A rule, what breaks it in a training that behaves, the check that must fail, and what that must say. */
export interface BrokenTraining {
  readonly what: string
  readonly change: (training: Search) => Partial<Training<SearchState>>
  readonly fails: string
  readonly message: RegExp
}

/** Its records, changed. */
export const withRecord =
  (change: (record: TrainingRecord) => TrainingRecord) =>
  (training: Search): Partial<Search> => ({
    async step(state) {
      const [next, record] = await training.step(state)
      return [next, change(record)]
    },
  })

/** The states that follow, changed. */
export const withNext =
  (change: (next: SearchState) => SearchState) =>
  (training: Search): Partial<Search> => ({
    async step(state) {
      const [next, record] = await training.step(state)
      return [change(next), record]
    },
  })

/** The states that are decoded, changed. */
export const withDecoded =
  (change: (state: SearchState) => SearchState) =>
  (training: Search): Partial<Search> => ({ decode: (encoded) => change(training.decode(encoded)) })

export const moved = (state: SearchState, by: number): SearchState => ({
  ...state,
  theta: state.theta.map((v) => v + by),
})
