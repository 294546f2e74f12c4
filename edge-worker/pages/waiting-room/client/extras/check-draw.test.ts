import {
  createDrawOrder,
  DRAW_VERSION,
  drawCommitment,
  eventDrawId,
  type RoomStatus,
} from '@frontrow/protocol';
import { describe, expect, it } from 'vitest';
import { STRINGS } from '../../strings/strings.ts';
import { lineStatus } from '../../testing/statuses.ts';
import { checkDraw, drawSentence, isWrong } from './check-draw.ts';
import { createDrawMemory } from './remember-draw.ts';

const KEY = '00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff';
const OTHER_KEY = KEY.replaceAll('0', '1');
const COMMITMENT = drawCommitment(KEY);
const [BASE, N, INDEX] = [200, 4000, 16];
const NUMBER = BASE + 1 + createDrawOrder(KEY, N).rankOf(INDEX);
const closed = { id: 9, commitment: COMMITMENT, key: KEY, version: DRAW_VERSION, base: BASE, n: N };

const drawn = (changes: Partial<RoomStatus> = {}) =>
  lineStatus({ number: NUMBER, ticket: { draw: 9, index: INDEX }, draw: closed, ...changes });

function memoryOf(...statuses: RoomStatus[]) {
  const kept = new Map<string, string>();
  const store = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
  statuses.forEach((status) => createDrawMemory(store, 'main').note(status));
  // Another page load later.
  return createDrawMemory(store, 'main');
}

describe('checkDraw', () => {
  it('confirms the number of a ticket by a key whose fingerprint was seen before the start', () => {
    const check = checkDraw(drawn(), COMMITMENT);
    expect(check).toEqual({ result: 'checked', ticket: 17, of: 4000, number: NUMBER });
    expect(check && drawSentence(check, STRINGS.en)).toMatch(
      /^Your ticket 17 of 4,000 drew number [\d,]+: checked\./,
    );
  });

  it('says so when this browser had not seen the fingerprint', () => {
    expect(checkDraw(drawn(), null)).toMatchObject({ result: 'unseen' });
  });

  it.each<[string, Partial<RoomStatus>, string | null]>([
    ['wrongNumber', { number: NUMBER + 1 }, COMMITMENT],
    ['changed', {}, drawCommitment(OTHER_KEY)],
    ['wrongKey', { draw: { ...closed, key: OTHER_KEY } }, COMMITMENT],
    [
      'changed',
      { draw: { ...closed, key: OTHER_KEY, commitment: drawCommitment(OTHER_KEY) } },
      COMMITMENT,
    ],
    ['changed', { draw: { ...closed, key: null, commitment: null } }, COMMITMENT],
  ])('finds out: %s', (result, changes, remembered) => {
    const check = checkDraw(drawn(changes), remembered);
    expect(check).toMatchObject({ result });
    expect(check && isWrong(check)).toBe(true);
  });

  it('confirms an order of arrival where no lots were announced', () => {
    const draw = { ...closed, key: null, commitment: null };
    const check = checkDraw(drawn({ draw, number: BASE + 1 + INDEX }), null);
    expect(check).toMatchObject({ result: 'inOrder', number: BASE + 1 + INDEX });
  });

  it('claims nothing about a version that it does not know, nor without a drawn ticket', () => {
    const draw = { ...closed, version: 'other-2' };
    expect(checkDraw(drawn({ draw }), null)).toEqual({ result: 'unknownVersion' });
    expect(checkDraw(drawn({ ticket: null }), null)).toBeNull();
    expect(checkDraw(drawn({ number: null }), null)).toBeNull();
    expect(checkDraw(drawn({ ticket: { draw: 8, index: 0 } }), null)).toBeNull();
  });
});

describe('the memory of draws', () => {
  const open = { id: 9, commitment: COMMITMENT, tickets: 17 };

  it('keeps the fingerprint of an open draw across page loads, the first one seen', () => {
    const changed = { ...open, commitment: drawCommitment(OTHER_KEY) };
    const memory = memoryOf(lineStatus({ draw: open }), lineStatus({ draw: changed }));
    expect(memory.commitmentOf(9)).toBe(COMMITMENT);
    expect(memory.commitmentOf(10)).toBeNull();
  });

  it('takes no fingerprint of a draw that is over for one seen before', () => {
    expect(memoryOf(drawn()).commitmentOf(9)).toBeNull();
  });

  it('knows the fingerprint of an event before its first ticket is given', () => {
    const event = {
      id: 3,
      name: 'Moonlight Tour',
      phase: 'before',
      prequeue_start_time: null,
      event_start_time: '2026-11-22T11:00:00.000Z',
      event_end_time: '2026-11-22T13:00:00.000Z',
      shuffle_at_event_start: true,
      commitment: COMMITMENT,
    } as const;
    expect(memoryOf(lineStatus({ event })).commitmentOf(eventDrawId(3))).toBe(COMMITMENT);
    const running = lineStatus({ event: { ...event, phase: 'running' } });
    expect(memoryOf(running).commitmentOf(eventDrawId(3))).toBeNull();
  });

  it('does without a store, and with one that holds something else', () => {
    const broken = { getItem: () => '{', setItem: () => undefined };
    expect(createDrawMemory(broken, 'main').commitmentOf(9)).toBeNull();
    expect(createDrawMemory(undefined, 'main').commitmentOf(9)).toBeNull();
  });
});
