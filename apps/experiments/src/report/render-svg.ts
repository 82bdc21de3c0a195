import { parse, View } from 'vega'
import { compile, type TopLevelSpec } from 'vega-lite'

/** How charts look. Text and lines take the colour of the page, so that one picture serves light and dark. */
const CONFIG = {
  background: 'transparent',
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
  title: { color: 'currentColor', fontSize: 13 },
  legend: {
    labelColor: 'currentColor',
    titleColor: 'currentColor',
    orient: 'top',
    labelFontSize: 11,
    labelLimit: 0,
    symbolStrokeWidth: 3,
  },
} as const

/** All pictures are of one size, legend or not; of several panels each is. */
const FIT = { type: 'fit', contains: 'padding' } as const

/** A chart as a static SVG picture, drawn without a browser. */
export async function renderSvg(spec: TopLevelSpec): Promise<string> {
  const compiled = compile({ ...spec, config: 'concat' in spec ? CONFIG : { ...CONFIG, autosize: FIT } }).spec
  const view = new View(parse(compiled), { renderer: 'none' })
  try {
    return await view.toSVG()
  } finally {
    view.finalize()
  }
}
