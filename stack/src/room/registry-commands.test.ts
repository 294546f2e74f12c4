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

describe('commands that make and change rooms', () => {
  it.each([
    [['create'], 'Name the room, such as: create tour --concert 42.'],
    [['create', 'a', '--concert', 'tour'], '--concert takes the number of a concert'],
    [['create', 'a', '--route', '/wallet'], 'serves the buyers of every room'],
    [['create', 'a', 'capacity=5'], 'There is no setting "capacity"'],
    [['routes'], 'Name the room'],
    [['routes', 'a'], 'Give all routes with --route'],
    [['routes', 'a', '--clear', '--route', '/a'], 'Give all routes with --route'],
    [['delete'], 'Name the room'],
  ])('refuse %j with a sentence', async (args, sentence) => {
    await expect(run(...args)).rejects.toThrow(sentence);
  });
});
