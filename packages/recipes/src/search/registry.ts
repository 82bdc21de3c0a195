import type { Kind } from '../kinds/kind.ts'
import type { BuiltSearch } from './built-search.ts'
import { type CemConfig, cem } from './cem.ts'
import { type CmaEsConfig, cmaEs } from './cma-es.ts'
import { type RwrConfig, rwr } from './rwr.ts'

/** What a config may say of how a search makes its steps. */
export type SearchUpdateConfig = CemConfig | CmaEsConfig | RwrConfig

/** The black-box methods, by kind: updates of a search. A new one is a file of its own and a line here. */
export const searches: readonly Kind<SearchUpdateConfig, undefined, Promise<BuiltSearch>>[] = [cem, cmaEs, rwr]
