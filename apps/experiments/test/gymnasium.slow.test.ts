import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readMetrics } from '@trpo/runs'
import { beforeAll, describe, expect, test } from 'vitest'
import { testedPython } from '../../../packages/envs/test/python-bridge/tested-python.ts'
import { chartless, cliEnvironment, expectOneMessage, temporaryFolder, tensorsOf } from './run-cli.ts'

const python = await testedPython()
cliEnvironment['TRPO_PYTHON'] = python
cliEnvironment['PYTHONPATH'] = fileURLToPath(
  new URL('../../../packages/envs/test/python-bridge/modules', import.meta.url),
)

/** Few steps an iteration. */
const quick = ['--set', 'sampler.quota.perIteration=256', '--set', 'estimator.fit.epochs=1']

let folder = ''
beforeAll(async () => {
  folder = await temporaryFolder()
})

const ended = (log: string, times: number) => {
  const options = JSON.stringify({ log: join(folder, log), times, how: 'kill' })
  return ['train', 'gym:misbehaving:Ends-v0', ...quick, '--set', `environment.options=${options}`, '--name', log]
}

describe.skipIf(python === undefined)('trpo train gym:<id>', () => {
  test('learns cart-pole, and computes the same bits again with another number of workers', async () => {
    const trained = await chartless(folder, ['train', 'gym:CartPole-v1', '--iterations', '8', '--workers', '2'])
    expect(trained.stdout).toContain('4 observations, 2 actions')
    expect(trained).toMatchObject({ code: 0, stderr: '' })
    const run = join(folder, 'runs/gym-CartPole-v1-seed1')
    const returns = (await readMetrics(join(run, 'metrics.jsonl'))).map(({ episodes }) => Number(episodes.meanReturn))
    expect(returns[7]).toBeGreaterThan(4 * returns[0])
    const provenance: { environmentDigest: string } = JSON.parse(await readFile(join(run, 'run.json'), 'utf8'))
    expect(provenance.environmentDigest).toMatch(/^[0-9a-f]{64}$/)
    const verified = await chartless(folder, ['verify', 'runs/gym-CartPole-v1-seed1', '--workers', '1'])
    expect(verified.stdout).toContain('Every bit agrees: 8 records')
    const evaluated = await chartless(folder, ['evaluate', run, '--episodes', '2', '--mode', '--json'])
    expect(JSON.parse(evaluated.stdout)).toMatchObject({
      run: 'gym-CartPole-v1-seed1',
      iteration: 8,
      evaluations: [{ choice: 'mode', episodes: 2 }],
    })
  })

  test('trains the lander to the same bits when it is stopped and resumed', async () => {
    const words = ['train', 'gym:LunarLander-v3', ...quick, '--workers', '1']
    expect((await chartless(folder, [...words, '--iterations', '3', '--name', 'whole'])).code).toBe(0)
    expect((await chartless(folder, [...words, '--iterations', '2', '--name', 'cut'])).code).toBe(0)
    const resumed = await chartless(folder, ['resume', 'runs/cut', '--iterations', '3', '--workers', '2'])
    expect(resumed).toMatchObject({ code: 0, stderr: '' })
    expect(await tensorsOf(join(folder, 'runs/cut'), 3)).toEqual(await tensorsOf(join(folder, 'runs/whole'), 3))
  })

  test.each(['Acrobot-v1', 'Pendulum-v1'])('trains %s', async (id) => {
    const trained = await chartless(folder, ['train', `gym:${id}`, ...quick, '--iterations', '2', '--name', id])
    expect(trained).toMatchObject({ code: 0, stderr: '' })
    expect(trained.stdout).toContain('steps accepted    100%')
  })

  test('goes on when a Python process is killed, to the same bits', async () => {
    const undisturbed = await chartless(folder, [...ended('undisturbed', 0), '--iterations', '2', '--workers', '1'])
    expect(undisturbed).toMatchObject({ code: 0, stderr: '' })
    const disturbed = await chartless(folder, [...ended('disturbed', 1), '--iterations', '2', '--workers', '2'])
    expect(disturbed.stderr).toContain('SIGKILL')
    expect(disturbed.stderr).toContain('its episodes are repeated in a new one')
    expect(disturbed.code).toBe(0)
    expect(await tensorsOf(join(folder, 'runs/disturbed'), 2)).toEqual(
      await tensorsOf(join(folder, 'runs/undisturbed'), 2),
    )
  })

  test('ends when it is killed again and again', async () => {
    const { stderr, ...always } = await chartless(folder, [...ended('always', 1_000), '--iterations', '2'])
    expectOneMessage({ ...always, stderr }, 'it was started 3 times for the same call')
  })

  test('says what is wrong in one message', async () => {
    const train = (id: string) => chartless(folder, ['train', `gym:${id}`, ...quick, '--iterations', '1'])
    expectOneMessage(await train('CartPol-v1'), /gym:CartPol-v1: .*; there is CartPole-v1/)
    expectOneMessage(
      await train('misbehaving:Drifts-v0'),
      /breaks the rule .* only from the generator that reset\(seed/,
    )
    expectOneMessage(await train('misbehaving:Remembers-v0'), 'environment.renew=true makes a new one for each episode')
    expectOneMessage(await train('misbehaving:Raises-v0'), 'the third step is too much')
    const options = await chartless(folder, ['train', 'gym:Acrobot-v1', '--set', 'environment.options=[1]'])
    expectOneMessage(options, 'environment.options is [1]; expected a JSON object')
  })
})

test('without Python, it is said what to do', async () => {
  const { TRPO_PYTHON: _, ...others } = cliEnvironment
  const own = { ...others, TRPO_PYTHON_FOLDER: join(folder, 'none') }
  const before = { ...cliEnvironment }
  Object.assign(cliEnvironment, own, { TRPO_PYTHON: '' })
  try {
    const trained = await chartless(folder, ['train', 'gym:MountainCar-v0'])
    expectOneMessage(trained, /there is nothing in .*none; run `trpo setup python` once/)
    const checked = await chartless(folder, ['setup', 'python', '--check'])
    expect(checked.stdout).toContain('not there')
    expect(checked.code).toBe(1)
  } finally {
    Object.assign(cliEnvironment, before)
  }
})
