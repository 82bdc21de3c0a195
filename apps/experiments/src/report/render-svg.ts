import { parse, View } from 'vega'
import { compile, type TopLevelSpec } from 'vega-lite'

/** How charts look. Text and lines take the colour of the page, so that one picture serves light and dark. */
const CONFIG = {
  background: 'transparent',
  // All pictures have one size, with a legend or without.
  autosize: { type: 'fit', contains: 'padding' },
  font: 'system-ui, sans-serif',
  view: { stroke: null },
  axis: {
    labelColor: 'currentColor',
    titleColor: 'currentColor',
    domainColor: 'currentColor',
    tickColor: 'currentColor',
    gridColor: 'currentColor',
    gridOpacity: 0.13,
    domainOpacity: 0.4,
    tickOpacity: 0.4,
    labelFontSize: 11,
    titleFontSize: 11,
    titleFontWeight: 'normal',
  },
  legend: {
    labelColor: 'currentColor',
    titleColor: 'currentColor',
    orient: 'top',
    labelFontSize: 11,
    labelLimit: 0,
    symbolStrokeWidth: 3,
  },
} as const

/** A chart as a static SVG picture, drawn without a browser. */
export async function renderSvg(spec: TopLevelSpec): Promise<string> {
  const compiled = compile({ ...spec, config: CONFIG }).spec
  const view = new View(parse(compiled), { renderer: 'none' })
  try {
    return await view.toSVG()
  } finally {
    view.finalize()
  }
}
