import { expect, it } from 'vitest';
import { type BenchName, groupsOf } from './run-benches.ts';

it.each<{ named: BenchName[]; groups: BenchName[][] }>([
  // Arrivals leaves a crowd behind.
  { named: ['arrivals', 'polls', 'catalog'], groups: [['catalog', 'polls', 'arrivals']] },
  { named: ['room', 'room'], groups: [['room']] },
  { named: ['soak', 'catalog', 'rows', 'soak'], groups: [['catalog'], ['soak'], ['rows']] },
  { named: ['origins'], groups: [['origins']] },
])('runs each once, the distance together and in its order: $named', ({ named, groups }) => {
  expect(groupsOf(named)).toEqual(groups);
});
