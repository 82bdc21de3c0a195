// What only some runs need: those whose episodes continue, whose steps report numbers, or that fail. A page need not load it.
export { beginEpisodes } from './begin-episodes.ts'
export { failedStep } from './failed-step.ts'
export { infoSums } from './info-sums.ts'
