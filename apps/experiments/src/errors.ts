/** Something that the user gave cannot be used. The command prints the message alone and ends with exit code 2. */
export class InputError extends Error {
  override readonly name = 'InputError'
}
