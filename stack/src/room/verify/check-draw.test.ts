import {
  createDrawOrder,
  drawCommitment,
  type AdmissionLine,
  type DrawRecord,
} from '@frontrow/protocol';
import { describe, expect, it } from 'vitest';
import { checkDraw } from './check-draw.ts';

const KEY = '5a'.repeat(32);
const N = 20;
const BASE = 100;
const order = createDrawOrder(KEY, N);
const draw = {
  id: 1_000_000_000_007,
  key: KEY,
  commitment: drawCommitment(KEY),
  version: 'feistel-sha256-1',
  base: BASE,
  n: N,
};

function line(
  kind: AdmissionLine['kind'],
  number: number | null,
  changes: Partial<AdmissionLine> = {},
): AdmissionLine {
  const at = '2026-11-22T12:00:00.000Z';
  const visitor = `visitor-${number}`;
  return { at, kind, epoch: 1, visitor, number, ticket: null, to: null, ...changes };
}
const called = (number: number) => line('called', number);
const entered = (number: number) =>
  line('entered', number, { ticket: order.indexAt(number - BASE - 1) });

/** Everybody is called in order and comes in the other way round. */
function honest(): DrawRecord {
  const numbers = Array.from({ length: N }, (_, rank) => BASE + 1 + rank);
  return {
    room: 'main',
    draw,
    admissions: [...numbers.map(called), ...numbers.toReversed().map(entered)],
  };
}
const changed = (change: (admissions: AdmissionLine[]) => AdmissionLine[]) =>
  checkDraw({ ...honest(), admissions: change(honest().admissions) });

describe('the record of a draw', () => {
  it('agrees with it, in whatever order the called come in', () => {
    expect(checkDraw(honest())).toEqual({
      problems: [],
      tickets: N,
      called: N,
      entered: N,
      passed: 0,
      cameBack: 0,
    });
  });

  it('agrees without those who never came, called or not', () => {
    expect(changed((all) => all.slice(0, N / 2)).problems).toEqual([]);
  });

  it('agrees with a visitor who was called, missed it, and was called again', () => {
    expect(changed((all) => [...all, called(BASE + 1)]).problems).toEqual([]);
  });

  it('follows a visitor into another browser', () => {
    const moved = line('moved', null, { visitor: `visitor-${BASE + 1}`, to: 'elsewhere' });
    const elsewhere = { ...entered(BASE + 1), visitor: 'elsewhere' };
    const rest = (all: AdmissionLine[]) => all.slice(0, -1);
    expect(changed((all) => [...rest(all), moved, elsewhere]).problems).toEqual([]);
    expect(changed((all) => [...rest(all), elsewhere]).problems).toHaveLength(1);
  });

  it('counts who passed a room that was open to all, and who came back after a loss of Redis', () => {
    const late = { ...called(BASE + 1), epoch: 2 };
    const verdict = changed((all) => [
      ...all.slice(1, -1),
      late,
      { ...entered(BASE + 1), epoch: 2 },
    ]);
    expect(verdict).toMatchObject({ problems: [], cameBack: 1 });
    const passed = { ...entered(BASE + 1), kind: 'passed' as const };
    expect(changed((all) => [...all.slice(1, -1), passed])).toMatchObject({
      problems: [],
      passed: 1,
    });
  });
});

describe('a record that was tampered with', () => {
  it.each<[string, Partial<typeof draw>, string]>([
    ['another key', { key: '5b'.repeat(32) }, 'not the one that was committed to'],
    ['another commitment', { commitment: drawCommitment('5b'.repeat(32)) }, 'committed to'],
    ['more tickets', { n: N + 1 }, 'which drew'],
    ['another base', { base: BASE - 1 }, 'which drew'],
    ['an unknown order', { version: 'other-1' }, 'of version other-1'],
  ])('shows it: %s', (_what, changes, sentence) => {
    const { problems } = checkDraw({ ...honest(), draw: { ...draw, ...changes } });
    expect(problems.join('\n')).toContain(sentence);
  });

  it.each<[string, (all: AdmissionLine[]) => AdmissionLine[], string]>([
    [
      'two tickets swapped at the door',
      (all) => [
        ...all.slice(0, -2),
        { ...entered(BASE + 2), ticket: entered(BASE + 1).ticket },
        { ...entered(BASE + 1), ticket: entered(BASE + 2).ticket },
      ],
      'which drew',
    ],
    [
      'a number called too early',
      ([first, ...all]) => [...all, first ?? called(0)],
      'was called after',
    ],
    ['somebody let in uncalled', (all) => all.slice(1), 'uncalled'],
    [
      'somebody let in without a ticket',
      (all) => [...all.slice(0, -1), { ...entered(BASE + 1), ticket: null }],
      'no ticket of this draw',
    ],
    [
      'two let in under one number',
      (all) => [...all, { ...entered(BASE + 1), visitor: 'friend' }],
      'came in as 101',
    ],
    ['a number beyond the draw', (all) => [...all, called(BASE + N + 1)], 'not of this draw'],
  ])('shows it: %s', (_what, change, sentence) => {
    expect(changed(change).problems.join('\n')).toContain(sentence);
  });
});
