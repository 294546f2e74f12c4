import { describe, expect, it } from 'vitest';
import { createOperatorClient } from './operator-client.ts';
import { findCommand } from './room-commands.ts';
import { readRoomOptions } from './room-options.ts';

/** Nobody is asked: these are refused before. */
const nobody = createOperatorClient('http://127.0.0.1:1');

function run(...args: string[]): Promise<void> {
  const options = readRoomOptions(args);
  return findCommand(options.command)(nobody, options, () => undefined);
}

describe('commands about presale codes', () => {
  it.each([
    [['codes'], 'codes takes one of: create, list, revoke.'],
    [['codes', 'print'], 'codes takes one of'],
    [['codes', 'create', '--count', 'many'], 'count:'],
    [['codes', 'create', '--uses', '0'], 'uses:'],
    [['codes', 'create', '--code', 'short'], 'code: 6 to 40'],
    [['codes', 'create', '--code', 'FANCLUB', '--count', '2'], 'A chosen code is one code.'],
    [['codes', 'create', '--expires', 'tomorrow'], '--expires takes a time'],
    [['codes', 'revoke'], 'Name the batch'],
    [['codes', 'revoke', 'all'], 'Name the batch'],
  ])('refuse %j with a sentence', async (args, sentence) => {
    await expect(run(...args)).rejects.toThrow(sentence);
  });
});
