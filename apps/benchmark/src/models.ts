/** Robots that can be measured, by the name that --models takes. Their tasks are in `contestants/robots.ts`. */
export const modelNames = [
  'swimmer',
  'hopper',
  'walker2d',
  'half_cheetah',
  'inverted_pendulum',
  'inverted_double_pendulum',
  'reacher',
] as const

/** A name of a robot. */
export type ModelName = (typeof modelNames)[number]

/** The robots that stepping is measured on by default. */
export const defaultModels: readonly ModelName[] = ['swimmer', 'hopper', 'walker2d', 'half_cheetah']
