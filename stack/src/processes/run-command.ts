import { execFile } from 'node:child_process';

type Options = { timeoutMs: number; env?: NodeJS.ProcessEnv; cwd?: string };

type CommandResult = { ok: boolean; output: string };

/** Runs a program to its end without a shell. A failure is a result, with what the program said. */
export function runCommand(
  command: string,
  args: readonly string[],
  { timeoutMs, env, cwd }: Options,
): Promise<CommandResult> {
  return new Promise((resolve) => {
    const options = {
      timeout: timeoutMs,
      maxBuffer: 16 * 1024 * 1024,
      env: env ?? process.env,
      cwd,
    };
    execFile(command, args, options, (error, stdout, stderr) => {
      const said = `${stdout}${stderr}`.trim();
      resolve({ ok: error === null, output: said === '' && error !== null ? error.message : said });
    });
  });
}
