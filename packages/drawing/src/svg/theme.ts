import type { Tone } from '../scene/scene.ts'

/** Colours for a light page, for a dark one, or for whichever the viewer prefers. */
export type Theme = 'auto' | 'light' | 'dark'

interface Colours extends Record<Tone, string> {
  readonly paper: string
  readonly ground: string
  readonly grid: string
  readonly text: string
  readonly dim: string
  readonly trail: string
}

/** They differ in lightness as well, so that a print without colours can be read. */
const LIGHT: Colours = {
  paper: '#ffffff',
  ground: '#e9e4da',
  grid: '#e6e8ec',
  text: '#1c1f24',
  dim: '#5d6470',
  trail: '#c2571a',
  body: '#2a6291',
  far: '#a9c1d6',
  thing: '#7d8794',
  goal: '#b83247',
  scenery: '#c4c9d0',
}

const DARK: Colours = {
  paper: '#14161a',
  ground: '#2b2a27',
  grid: '#262a31',
  text: '#e4e6ea',
  dim: '#a0a7b2',
  trail: '#f0a060',
  body: '#7db4e6',
  far: '#44607a',
  thing: '#8b95a3',
  goal: '#f0788a',
  scenery: '#4b525d',
}

/** The class of a tone, on shapes that are filled and on lines. */
export function toneClass(tone: Tone = 'body', isLine = false): string {
  return `trpo-${isLine ? 'line-' : ''}${tone}`
}

/** The styles of all classes as one element's content. A dark page is told apart by what the viewer prefers. */
export function styles(theme: Theme): string {
  if (theme === 'light') return rules(LIGHT)
  if (theme === 'dark') return rules(DARK)
  return `${rules(LIGHT)}@media (prefers-color-scheme:dark){${rules(DARK)}}`
}

function rules(colours: Colours): string {
  const { paper, ground, grid, text, dim, trail } = colours
  const tones = (['body', 'far', 'thing', 'goal', 'scenery'] as const).map(
    (tone) =>
      `.trpo-${tone}{fill:${colours[tone]};stroke:${paper}}.trpo-line-${tone}{fill:none;stroke:${colours[tone]}}`,
  )
  return [
    `.trpo-paper{fill:${paper}}.trpo-ground{fill:${ground}}.trpo-grid{fill:none;stroke:${grid}}`,
    `.trpo-edge{fill:none;stroke:${dim}}.trpo-mark{fill:${trail}}.trpo-trail{fill:none;stroke:${trail}}`,
    `.trpo-text{fill:${text}}.trpo-dim{fill:${dim}}`,
    ...tones,
  ].join('')
}
