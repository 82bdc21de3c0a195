/** How value networks are fitted, ours and those of peers alike. */
export function passesNote(passes: number): string {
  return `Value networks and critics are 64-64 and fitted by Adam: ${passes} passes over the batch, in minibatches of 128.`
}
