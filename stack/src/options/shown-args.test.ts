import { expect, it } from 'vitest';
import { shownArgs } from './shown-args.ts';

it.each([
  ['--data-dir /home/x --keep', '--data-dir DIR --keep'],
  ['--data-dir=/home/x --keep', '--data-dir=DIR --keep'],
  ['--only catalog --profile /home/x', '--only catalog --profile DIR'],
  ['--profile=/home/x --only catalog', '--profile=DIR --only catalog'],
])('hides whose folder it was: %s', (typed, shown) => {
  expect(shownArgs(typed.split(' '))).toEqual(shown.split(' '));
});

it('leaves the note out, and nothing else that reads like it', () => {
  expect(shownArgs(['--rounds', '3', '--note', '3', '--keep'])).toEqual([
    '--rounds',
    '3',
    '--keep',
  ]);
  expect(shownArgs(['--note=a b', '--only', 'soak'])).toEqual(['--only', 'soak']);
});

it('hides a folder only where it is one', () => {
  const args = ['--only', 'soak', '--data-dir', 'soak'];
  expect(shownArgs(args)).toEqual(['--only', 'soak', '--data-dir', 'DIR']);
});

it('leaves all else as it was typed', () => {
  expect(shownArgs(['--seconds=2', '--keep'])).toEqual(['--seconds=2', '--keep']);
  expect(shownArgs([])).toEqual([]);
});
