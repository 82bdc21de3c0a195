/** An input of the user that cannot be used. The command prints the message alone and ends with exit code 2. */
export class InputError extends Error {
  override readonly name = 'InputError'
}

/** The failure of a peer's process. The peer is left out, and its message is given below the table. */
export class PeerError extends Error {
  override readonly name = 'PeerError'
}
