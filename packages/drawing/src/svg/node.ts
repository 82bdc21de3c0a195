/** An element of a picture. */
export interface SvgNode {
  readonly tag: string
  /** Attributes that stay, as they are written. */
  readonly attributes?: Readonly<Record<string, string | number>>
  /** Attributes that change, with a value for each scene. */
  readonly moving?: Readonly<Record<string, readonly string[]>>
  /** A translation that changes, `x y` for each scene. */
  readonly place?: readonly string[]
  /** A rotation after it, in degrees for each scene. */
  readonly turn?: readonly string[]
  readonly children?: readonly SvgNode[]
  /** A text that it shows. */
  readonly text?: string
}

/** How moving elements are written: as they are at one scene, or as an animation of so many seconds. */
export type Moment = { readonly scene: number } | { readonly seconds: string }

/** An element with a class and attributes. */
export function node(
  tag: string,
  attributes: Record<string, string | number>,
  children: readonly SvgNode[] = [],
): SvgNode {
  return { tag, attributes, children }
}

/** An element as markup. */
export function markup(element: SvgNode, moment: Moment): string {
  const { tag, attributes = {}, moving = {}, place, turn, children = [], text } = element
  const at = 'scene' in moment ? moment.scene : 0
  const now = Object.entries(moving).map(([name, values]) => [name, values[at]] as const)
  const moves = [place && `translate(${place[at]})`, turn && `rotate(${turn[at]})`].filter((one) => one !== undefined)
  const transform = moves.length === 0 ? [] : [['transform', moves.join(' ')] as const]
  const written = [...Object.entries(attributes), ...now, ...transform].map(
    ([name, value]) => ` ${name}="${escaped(String(value))}"`,
  )
  const inside = [
    text === undefined ? '' : escaped(text),
    ...('seconds' in moment ? animations(element, moment.seconds) : []),
    ...children.map((child) => markup(child, moment)),
  ].join('')
  return inside === '' ? `<${tag}${written.join('')}/>` : `<${tag}${written.join('')}>${inside}</${tag}>`
}

/** What moves an element: one for each attribute whose values are not all equal. */
function animations({ moving = {}, place, turn }: SvgNode, seconds: string): readonly string[] {
  const isMoved = (values: readonly string[] = []) => values.some((value) => value !== values[0])
  const play = (values: readonly string[]) =>
    `values="${isMoved(values) ? values.join(';') : values[0]}" dur="${seconds}s" repeatCount="indefinite"`
  // An animated transform replaces the element's own, so where one of the two moves, both are written.
  const transforms = (isMoved(place) || isMoved(turn) ? [place, turn] : []).flatMap((values, index) => {
    if (values === undefined) return []
    const kind = index === 0 ? 'type="translate"' : 'type="rotate" additive="sum"'
    return [`<animateTransform attributeName="transform" ${kind} ${play(values)}/>`]
  })
  const others = Object.entries(moving)
    .filter(([, values]) => isMoved(values))
    .map(([name, values]) => `<animate attributeName="${name}" ${play(values)}/>`)
  return [...transforms, ...others]
}

/** A text for markup. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
