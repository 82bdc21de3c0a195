import { configFields, type Field } from '../src/config/fields.ts'
import { fits } from '../src/estimator/fits/registry.ts'
import type { Family } from '../src/families/family.ts'
import { search } from '../src/families/search.ts'
import { everyActionVine, someActionsVine } from '../src/families/vine.ts'
import { updates } from '../src/update/registry.ts'

/** The tags of the sections of a family. */
function tagsOf({ sections }: Family): readonly string[] {
  return Object.values(sections).flatMap((kinds) => kinds.map(({ kind }) => kind))
}

/** The update rules of samples but the trust region: vine.test.ts has a table of them. */
const RULE_KINDS: readonly string[] = updates.map(({ kind }) => kind).filter((kind) => kind !== 'trust-region')

/** The tags of the sections that only a search has. */
export const SEARCH_KINDS: readonly string[] = tagsOf(search)

/** The tags of the sections that only a vine has, its proposals included. */
export const VINE_KINDS: readonly string[] = [
  ...[...tagsOf(someActionsVine), ...tagsOf(everyActionVine)].filter(
    (kind) => !updates.some((update) => update.kind === kind),
  ),
  'policy',
  'uniform',
]

/** The tags of the sections that only a value network has: value-network.test.ts has a table of them. */
export const CRITIC_KINDS: readonly string[] = ['value-network', ...fits.map(({ kind }) => kind)]

/** The tags of the sections that only max KL has. */
export const STATEWISE_KINDS: readonly string[] = ['statewise', 'max-kl']

/** The tags of the sections that only a network with convolutions has: convolutional.test.ts has a table of them. */
export const IMAGE_KINDS: readonly string[] = ['convolutional']

/** Whether a field is of sections of these kinds alone, at any depth. */
function isOnlyOf(field: Field, kinds: readonly string[]): boolean {
  const only = ({ only }: Field) => only?.values.every((kind) => kinds.includes(kind)) ?? false
  return only(field) || configFields.some((tag) => tag.isTag && only(tag) && field.path.startsWith(sectionOf(tag.path)))
}

/** `estimator.baseline.` of `estimator.baseline.kind`. */
function sectionOf(tag: string): string {
  return tag.slice(0, tag.lastIndexOf('.') + 1)
}

/** The names of the fields that only sections of these kinds have. */
export function fieldsOnlyOf(kinds: readonly string[]): readonly string[] {
  return configFields.filter((field) => isOnlyOf(field, kinds)).map(({ path }) => path)
}

/** The names of the fields that single path TRPO has. */
export function fieldsOfSinglePath(): readonly string[] {
  const others = fieldsOnlyOf([
    ...SEARCH_KINDS,
    ...VINE_KINDS,
    ...STATEWISE_KINDS,
    ...RULE_KINDS,
    ...CRITIC_KINDS,
    ...IMAGE_KINDS,
  ])
  return configFields.map(({ path }) => path).filter((path) => !others.includes(path))
}
