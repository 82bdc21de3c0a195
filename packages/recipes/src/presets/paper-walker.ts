import { paperHopper } from './paper-hopper.ts'
import { OWN_POLICY, type PaperTask, paperTask, table2 } from './paper-task.ts'

/** Section 8.1's walker with the parameters of Table 2, which are the hopper's but for its paths. */
export const paperWalker: PaperTask = paperTask(
  {
    name: 'paper/walker',
    summary: 'the walker with Table 2: a 17-50-50-6 tanh network (3,762 parameters), a million steps an iteration',
    source: table2('walker', 'two hidden layers of 50 units, 1,000,000 steps an iteration'),
    settings: {
      ...paperHopper.settings,
      environment: { from: 'registry', name: 'paper/walker', physics: 'planar', timeLimit: null, actions: 'keep' },
    },
  },
  paperHopper.method,
  [
    'the network sees 17 numbers, the 18-dimensional state of section 8.1 without x, and has 3,762 parameters: Table 2 prints 20 dimensions and 8,206 parameters, which fit no whole number of inputs.',
    'the penalty of impacts is 5e-7 F^2 for each foot, F the force of the floor in N: the paper prints no formula.',
    OWN_POLICY,
  ],
  [
    'Table 2 counts both 1,000,000 steps and 10,000 paths of 1,000 steps, which are ten times as many unless it falls. The steps hold here: 100 lanes of 10,000, where the end of a batch cuts the last path of each lane.',
  ],
)
