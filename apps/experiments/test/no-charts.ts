/**
 * Loaded before a command (`--import`), it leaves the charts of reports empty: drawing them is most of the time of a short run,
 * and nobody looks at those of most tests. The report is written all the same.
 */
import { registerHooks } from 'node:module'

const empty = `data:text/javascript,export const renderSvg = async () => '<svg></svg>'`

registerHooks({
  resolve: (specifier, context, next) =>
    specifier.endsWith('/render-svg.ts') ? { url: empty, shortCircuit: true } : next(specifier, context),
})
