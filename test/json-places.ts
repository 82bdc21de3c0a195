/** Every place in a JSON document where a value stands, at any depth: what holds it, and its name there. */
export function jsonPlaces(document: unknown): readonly (readonly [parent: object, name: string])[] {
  if (typeof document !== 'object' || document === null) return []
  return Object.entries(document).flatMap(([name, inner]) => [[document, name] as const, ...jsonPlaces(inner)])
}
