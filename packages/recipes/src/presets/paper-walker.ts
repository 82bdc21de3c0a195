import { paperHopper } from './paper-hopper.ts'
import { type PaperTask, paperTask } from './paper-task.ts'

/** Section 8.1's walker with the parameters of Table 2, which are the hopper's but for its paths. */
export const paperWalker: PaperTask = paperTask(
  {
    name: 'paper/walker',
    summary: 'the walker with Table 2: a 17-50-50-6 tanh network (3,762 parameters), a million steps an iteration',
    source:
      'Schulman et al. 2015, section 8.1, appendix E and Table 2 (walker, single path): two hidden layers of 50 units, 1,000,000 steps an iteration, 200 iterations, stepsize 0.01, discount 0.99',
    settings: {
      ...paperHopper.settings,
      environment: { from: 'registry', name: 'paper/walker', physics: 'planar', timeLimit: null, actions: 'keep' },
    },
  },
  [
    'the network sees 17 numbers, the 18-dimensional state of section 8.1 without x, and has 3,762 parameters: Table 2 prints 20 dimensions and 8,206 parameters, which fit no whole number of inputs.',
    'the penalty of impacts is 5e-7 F^2 for each foot, F the force of the floor in N: the paper prints no formula.',
    'tanh units and the initial standard deviation of 1 are ours: the paper names neither.',
  ],
  [
    'Table 2 counts both 1,000,000 steps and 10,000 paths of 1,000 steps, which are ten times as many unless it falls. The steps hold here: 100 lanes of 10,000, where the end of a batch cuts the last path of each lane.',
  ],
)
