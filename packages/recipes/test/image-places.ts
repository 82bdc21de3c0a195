import { box, discrete, type Environment } from '@trpo/envs'

/** Images of 2 x 5 x 4 bytes, of the type that is given, with a bright column; a reward of 1 for its number. */
export function imagePlaces(
  space: { readonly shape?: readonly number[]; readonly type?: 'u8' | 'f32' } = {},
): () => Environment {
  return () => {
    let place = 0
    return {
      spec: {
        name: 'image places',
        observationSpace: box(0, 255, { shape: [2, 5, 4], type: 'u8', ...space }),
        actionSpace: discrete(4),
      },
      reset(random) {
        place = random.integer(4)
      },
      step([choice], random) {
        const reward = choice === place ? 1 : 0
        place = random.integer(4)
        return { reward, terminated: false }
      },
      observe(into) {
        for (let i = 0; i < into.length; i++) into[i] = i % 4 === place ? 200 + (i % 7) : i % 5
      },
    }
  }
}
