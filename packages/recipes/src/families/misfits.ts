import type { Family } from './family.ts'
import type { MethodSections } from './method-config.ts'

/** The name of a section that makes up a method. */
export type SectionName = keyof MethodSections

/** The sections that make up a method. */
const SECTIONS: readonly SectionName[] = ['sampler', 'estimator', 'objective', 'update']

/** The sections of a config that are of no kind of a family, each with its kind: none where the config is of that family. */
export function misfits(config: MethodSections, family: Family): readonly (readonly [SectionName, string])[] {
  return SECTIONS.map((section) => [section, kindIn(config, section)] as const).filter(
    ([section, kind]) => !has(family, section, kind),
  )
}

/** Whether a section is of that kind somewhere in a family. */
export function has(family: Family, section: SectionName, kind: string): boolean {
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
