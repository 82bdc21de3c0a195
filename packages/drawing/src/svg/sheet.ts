import type { Film } from '../film/film.ts'
import { escaped, type Moment, markup, node, type SvgNode } from './node.ts'
import { styles, type Theme } from './theme.ts'

/** The size of the picture's head, in units of the picture. */
export const HEAD = 34
/** The width of every picture. */
export const WIDTH = 760

/** A whole picture: paper, head and what is in it, as one SVG document that needs no other file. */
export function sheet(
  { title, note }: Pick<Film, 'title' | 'note'>,
  height: number,
  theme: Theme,
  content: readonly SvgNode[],
  moment: Moment,
): string {
  const size = { width: WIDTH, height: Math.ceil(height) }
  const head = [
    node('rect', { class: 'trpo-paper', ...size, rx: 6 }),
    { tag: 'text', attributes: { class: 'trpo-text', x: 16, y: 22, 'font-size': 14, 'font-weight': 600 }, text: title },
    ...(note === undefined
      ? []
      : [
          {
            tag: 'text',
            attributes: { class: 'trpo-dim', x: WIDTH - 16, y: 22, 'font-size': 12, 'text-anchor': 'end' },
            text: note,
          },
        ]),
  ]
  const open = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" width="${size.width}" height="${size.height}" role="img" font-family="system-ui, sans-serif">`
  const about = `<title>${escaped(note === undefined ? title : `${title}: ${note}`)}</title><style>${styles(theme)}</style>`
  return `${open}${about}${[...head, ...content].map((element) => markup(element, moment)).join('')}</svg>\n`
}
