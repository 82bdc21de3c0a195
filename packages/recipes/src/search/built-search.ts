import type { SearchMethod, SearchState } from '@trpo/blackbox'
import type { MemoryNeed } from '../sampler/memory-need.ts'

/** A black-box method as a config describes it, with its state hidden: each is handed what it made itself. */
export interface BuiltSearch {
  /** The method. */
  readonly method: SearchMethod<SearchState>
  /** What it takes for n parameters beside what every training does. */
  memory(parameters: number): readonly MemoryNeed[]
}

/** Of a method that keeps a few numbers for each parameter. */
export const littleMemory: BuiltSearch['memory'] = () => []
