import type { FieldOf, FieldSchema } from './field-schema.ts'

/** The field that says which kind a section of a config is. */
export type Tag = 'kind' | 'from' | 'unit' | 'form'

/** A schema for every field of a section but its tag. */
type Fields<C> = { readonly [K in Exclude<keyof C, Tag>]: FieldOf<C[K]> }

/**
 * One of the kinds that a section of a config can be of, with the fields that it then has.
 *
 * @typeParam D its defaults; a field that has no harmless one is left out, and is then refused as missing until it is given
 */
export interface SectionKind<C, D = C> {
  /** The value of the section's tag. */
  readonly kind: string
  /** The schemas of its fields, each with a description. Every field that has an effect is here, and no other. */
  readonly fields: Fields<C>
  /** The values that `--set` takes for fields that the former kind lacked, when a section is changed into this kind. */
  readonly defaults: D
}

/** A kind with the function that builds its part of a run. A new one is a file that holds it and a line in its registry. */
export interface Kind<C, Needs, Part> extends SectionKind<C> {
  /** Builds the part that a config of this kind describes. Throws when its settings do not fit what it is made for. */
  build(config: C, needs: Needs): Part
}

/** A part, or a promise of one whose code is loaded on demand. */
export type Loaded<Part> = Part | Promise<Part>

/** The schema of a section whose `tag` names one of some kinds. */
export function sectionSchema<C>(
  tag: Tag,
  description: string,
  kinds: readonly SectionKind<C, Partial<C>>[],
): FieldOf<C> {
  const oneOf = kinds.map(({ kind, fields, defaults }): FieldSchema => {
    const properties: Readonly<Record<string, FieldSchema>> = { [tag]: { const: kind }, ...fields }
    return { type: 'object', properties, default: defaults }
  })
  return { oneOf, description }
}

/** The field that tells the kinds of a section apart, which is a constant in each. Undefined for anything but such a section. */
export function tagOf({ oneOf }: FieldSchema): string | undefined {
  return Object.entries(oneOf?.[0]?.properties ?? {}).find(([, inner]) => inner.const !== undefined)?.[0]
}

/** The kind of a section that a value of its tag names. */
export function kindOf(schema: FieldSchema, tag: string, value: unknown): FieldSchema | undefined {
  return schema.oneOf?.find(({ properties }) => properties?.[tag]?.const === value)
}

/** Builds what a section describes by the kind that its tag names. */
export function buildKind<C extends object, Needs, Part>(
  kinds: readonly Kind<C, Needs, Part>[],
  tag: Tag & keyof C,
  config: C,
  needs: Needs,
): Part {
  const kind = kinds.find((candidate) => candidate.kind === config[tag])
  if (kind === undefined)
    throw new Error(
      `${tag} is ${String(config[tag])}; expected ${kinds.map((candidate) => candidate.kind).join(' or ')}`,
    )
  return kind.build(config, needs)
}
