// What only some runs need: those whose episodes continue, or that fail. A page need not load it.
export { beginEpisodes } from './begin-episodes.ts'
export { failedStep } from './failed-step.ts'
