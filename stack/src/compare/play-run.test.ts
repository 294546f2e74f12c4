import { expect, it } from 'vitest';
import { endedProcesses } from './play-run.ts';

it('finds an edge or an origin that was started anew, or is gone, while a way was played', () => {
  expect(endedProcesses([11, 12, 13], [11, 12, 13])).toEqual([]);
  expect(endedProcesses([11, 12, 13], [21, 12, undefined])).toEqual([
    'processes of the shop that ended while it was played: 2',
  ]);
});
