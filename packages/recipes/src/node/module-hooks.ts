import { registerHooks } from 'node:module'
import { isRelative, resolveRelative } from './resolve-relative.ts'
import { withTypeImports } from './type-imports.ts'

let hooked = false

/**
 * Makes modules of the user's own load that Node alone refuses: `@trpo/*` is found here where Node does not find it, a
 * relative import finds its `.ts` file under the names that TypeScript allows, and types are imported without `type`. What
 * Node can load by itself is left to it.
 */
export function hookModules(): void {
  if (hooked) return
  hooked = true
  registerHooks({
    resolve(specifier, context, next) {
      try {
        return next(specifier, context)
      } catch (error) {
        const found =
          isRelative(specifier) && context.parentURL?.startsWith('file:') && isOwn(context.parentURL)
            ? resolveRelative(specifier, context.parentURL)
            : undefined
        // `require` would not take a URL from here, so the hooks end here.
        if (found !== undefined) return { url: found, shortCircuit: true }
        if (!specifier.startsWith('@trpo/')) throw error
        return { url: import.meta.resolve(specifier), shortCircuit: true }
      }
    },
    load(url, context, next) {
      const loaded = next(url, context)
      if (!/\.m?ts$/.test(url) || !isOwn(url) || loaded.source === undefined || loaded.source === null) return loaded
      const text = typeof loaded.source === 'string' ? loaded.source : new TextDecoder().decode(loaded.source)
      return { ...loaded, source: withTypeImports(text, url) }
    },
  })
}

/** Whether a file belongs to no package; files of packages have been built. */
function isOwn(url: string): boolean {
  return url.startsWith('file:') && !url.includes('/node_modules/')
}
