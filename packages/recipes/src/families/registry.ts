import { ConfigError } from '../errors.ts'
import type { SectionKind } from '../kinds/kind.ts'
import type { Family } from './family.ts'
import { type MethodSections, SECTION_TAGS } from './method-config.ts'
import { has, misfits, type SectionName } from './misfits.ts'
import { paths, statewisePaths } from './paths.ts'
import { search } from './search.ts'
import { everyActionVine, someActionsVine } from './vine.ts'

/** The families of methods. A new one is a file of its own and a line here. */
const families: readonly Family[] = [paths, statewisePaths, someActionsVine, everyActionVine, search]

/** The kinds that a section can be in any family, each once. */
export function kindsOf<S extends SectionName>(section: S): readonly SectionKind<MethodSections[S]>[] {
  return [...new Set(families.flatMap((family) => family.sections[section]))]
}

/**
 * The family that all sections of a config belong to. Throws a ConfigError that says what to set when there is none, as a part is
 * made for other samples than the sampler takes, or for another problem.
 *
 * @param origin where the config comes from; the message begins with it
 */
export function familyOf(config: MethodSections, origin = 'the config'): Family {
  const misfitsOf = (family: Family) => misfits(config, family)
  const found = families.find((family) => misfitsOf(family).length === 0)
  if (found !== undefined) return found
  const ofSampler = families.filter((family) => has(family, 'sampler', config.sampler.kind))
  const [[section, kind]] = misfitsOf(nearest(ofSampler, misfitsOf))
  const others = families.filter((family) => has(family, section, kind))
  const ways = [nearest(ofSampler, misfitsOf), ...others.slice(0, 1)].map((family) => inWords(changes(config, family)))
  throw new ConfigError(
    `${origin}: ${pathOf(section)} is ${kind}, which does not go with the other sections; set ${ways.join(', or set ')}`,
  )
}

/** The family that all but the fewest sections fit; the first one of several. */
function nearest(candidates: readonly Family[], misfitsOf: (family: Family) => readonly unknown[]): Family {
  return candidates.reduce((best, family) => (misfitsOf(family).length < misfitsOf(best).length ? family : best))
}

/** What to set so that a config belongs to a family: for each section outside of it, the first kind that the family has. */
function changes(config: MethodSections, family: Family): readonly string[] {
  return misfits(config, family).map(([section]) => `${pathOf(section)}=${family.sections[section][0].kind}`)
}

function pathOf(section: SectionName): string {
  return `${section}.${SECTION_TAGS[section]}`
}

function inWords(settings: readonly string[]): string {
  return settings.length < 2 ? settings.join('') : `${settings.slice(0, -1).join(', ')} and ${settings.at(-1)}`
}
