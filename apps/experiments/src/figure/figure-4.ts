import type { PaperFigure } from './paper-figure.ts'

/** Figure 4: cart-pole, and the locomotion tasks of section 8.1. */
export const figure4: PaperFigure = {
  number: '4',
  summary: 'the learning curves of section 8.1',
  prefix: 'paper/',
  tasks: ['cart-pole', 'swimmer', 'hopper', 'walker'],
  algorithms: [
    { name: 'vine', title: 'Vine', suffix: '-vine' },
    { name: 'single-path', title: 'Single Path', suffix: '' },
    { name: 'natural-gradient', title: 'Natural Gradient', suffix: '-natural-gradient' },
    { name: 'max-kl', title: 'Max KL', suffix: '-max-kl', tasks: ['cart-pole'] },
    { name: 'empirical-fisher', title: 'Empirical FIM', suffix: '-empirical-fisher' },
    { name: 'cem', title: 'CEM', suffix: '-cem' },
    { name: 'cma-es', title: 'CMA', suffix: '-cma-es' },
    { name: 'rwr', title: 'RWR', suffix: '-rwr' },
  ],
  runs: 5,
}
