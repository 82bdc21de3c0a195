import { type BrokenSampler, steps, withBatch, withResult, withSampler, withSegment } from './changed-samplers.ts'

const COVER = 'segments cover'
const EPISODES = 'episodes are those'
const MU = 'mu is what'

/** Procedures whose batches are not whole. */
export const brokenBatches: readonly BrokenSampler[] = [
  {
    what: 'loses a segment',
    procedure: () => withBatch(({ segments }) => ({ segments: segments.slice(1) })),
    fails: COVER,
    message: /a segment of \d+ rows is at \d+; expected one at 0/,
  },
  {
    what: 'has an empty segment',
    procedure: () => withSegment(() => ({ length: 0 })),
    fails: COVER,
    message: /a segment of 0 rows is at 0; expected one at 0/,
  },
  {
    what: 'has a group that begins too early',
    procedure: () =>
      withBatch(({ groups }) => ({
        groups: groups.map((one, i) => (i === 1 ? { ...one, start: one.start - 1 } : one)),
      })),
    fails: COVER,
    message: /group 1 begins at row \d+; expected \d+/,
  },
  {
    what: 'has a group that ends too late',
    procedure: () =>
      withBatch(({ groups }) => ({ groups: groups.map((one, i) => (i === 0 ? { ...one, end: one.end + 1 } : one)) })),
    fails: COVER,
    message: /group 0 ends at row \d+, its segments at \d+/,
  },
  {
    what: 'has a segment of a lane of another group',
    procedure: () => withSegment(() => ({ lane: 13 })),
    fails: COVER,
    message: /a segment of group 0 is of lane 13; expected one from 0 to 0/,
  },
  {
    what: 'has a segment of a lane below its group',
    procedure: () => withSegment(() => ({ lane: -1 })),
    fails: COVER,
    message: /a segment of group 0 is of lane -1/,
  },
  {
    what: 'cuts a last observation',
    procedure: () => withSegment(({ lastObservation }) => ({ lastObservation: lastObservation.slice(1) })),
    fails: COVER,
    message: /the last observation of a segment has 1 numbers, expected 2/,
  },
  {
    what: 'has more rows than segments',
    procedure: () => withBatch(({ rows }) => ({ rows: rows + 1 })),
    fails: COVER,
    message: /the segments have 203 rows, the batch 204/,
  },
  {
    what: 'counts fewer steps than rows',
    procedure: () => withResult(steps, (sampled) => ({ ...sampled, steps: 202 })),
    fails: EPISODES,
    message: /there were 202 steps, and the batch has 203 rows/,
  },
  {
    what: 'leaves out an episode',
    procedure: () => withResult(steps, (sampled) => ({ ...sampled, episodes: sampled.episodes.slice(1) })),
    fails: EPISODES,
    message: /there are \d+ episodes, and the batch has \d+ segments/,
  },
  ...(['lane', 'path', 'steps', 'reward', 'length', 'return', 'end'] as const).map((name) => ({
    what: `tells another ${name} of an episode`,
    procedure: () =>
      withResult(steps, (sampled) => ({
        ...sampled,
        episodes: sampled.episodes.map((one) => ({
          ...one,
          [name]: typeof one[name] === 'number' ? one[name] + 1 : 'over',
        })),
      })),
    fails: EPISODES,
    message: new RegExp(`^${name} of episode 0 is .*; its segment says`),
  })),
  {
    what: 'forgets what an episode earned in the iteration before',
    procedure: () =>
      withResult(steps, (sampled) => ({
        ...sampled,
        episodes: sampled.episodes.map((one) => ({ ...one, return: one.reward })),
      })),
    fails: EPISODES,
    message: /return of episode \d+ is/,
  },
  {
    what: 'rounds mu',
    procedure: () =>
      withBatch(({ mu, rows, parameterSize }) => {
        mu[rows * parameterSize - 1] += 0.5
        return { mu }
      }),
    fails: MU,
    message: /number 405 of mu is .*; the policy gives/,
  },
  {
    what: 'mixes up the observations',
    procedure: () => withBatch(({ observations }) => ({ observations: observations.slice().reverse() })),
    fails: MU,
    message: /number \d+ of mu is/,
  },
  {
    what: 'writes to theta',
    procedure: () =>
      withSampler(steps, ({ collect }) => ({
        async collect(request) {
          const sampled = await collect(request)
          request.policy.theta[3] += 1
          return sampled
        },
      })),
    fails: 'theta is not written',
    message: /theta\[3\] is .*, and was/,
  },
]
