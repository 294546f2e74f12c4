import { parseArgs, type ParseArgsConfig } from 'node:util';
import { StartFailure } from '../start-failure.ts';

/** `parseArgs`, but that a mistyped option is something a person can mend; `command` is what they typed, as `npm run x`. */
export function readArgs<Config extends ParseArgsConfig>(
  command: string,
  config: Config,
): ReturnType<typeof parseArgs<Config>> {
  try {
    return parseArgs(config);
  } catch (error) {
    throw new StartFailure(`${(error as Error).message}\n${command} -- --help lists the options.`, {
      cause: error,
    });
  }
}
