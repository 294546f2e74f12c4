/** Something a person can mend: its message is all that the launcher prints, without a stack. */
export class StartFailure extends Error {
  override name = 'StartFailure';
}
