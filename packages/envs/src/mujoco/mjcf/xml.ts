/** What an attribute can be: numbers are written in the shortest form that reads back to the same double. */
export type Attribute = string | number | readonly number[]

/** One XML element, with its children inside. */
export function element(name: string, attributes: Readonly<Record<string, Attribute>>, ...children: string[]): string {
  const pairs = Object.entries(attributes).map(([key, value]) => ` ${key}="${text(value)}"`)
  const open = `<${name}${pairs.join('')}`
  return children.length === 0 ? `${open}/>` : `${open}>${children.join('')}</${name}>`
}

function text(value: Attribute): string {
  if (typeof value === 'string') return value
  return typeof value === 'number' ? String(value) : value.join(' ')
}
