import { runDrill } from '../drills/run-drill.ts';
import { simulate } from './simulate-command.ts';
import { preview } from './theme/preview-command.ts';

export type Output = {
  /** What the command is asked for. */
  print: (text: string) => void;
  /** Not in the way of a program that reads the answer. */
  note: (line: string) => void;
};

/** Commands that need no running Frontrow. Each reads its own options. */
export const OFFLINE_COMMANDS: Record<
  string,
  (args: readonly string[], output: Output) => Promise<void>
> = {
  simulate,
  preview,
  drill: async (args, output) => {
    process.exitCode = await runDrill(args, output);
  },
};
