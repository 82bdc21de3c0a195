import { counted } from '@trpo/math/messages'
import type { ActionChoice, PolicyEvaluation } from '@trpo/samplers'
import type { Measures, Numbers } from '../records/measure.ts'
import type { EvaluationRecord } from '../records/training-record.ts'

/** The policy of an iteration that is evaluated: the last one, or the average. */
type Evaluated = EvaluationRecord['policy']

/** The chart that all mean returns share. */
const CHART = 'Return in evaluation'

/** How actions were chosen, in words. */
const ACTIONS: Readonly<Record<ActionChoice, string>> = { sample: 'drawn actions', mode: 'the most likely actions' }

/** Whose actions, in words; nothing for the last policy. */
const POLICY: Readonly<Record<Evaluated, string>> = { last: '', average: ' of the averaged parameters' }

/** The beginning of the names of an evaluation's numbers. */
const NAMES: Readonly<Record<Evaluated, Readonly<Record<ActionChoice, string>>>> = {
  last: { sample: 'evaluationSample', mode: 'evaluationMode' },
  average: { sample: 'averageSample', mode: 'averageMode' },
}

/** The same on lines of progress. */
const SHORT: Readonly<Record<Evaluated, Readonly<Record<ActionChoice, string>>>> = {
  last: { sample: 'evaluated', mode: 'evaluated mode' },
  average: { sample: 'average', mode: 'average mode' },
}

/** The numbers that an evaluation adds to a record. */
export function evaluationNumbers(policy: Evaluated, { choice, returns, lengths }: PolicyEvaluation): Numbers {
  const name = NAMES[policy][choice]
  return { [`${name}Return`]: returns.mean, [`${name}ReturnStd`]: returns.std, [`${name}Length`]: lengths.mean }
}

/** What the numbers of such evaluations mean. */
export function evaluationMeasures(
  policies: readonly Evaluated[],
  choices: readonly ActionChoice[],
  episodes: number,
): Measures {
  const measures = (policy: Evaluated, choice: ActionChoice): Measures => {
    const name = NAMES[policy][choice]
    const whose = `${ACTIONS[choice]}${POLICY[policy]}`
    const over = `over ${counted(episodes, 'episode')} after the update, with draws that training does not use`
    return {
      [`${name}Return`]: {
        title: `Return of ${whose}`,
        // They are explained together below one chart.
        description:
          policy === policies[0] && choice === choices[0]
            ? `Mean undiscounted return ${over}.`
            : `The same over ${counted(episodes, 'episode')} that begin alike.`,
        short: SHORT[policy][choice],
        chart: CHART,
      },
      [`${name}ReturnStd`]: {
        title: `Spread of the return of ${whose}`,
        description: `Standard deviation of the undiscounted return ${over}.`,
      },
      [`${name}Length`]: {
        title: `Length with ${whose}`,
        unit: 'steps',
        description: `Mean length of an episode ${over}.`,
      },
    }
  }
  return Object.assign({}, ...policies.flatMap((policy) => choices.map((choice) => measures(policy, choice))))
}
