import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { DEMO_OPERATOR } from '@frontrow/db';
import { CommandFailure } from './command-failure.ts';
import type { OperatorClient } from './operator-client.ts';

type Given = { url: string; email: string | undefined; note: (line: string) => void };

/** As whom the commands run: a token, an operator, or on this machine the demo operator. */
export async function logIn(client: OperatorClient, { url, email, note }: Given): Promise<void> {
  const token = process.env.FRONTROW_OPERATOR_TOKEN;
  if (email !== undefined) {
    await client.logIn({ email, password: await readPassword() });
    return;
  }
  if (token !== undefined && token !== '') {
    client.useToken(token);
    return;
  }
  if (!isThisMachine(url)) {
    throw new CommandFailure('Say who you are: --email ADDR, or FRONTROW_OPERATOR_TOKEN.');
  }
  note(`No credentials given: trying the demo operator, ${DEMO_OPERATOR.email}.`);
  await client.logIn(DEMO_OPERATOR);
}

function isThisMachine(url: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname);
}

/** From a pipe its first line; at a terminal what is typed, unseen. */
async function readPassword(): Promise<string> {
  if (!process.stdin.isTTY) {
    return (await text(process.stdin)).split(/\r?\n/, 1)[0] ?? '';
  }
  process.stderr.write('Password: ');
  const unseen = new Writable({ write: (_chunk, _encoding, done) => done() });
  const line = createInterface({ input: process.stdin, output: unseen, terminal: true });
  try {
    return await line.question('');
  } finally {
    line.close();
    process.stderr.write('\n');
  }
}
