import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export type Ended = { code: number; out: string; err: string };

type Surroundings = { url: string; input?: string; env?: Record<string, string> };

const program = fileURLToPath(new URL('../../room.ts', import.meta.url));

/** Runs the command as an operator does at a terminal. */
export function runRoom(args: string[], surroundings: Surroundings): Promise<Ended> {
  const { url, input = '', env = {} } = surroundings;
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [program, ...args, '--url', url],
      { env: { PATH: process.env.PATH, ...env }, timeout: 30_000 },
      (error, out, err) => resolve({ code: Number(error?.code ?? 0), out, err }),
    );
    child.stdin?.end(input);
  });
}
