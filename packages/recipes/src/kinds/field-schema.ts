/** What a field of the config may hold, as plain data in the words of JSON Schema. */
export interface FieldSchema {
  /** The type of JSON; a whole number is an integer. */
  readonly type?: 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean' | 'null'
  /** The only value. */
  readonly const?: string | number
  /** The only texts. */
  readonly enum?: readonly string[]
  /** The least number. */
  readonly minimum?: number
  /** The greatest number. */
  readonly maximum?: number
  /** What a number must be above. */
  readonly exclusiveMinimum?: number
  /** What a number must be below. */
  readonly exclusiveMaximum?: number
  /** The least length of a text. */
  readonly minLength?: number
  /** The greatest length of a list. */
  readonly maxItems?: number
  /** What each entry of a list may be. */
  readonly items?: FieldSchema
  /** It may be any of these. */
  readonly anyOf?: readonly FieldSchema[]
  /** The kinds of a section. */
  readonly oneOf?: readonly FieldSchema[]
  /** The fields of an object, all of them required, and no others. */
  readonly properties?: Readonly<Record<string, FieldSchema>>
  /** What it does, in a sentence. */
  readonly description?: string
  /** Of a kind: what its section is changed into. */
  readonly default?: unknown
}

declare const holds: unique symbol

/** The schema of values of type `T`. */
export interface FieldOf<T> extends FieldSchema {
  /** Is there for the compiler alone. */
  readonly [holds]?: T
}

/** A range of numbers; what is left out is no bound. */
type Range = Pick<FieldSchema, 'minimum' | 'maximum' | 'exclusiveMinimum' | 'exclusiveMaximum'>

/** A whole number of a range, its ends included. */
export function whole(minimum: number, maximum: number, description?: string): FieldOf<number> {
  return { type: 'integer', minimum, maximum, ...described(description) }
}

/** A finite number of a range. */
export function real(range: Range, description: string): FieldOf<number> {
  return { type: 'number', ...range, description }
}

/** One of some texts. */
export function choice<const T extends string>(values: readonly T[], description: string): FieldOf<T> {
  return { type: 'string', enum: values, description }
}

/** Any text but the empty one. */
export function text(description: string): FieldOf<string> {
  return { type: 'string', minLength: 1, description }
}

/** True or false. */
export function flag(description: string): FieldOf<boolean> {
  return { type: 'boolean', description }
}

/** At most so many numbers. */
export function listOf(items: FieldOf<number>, maxItems: number, description: string): FieldOf<readonly number[]> {
  return { type: 'array', items, maxItems, description }
}

/** The same, or null. */
export function orNull<T>(field: FieldOf<T>, description: string): FieldOf<T | null> {
  return { anyOf: [field, { type: 'null' }], description }
}

/** A number of a range, or a text in its place. */
export function realOr<const T extends string>(range: Range, word: T, description: string): FieldOf<number | T> {
  return { anyOf: [{ type: 'number', ...range }, { const: word }], description }
}

/** Nothing but that. */
export function constant<const T extends string | number>(value: T, description?: string): FieldOf<T> {
  return { const: value, ...described(description) }
}

/** Just these fields. */
export function record<T>(properties: { readonly [K in keyof T]: FieldOf<T[K]> }): FieldOf<T> {
  return { type: 'object', properties }
}

function described(description: string | undefined): Pick<FieldSchema, 'description'> {
  return description === undefined ? {} : { description }
}
