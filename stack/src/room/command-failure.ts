/** Something the operator can mend: its message is all that the command prints. */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure';
}
