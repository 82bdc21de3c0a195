import type { PaperFigure } from './paper-figure.ts'

/**
 * Figure 5: the games of section 8.2, one run each, as in the paper. The paper plots the cost, which is the return with its sign
 * changed; here it is the return.
 */
export const figure5: PaperFigure = {
  number: '5',
  summary: 'the learning curves of section 8.2, on Atari, which needs Python',
  prefix: 'atari/',
  tasks: ['beam_rider', 'breakout', 'enduro', 'pong', 'qbert', 'seaquest', 'space_invaders'],
  algorithms: [
    { name: 'vine', title: 'Vine', suffix: '/vine' },
    { name: 'single-path', title: 'Single Path', suffix: '/single-path' },
  ],
  runs: 1,
}
