import { CATCH, type CatchState, catchFrames, catchGame } from '@trpo/envs'
import { environmentConformance } from '@trpo/envs/conformance'
import { catchScene, drawableCatch } from '@trpo/envs/scenes'
import { randomStream } from '@trpo/random'
import { describe, expect, it } from 'vitest'

const random = randomStream(2, 'test').seek(0, 0, 0)
const { size, paddle: width, balls } = CATCH

/** The frame as lines of text, a letter for each lit pixel. */
function shown(): { frame: () => string[]; game: ReturnType<typeof catchFrames> } {
  const game = catchFrames()
  const bytes = new Uint8Array(size * size)
  const frame = () => {
    game.observe(bytes)
    const line = (row: number) =>
      Array.from(bytes.subarray(row * size, (row + 1) * size), (v) => (v === 255 ? '#' : '.'))
    return Array.from({ length: size }, (_, row) => line(row).join(''))
  }
  return { frame, game }
}

/** Where a ball comes down, by another way than the game's: the column on a line that is folded at the sides. */
function landing({ x, y, drift }: CatchState): number {
  const folded = (((x + drift * (size - 1 - y)) % (2 * size)) + 2 * size) % (2 * size)
  return folded < size ? folded : 2 * size - 1 - folded
}

describe('pixels/catch', () => {
  for (const check of environmentConformance(catchGame, { refusesWrongLengths: true })) it(check.name, check.run)
  describe('in single frames', () => {
    for (const check of environmentConformance(catchFrames)) it(check.name, check.run)
  })

  it('shows the ball and the paddle', () => {
    const { frame, game } = shown()
    game.restore({ x: 3, y: 5, drift: 1, paddle: 6, done: 0 })
    const lines = frame()
    expect(lines[5]).toBe('...#......')
    expect(lines[9]).toBe('......###.')
    expect(lines.join('').replaceAll('.', '')).toBe('####')
    game.step(Float64Array.of(0), random)
    expect(frame()[6]).toBe('....#.....')
    expect(frame()[9]).toBe('.....###..')
  })

  it('has a paddle that stays in the picture', () => {
    const { game } = shown()
    for (const [action, from] of [
      [0, 0],
      [2, size - width],
    ] as const) {
      game.restore({ x: 3, y: 5, drift: 0, paddle: from, done: 0 })
      game.step(Float64Array.of(action), random)
      expect(game.snapshot().paddle).toBe(from)
    }
  })

  it('gives 1 for each ball that a player catches who knows where they come down, which any can be', () => {
    const game = catchFrames()
    const draws = randomStream(5, 'test')
    const landed = new Set<number>()
    for (let episode = 0; episode < 40; episode++) {
      game.reset(draws.seek(episode, 0, 0))
      const rewards: number[] = []
      for (;;) {
        const state = game.snapshot()
        landed.add(landing(state))
        const middle = Math.min(size - 2, Math.max(1, landing(state)))
        const action = 1 + Math.sign(middle - state.paddle - 1)
        const { reward, terminated } = game.step(Float64Array.of(action), draws.seek(episode, 1, rewards.length))
        rewards.push(reward)
        if (terminated) break
      }
      expect(rewards).toHaveLength(balls * (size - 1))
      expect(rewards.filter((reward) => reward !== 0)).toEqual([1, 1, 1, 1, 1])
    }
    expect(landed.size).toBe(size)
  })

  it('gives -1 for a ball beside the paddle', () => {
    const game = catchFrames()
    for (const [x, reward] of [
      [4, -1],
      [5, 1],
      [7, 1],
      [8, -1],
    ]) {
      game.restore({ x, y: size - 2, drift: 0, paddle: 5, done: 0 })
      expect(game.step(Float64Array.of(1), random)).toEqual({ reward, terminated: false })
    }
  })

  it('is drawn with its y axis upwards', () => {
    expect(catchScene({ x: 3, y: 0, drift: 0, paddle: 6, done: 0 }).shapes.slice(1)).toEqual([
      {
        kind: 'polygon',
        points: [
          [6, 0],
          [9, 0],
          [9, 1],
          [6, 1],
        ],
      },
      {
        kind: 'polygon',
        tone: 'goal',
        points: [
          [3, 9],
          [4, 9],
          [4, 10],
          [3, 10],
        ],
      },
    ])
    const drawn = drawableCatch()
    drawn.reset(random)
    expect(drawn.scene()).toEqual(catchScene(drawn.snapshot().inner))
  })
})
