import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { isRelative, resolveRelative } from './resolve-relative.ts'

/** `import { A, type B, C as D } from './x'`, `import E, { A } from './x'`. */
const IMPORT = /\bimport\s+(?!type\b)(?:[\w$]+\s*,\s*)?\{([^}]*)\}\s*from\s*(['"])([^'"]+)\2/g

/**
 * TypeScript whose imports of types say `type`, which Node asks for: `import { Environment } from '@trpo/envs'` becomes
 * `import { type Environment } ...`. Only names that the other module has as types alone are changed, and no line moves. The
 * name of a type begins with a capital letter; about others Node reports that they do not exist.
 *
 * @param url the URL of the file that the text comes from
 */
export function withTypeImports(source: string, url: string): string {
  return source.replace(IMPORT, (whole, names: string, _quote, specifier: string) => {
    const isType = typesOf(specifier, url)
    const marked = names.replace(
      /(^|,)(\s*)(?!type\s)([A-Z][\w$]*)/g,
      (item, comma: string, space: string, name: string) => (isType(name) ? `${comma}${space}type ${name}` : item),
    )
    return whole.replace(`{${names}}`, () => `{${marked}}`)
  })
}

/** Says whether a module exports a name as a type alone. */
function typesOf(specifier: string, url: string): (name: string) => boolean {
  if (isRelative(specifier)) {
    const file = resolveRelative(specifier, url)
    if (file === undefined || !/\.[mc]?ts$/.test(file)) return () => false
    const text = readFileSync(new URL(file), 'utf8')
    return (name) =>
      /^[\w$]+$/.test(name) &&
      new RegExp(`\\bexport\\s+(declare\\s+)?(interface|type)\\s+${name.replaceAll('$', '\\$')}\\b`).test(text)
  }
  if (!specifier.startsWith('@trpo/')) return () => false
  const exported = exportsOf(specifier, url)
  return (name) => exported !== undefined && !exported.has(name)
}

/** The names that an `@trpo` package exports at run time; undefined where it cannot be loaded, and the import then says why. */
function exportsOf(specifier: string, url: string): ReadonlySet<string> | undefined {
  try {
    return new Set(Object.keys(createRequire(url)(specifier)))
  } catch {
    return undefined
  }
}
