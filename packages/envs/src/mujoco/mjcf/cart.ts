import { type Attribute, element } from './xml.ts'

type Attributes = Readonly<Record<string, Attribute>>

const ALONG_X = [Math.SQRT1_2, 0, Math.SQRT1_2, 0]

/** What nothing touches: carts and poles pass through rail and floor. */
export const untouched: Attributes = { contype: 0, friction: [1, 0.1, 0.1] }

/** The rail, 2 m long, which is only scenery. */
export const rail: string = element('geom', {
  name: 'rail',
  type: 'capsule',
  quat: ALONG_X,
  size: [0.02, 1],
  ...untouched,
})

/** A cart that slides along x between -1 and 1 m, with what stands on it. */
export function cart(slider: Attributes, ...poles: string[]): string {
  return element(
    'body',
    { name: 'cart' },
    element('joint', { name: 'cart', type: 'slide', axis: [1, 0, 0], limited: 'true', range: [-1, 1], ...slider }),
    element('geom', { name: 'cart', type: 'capsule', quat: ALONG_X, size: [0.1, 0.1], ...untouched }),
    ...poles,
  )
}

/** A motor on the cart: `gear` N per unit of control, which is clamped to `bound`. */
export function cartMotor(gear: number, bound: number): string {
  return element('motor', { joint: 'cart', gear, ctrllimited: 'true', ctrlrange: [-bound, bound] })
}
