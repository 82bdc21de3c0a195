import { ConfigError } from '../errors.ts'
import type { SectionKind } from '../kinds/kind.ts'
import type { Family } from './family.ts'
import { type MethodSections, SECTION_TAGS } from './method-config.ts'
import { paths } from './paths.ts'
import { search } from './search.ts'
import { everyActionVine, someActionsVine } from './vine.ts'

type SectionName = keyof MethodSections

const SECTIONS: readonly SectionName[] = ['sampler', 'estimator', 'objective', 'update']

/** The families of methods. A new one is a file of its own and a line here. */
const families: readonly Family[] = [paths, someActionsVine, everyActionVine, search]

/** The kinds that a section can be in any family, each once. */
export function kindsOf<S extends SectionName>(section: S): readonly SectionKind<MethodSections[S]>[] {
  return [...new Set(families.flatMap((family) => family.sections[section]))]
}

/**
 * The family that the sampler of a config is of. Throws a ConfigError that says what to set when another section is not of it:
 * its part is made for other samples.
 *
 * @param origin where the config is from: stands before the message
 */
export function familyOf(config: MethodSections, origin = 'the config'): Family {
  const sampler = config.sampler.kind
  const family = families.find((candidate) => has(candidate, 'sampler', sampler))
  if (family === undefined)
    throw new ConfigError(`${origin}: sampler.kind is ${sampler}, which is in no family of methods`)
  const misfit = SECTIONS.find((section) => !has(family, section, kindIn(config, section)))
  if (misfit === undefined) return family
  const path = pathOf(misfit)
  const kind = kindIn(config, misfit)
  const other = families.find((candidate) => has(candidate, misfit, kind))
  const stay = changes(config, family)
  const go = other === undefined ? [] : changes(config, other)
  throw new ConfigError(
    `${origin}: ${path} is ${kind}, which does not go with sampler.kind ${sampler}; set ${inWords(stay)}${go.length === 0 ? '' : `, or set ${inWords(go)}`}`,
  )
}

/** What to set in a config so that it is of a family: the first kind that the family has, for each section that is not of it. */
function changes(config: MethodSections, family: Family): readonly string[] {
  return SECTIONS.filter((section) => !has(family, section, kindIn(config, section))).map(
    (section) => `${pathOf(section)}=${family.sections[section][0].kind}`,
  )
}

function has(family: Family, section: SectionName, kind: string): boolean {
  return family.sections[section].some((candidate) => candidate.kind === kind)
}

/** The kind that a section of a config says it is. */
function kindIn({ sampler, estimator, objective, update }: MethodSections, section: SectionName): string {
  return {
    sampler: sampler.kind,
    estimator: estimator.kind,
    objective: objective.form,
    update: update.kind,
  }[section]
}

function pathOf(section: SectionName): string {
  return `${section}.${SECTION_TAGS[section]}`
}

function inWords(settings: readonly string[]): string {
  return settings.length < 2 ? settings.join('') : `${settings.slice(0, -1).join(', ')} and ${settings.at(-1)}`
}
