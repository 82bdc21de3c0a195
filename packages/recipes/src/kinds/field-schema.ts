/** What a field of the config may hold, as plain data in the words of JSON Schema. */
export interface FieldSchema {
  /** The type in JSON; a whole number is an `integer`. */
  readonly type?: 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean' | 'null'
  /** The only value that is allowed. */
  readonly const?: string | number
  /** The only texts that are allowed. */
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
  /** Schemas of which the value must meet one. */
  readonly anyOf?: readonly FieldSchema[]
  /** The schemas of the kinds of a section. */
  readonly oneOf?: readonly FieldSchema[]
  /** The fields of an object, all of them required but for those that are optional, and no others. */
  readonly properties?: Readonly<Record<string, FieldSchema>>
  /** What the field does, in a sentence. */
  readonly description?: string
  /** Whether the field may be left out, which turns off what it describes. */
  readonly optional?: true
  /** For a kind: the section that `--set` changes another kind into. For an optional section: what `--set` begins it with. */
  readonly default?: unknown
}

declare const holds: unique symbol

/** The schema of values of type `T`. */
export interface FieldOf<T> extends FieldSchema {
  /** Exists for the compiler alone. */
  readonly [holds]?: T
}

/** A range of numbers; a bound that is left out does not hold. */
type Range = Pick<FieldSchema, 'minimum' | 'maximum' | 'exclusiveMinimum' | 'exclusiveMaximum'>

/** A schema for whole numbers from `minimum` to `maximum`, both included. */
export function whole(minimum: number, maximum: number, description?: string): FieldOf<number> {
  return { type: 'integer', minimum, maximum, ...described(description) }
}

/** A schema for finite numbers in a range. */
export function real(range: Range, description: string): FieldOf<number> {
  return { type: 'number', ...range, description }
}

/** A schema for one of some texts. */
export function choice<const T extends string>(values: readonly T[], description: string): FieldOf<T> {
  return { type: 'string', enum: values, description }
}

/** A schema for any text but the empty one. */
export function text(description: string): FieldOf<string> {
  return { type: 'string', minLength: 1, description }
}

/** A schema for true or false. */
export function flag(description: string): FieldOf<boolean> {
  return { type: 'boolean', description }
}

/** A schema for lists of at most `maxItems` numbers. */
export function listOf(items: FieldOf<number>, maxItems: number, description: string): FieldOf<readonly number[]> {
  return { type: 'array', items, maxItems, description }
}

/** A schema for the values of a field, or null. */
export function orNull<T>(field: FieldOf<T>, description: string): FieldOf<T | null> {
  return { anyOf: [field, { type: 'null' }], description }
}

/** A schema for a number in a range, or a word in its place. */
export function realOr<const T extends string>(range: Range, word: T, description: string): FieldOf<number | T> {
  return { anyOf: [{ type: 'number', ...range }, { const: word }], description }
}

/** A schema for one value alone. */
export function constant<const T extends string | number>(value: T, description?: string): FieldOf<T> {
  return { const: value, ...described(description) }
}

/** A schema for objects with exactly these fields. */
export function record<T>(properties: { readonly [K in keyof T]-?: FieldOf<Exclude<T[K], undefined>> }): FieldOf<T> {
  return { type: 'object', properties }
}

/** The schema of a section that may be left out. `--set` of one of its fields begins with `section`. */
export function optional<T>(field: FieldOf<T>, section: T): FieldOf<T> {
  return { ...field, optional: true, default: section }
}

function described(description: string | undefined): Pick<FieldSchema, 'description'> {
  return description === undefined ? {} : { description }
}
