/** atan(z) / z in z^2 on |z| <= 1: Abramowitz and Stegun, Handbook of Mathematical Functions, 4.4.49 (error below 2e-8). */
const ARCTANGENT = [
  1, -0.3333314528, 0.1999355085, -0.1420889944, 0.1065626393, -0.07528964, 0.0429096138, -0.0161657367, 0.0028662257,
]
const DEGREES = 180 / Math.PI

/**
 * The angle of the direction (x, y) from the first axis towards the second, in degrees, to a millionth; 0 for no direction. The
 * engine's own atan2 would give pictures that differ from engine to engine.
 */
export function degreesOf(x: number, y: number): number {
  if (x === 0 && y === 0) return 0
  const isFlat = Math.abs(x) >= Math.abs(y)
  const ratio = isFlat ? y / x : x / y
  const square = ratio * ratio
  const angle = DEGREES * ratio * ARCTANGENT.reduceRight((sum, coefficient) => sum * square + coefficient, 0)
  if (isFlat) return x > 0 ? angle : angle + (y >= 0 ? 180 : -180)
  return (y > 0 ? 90 : -90) - angle
}

/** Angles in degrees, each moved by whole turns to where it is nearest to the one before. */
export function unwound(angles: readonly number[]): readonly number[] {
  const result: number[] = []
  for (const angle of angles) {
    const before = result.at(-1) ?? angle
    result.push(angle + 360 * Math.round((before - angle) / 360))
  }
  return result
}
