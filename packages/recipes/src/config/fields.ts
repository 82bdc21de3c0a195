import type { FieldSchema } from '../kinds/field-schema.ts'
import { tagOf } from '../kinds/kind.ts'
import { inWords, oneOf } from './in-words.ts'
import { configSchema } from './schema.ts'

/** One field of the config. */
export interface Field {
  /** Its dotted name, such as `update.maxKl`. */
  readonly path: string
  /** The values that it takes, as a schema. */
  readonly schema: FieldSchema
  /** The values that it takes, in words. */
  readonly expected: string
  /** What the field does, in a sentence. */
  readonly description: string
  /** Whether it names the kind of its section, and so decides which other fields there are. */
  readonly isTag: boolean
  /**
   * The kinds of its section that have this field, such as `estimator.baseline.kind` linear-features; undefined where all have
   * it.
   */
  readonly only?: FieldCondition | undefined
}

/** The condition under which a field has an effect. */
export interface FieldCondition {
  /** The path of the tag of its section. */
  readonly path: string
  /** The values of the tag with which it has an effect. */
  readonly values: readonly string[]
}

/** All fields of the config in the order of the schema, each once. */
export const configFields: readonly Field[] = fieldsOf('', configSchema)

/** The field of that name, if there is one. */
export function fieldAt(path: string): Field | undefined {
  return configFields.find((field) => field.path === path)
}

/** The fields as lists in Markdown, one for each section: the README holds them, and a test compares the two. */
export function fieldsList(): string {
  const sections = [...new Set(configFields.map(({ path }) => sectionOf(path)))]
  return sections
    .map((section) => {
      const items = configFields.filter(({ path }) => sectionOf(path) === section).map(item)
      return [...(section === '' ? [] : [`### \`${section}\``, '']), ...items].join('\n')
    })
    .join('\n\n')
}

function item({ path, expected, description, only }: Field): string {
  const where = only === undefined ? '' : ` Only with \`${only.path}\` ${oneOf(only.values)}.`
  return wrapped(`- \`${path}\`: ${expected}. ${description}${where}`, 110).join('\n  ')
}

/** Breaks a text into lines of at most a given number of characters. */
function wrapped(text: string, width: number): readonly string[] {
  const lines = ['']
  for (const word of text.split(' ')) {
    const last = lines[lines.length - 1]
    if (last !== '' && last.length + word.length >= width) lines.push(word)
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`
  }
  return lines
}

/** The first part of a name; the empty text for fields of the config itself. */
function sectionOf(path: string): string {
  return path.includes('.') ? path.slice(0, path.indexOf('.')) : ''
}

function fieldsOf(path: string, schema: FieldSchema): readonly Field[] {
  const tag = tagOf(schema)
  if (tag !== undefined) return fieldsOfKinds(path, tag, schema)
  if (schema.properties === undefined)
    return [{ path, schema, expected: inWords(schema), description: schema.description ?? '', isTag: false }]
  return Object.entries(schema.properties).flatMap(([name, inner]) => fieldsOf(joined(path, name), inner))
}

/** The tag of a section, then the fields of all its kinds. */
function fieldsOfKinds(path: string, tag: string, schema: FieldSchema): readonly Field[] {
  const { oneOf: kinds = [], description = '' } = schema
  const names = kinds.map(({ properties }) => String(properties?.[tag]?.const))
  const tagSchema: FieldSchema = { type: 'string', enum: names }
  const tagPath = joined(path, tag)
  const found = new Map<string, Field>()
  const owners = new Map<string, readonly string[]>()
  for (const [index, kind] of kinds.entries())
    for (const field of fieldsOf(path, kind)) {
      if (field.path === tagPath) continue
      found.set(field.path, found.get(field.path) ?? field)
      owners.set(field.path, [...(owners.get(field.path) ?? []), names[index]])
    }
  const fields = [...found.values()].map((field): Field => {
    const values = owners.get(field.path) ?? []
    return values.length === kinds.length ? field : { ...field, only: field.only ?? { path: tagPath, values } }
  })
  return [{ path: tagPath, schema: tagSchema, expected: inWords(tagSchema), description, isTag: true }, ...fields]
}

function joined(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`
}
