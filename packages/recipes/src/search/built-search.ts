import type { SearchMethod, SearchState } from '@trpo/blackbox'
import type { MemoryNeed } from '../sampler/memory-need.ts'

/**
 * A black-box method as a config describes it. The type of its state is hidden: a method only gets states that it made itself.
 */
export interface BuiltSearch {
  /** What asks for candidates and hears of their returns, with the settings of the config. */
  readonly method: SearchMethod<SearchState>
  /** The memory that it takes for n parameters, besides that of every training. */
  memory(parameters: number): readonly MemoryNeed[]
}

/** The memory of a method that keeps only a few numbers for each parameter. */
export const littleMemory: BuiltSearch['memory'] = () => []
