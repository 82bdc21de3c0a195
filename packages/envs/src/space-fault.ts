import { show } from '@trpo/math/messages'

/** More choices than this cannot be drawn by `Random.integer`. */
const MAX_CHOICES = 2 ** 32

const FIELDS = {
  box: ['kind', 'low', 'high', 'shape', 'type'],
  discrete: ['kind', 'n'],
  'multi-discrete': ['kind', 'n'],
}

/**
 * What is wrong with a space, in one line that names the field, or undefined. Anything may be given.
 *
 * @param field what the space is called, such as `spec.actionSpace`
 */
export function spaceFault(space: unknown, field: string): string | undefined {
  if (!isRecord(space))
    return `${field} is ${show(space)}; expected a space, such as box([-1, 0], [1, 5]) or discrete(4)`
  const { kind } = space
  if (kind !== 'box' && kind !== 'discrete' && kind !== 'multi-discrete') return kindFault(space, field)
  const unknown = Object.keys(space).find((key) => !FIELDS[kind].includes(key) && space[key] !== undefined)
  if (unknown !== undefined) {
    const hint = unknown === 'start' ? '; choices are counted from 0, so add the start where they are used' : ''
    return `${field}.${unknown} is ${show(space[unknown])}; a space of kind ${show(kind)} has the fields ${FIELDS[kind].join(', ')}${hint}`
  }
  if (kind === 'box') return boxFault(space, `${field}.`)
  if (kind === 'discrete') return choicesFault(space['n'], `${field}.n`)
  const { n } = space
  if (!isList(n) || n.length === 0)
    return `${field}.n is ${show(n)}; expected a list with a number of choices for each entry`
  return firstFault(n.length, (i) => choicesFault(n[i], `${field}.n[${i}]`))
}

/** What is wrong with a number of choices. */
export function choicesFault(n: unknown, field: string): string | undefined {
  if (typeof n === 'number' && Number.isInteger(n) && n >= 1 && n <= MAX_CHOICES) return undefined
  return `${field} is ${show(n)}; expected an integer of at least 1, the number of choices`
}

/**
 * What is wrong with the fields of a box.
 *
 * @param prefix stands before the name of a field, such as `spec.observationSpace.`
 */
export function boxFault(space: Readonly<Record<string, unknown>> | object, prefix: string): string | undefined {
  const { low, high, shape, type }: { low?: unknown; high?: unknown; shape?: unknown; type?: unknown } = space
  if (type !== undefined && type !== 'f64' && type !== 'f32' && type !== 'u8')
    return `${prefix}type is ${show(type)}; expected "f64", "f32" or "u8"`
  for (const [name, bounds] of [['low', low] as const, ['high', high] as const])
    if (typeof bounds !== 'number' && !isList(bounds))
      return `${prefix}${name} is ${show(bounds)}; expected a list with a number for each entry, or one number for all`
  const dimensions = isList(shape) ? Array.from(shape) : []
  if (shape !== undefined && (dimensions.length === 0 || !dimensions.every(isDimension)))
    return `${prefix}shape is ${show(shape)}; expected a list of whole numbers of at least 1, such as [84, 84]`
  const size = sizeOf(dimensions, low, high)
  if (size === undefined)
    return `${prefix}shape is missing; one number for all entries does not say how many there are: give shape: [n]`
  if (size === 0)
    return `${prefix}low has no entries; write what is nothing as a box of one number that is always 0, box([0], [0])`
  const because = dimensions.length > 0 ? ` of shape [${dimensions.join(', ')}]` : ''
  for (const [name, bounds] of [['low', low] as const, ['high', high] as const])
    if (isList(bounds) && bounds.length !== size)
      return `${prefix}${name} has ${bounds.length} entries; expected ${size}, a bound for each entry${because}`
  const count = isList(low) || isList(high) ? size : 1
  return firstFault(count, (i) => {
    const at = (name: string, bounds: unknown) => `${prefix}${name}${isList(bounds) ? `[${i}]` : ''}`
    const of = (bounds: unknown) => (isList(bounds) ? bounds[i] : bounds)
    const [least, most] = [of(low), of(high)]
    return (
      boundFault(least, at('low', low), type, Number.POSITIVE_INFINITY) ??
      boundFault(most, at('high', high), type, Number.NEGATIVE_INFINITY) ??
      (Number(least) <= Number(most)
        ? undefined
        : `${at('low', low)} is ${show(least)} and ${at('high', high)} is ${show(most)}; expected low <= high`)
    )
  })
}

/** How many entries a box has by its dimensions, or else by its bounds. Undefined where neither says so. */
function sizeOf(dimensions: readonly unknown[], low: unknown, high: unknown): number | undefined {
  if (dimensions.length > 0) return dimensions.reduce((product: number, dimension) => product * Number(dimension), 1)
  if (isList(low)) return low.length
  return isList(high) ? high.length : undefined
}

/** What is wrong with one bound; no number lies beyond `never`. */
function boundFault(bound: unknown, field: string, type: unknown, never: number): string | undefined {
  if (typeof bound !== 'number' || Number.isNaN(bound) || bound === never)
    return `${field} is ${show(bound)}; expected a number${never > 0 ? ', -Infinity where there is no bound' : ', Infinity where there is no bound'}`
  if (type === 'u8' && !(Number.isInteger(bound) && bound >= 0 && bound <= 255))
    return `${field} is ${show(bound)}; the type is "u8", so expected a whole number from 0 to 255`
  return undefined
}

/** How to write a space of a kind that there is not. */
function kindFault(space: Readonly<Record<string, unknown>>, field: string): string {
  const kind = show(space['kind'])
  const is = space['kind'] === undefined ? `${field} has no kind` : `${field}.kind is ${kind}`
  const named = String(space['kind'])
    .toLowerCase()
    .replace(/[^a-z]/g, '')
  const parts =
    named === 'dict' || named === 'tuple' || (space['kind'] === undefined && Object.values(space).some(isRecord))
  if (parts)
    return `${is}; write several parts as one box that has the numbers of all of them one after another, as in box(-Infinity, Infinity, { shape: [7] }) for 3 positions and 4 velocities`
  if (named === 'multibinary')
    return `${is}; write n switches as multiDiscrete([2, 2, ...]), or as box(0, 1, { shape: [n] })`
  return `${is}; expected "box", "discrete" or "multi-discrete"`
}

function firstFault(count: number, faultAt: (i: number) => string | undefined): string | undefined {
  for (let i = 0; i < count; i++) {
    const fault = faultAt(i)
    if (fault !== undefined) return fault
  }
  return undefined
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !isList(value)
}

/** Whether a value is a list or a typed array, with entries by number. */
function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView))
}

function isDimension(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1
}
