const FOLDERS = ['--data-dir', '--profile'];
const NOTE = '--note';

/**
 * The arguments of a command as they are kept beside its figures: without the note, which stands there by itself, and
 * without whose folders they were. They have been read before, so that what follows an option is its value.
 */
export function shownArgs(args: readonly string[]): string[] {
  return args.flatMap((arg, index) => {
    const before = args[index - 1] ?? '';
    if (arg === NOTE || before === NOTE || arg.startsWith(`${NOTE}=`)) {
      return [];
    }
    if (FOLDERS.includes(before)) {
      return ['DIR'];
    }
    const folder = FOLDERS.find((option) => arg.startsWith(`${option}=`));
    return [folder === undefined ? arg : `${folder}=DIR`];
  });
}
