import { InputError } from '../errors.ts'
import { figure4 } from './figure-4.ts'
import { figure5 } from './figure-5.ts'
import type { PaperFigure } from './paper-figure.ts'

/** The figures that can be drawn. A new one is a file of its own and a line here. */
export const figures: readonly PaperFigure[] = [figure4, figure5]

/** The figure of that number. Throws an InputError that names those that there are. */
export function findFigure(number: string): PaperFigure {
  const figure = figures.find((candidate) => candidate.number === number)
  if (figure !== undefined) return figure
  const known = figures.map((candidate) => `figure ${candidate.number}, ${candidate.summary}`).join('; ')
  throw new InputError(`figure ${number} cannot be drawn; there is ${known}`)
}
