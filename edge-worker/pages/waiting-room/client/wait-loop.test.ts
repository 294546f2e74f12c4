import type { RoomStatus } from '@frontrow/protocol';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { lineStatus } from '../testing/statuses.ts';
import { createReloadGuard } from './reload-guard.ts';
import type { Answer } from './room-calls.ts';
import type { Sight } from './sight.ts';
import { createWaitLoop } from './wait-loop.ts';

const told = (changes: Partial<RoomStatus> = {}): Answer => ({
  kind: 'status',
  status: lineStatus(changes),
});
const refused = (code: string): Answer => ({ kind: 'refused', code, retryAfterSeconds: null });
const silence: Answer = { kind: 'silence', retryAfterSeconds: null };

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A loop over scripted answers; the last one repeats. */
function loopOver(...answers: Answer[]) {
  const events: string[] = [];
  const sights: Sight[] = [];
  const kept = new Map<string, string>();
  const tab = { hidden: false };
  const answer = async (name: string) => {
    events.push(name);
    return (answers.length > 1 ? answers.shift() : answers[0]) ?? silence;
  };
  const loop = createWaitLoop({
    calls: { status: () => answer('status'), enter: () => answer('enter') },
    guard: createReloadGuard({
      storage: {
        getItem: (key) => kept.get(key) ?? null,
        setItem: (key, value) => void kept.set(key, value),
        removeItem: (key) => void kept.delete(key),
      },
      loadedByReload: false,
      now: () => Date.now(),
    }),
    show: (sight) => void sights.push(sight),
    depart: (departure) => void events.push(departure),
    isHidden: () => tab.hidden,
    random: () => 0.5,
  });
  const pass = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000);
  return { loop, events, sights, tab, pass, last: () => sights.at(-1) };
}

describe('the wait loop', () => {
  it('polls when it was told to, not before', async () => {
    const { loop, events, pass } = loopOver(told({ nextPollSeconds: 10 }));
    loop.start(lineStatus({ nextPollSeconds: 4 }));
    await pass(3.9);
    expect(events).toEqual([]);
    await pass(0.2);
    expect(events).toEqual(['status']);
    await pass(9.8);
    expect(events).toEqual(['status']);
    await pass(0.3);
    expect(events).toEqual(['status', 'status']);
  });

  it('enters when called, waits at a full door, and goes in', async () => {
    const full = told({ state: 'called', reason: 'full', nextPollSeconds: 2 });
    const { loop, events, pass, last } = loopOver(
      told({ state: 'called' }),
      full,
      full,
      told({ state: 'active' }),
    );
    loop.start(lineStatus());
    await pass(5);
    expect(events).toEqual(['status', 'enter']);
    expect(last()?.status.reason).toBe('full');
    await pass(5);
    expect(events).toEqual(['status', 'enter', 'enter', 'enter', 'go']);
  });

  it('looks again when going in did not take the page away', async () => {
    const { loop, events, pass } = loopOver(told({ state: 'active' }));
    loop.start(lineStatus({ nextPollSeconds: 1 }));
    await pass(2);
    expect(events).toEqual(['status', 'go']);
    await pass(15);
    expect(events).toEqual(['status', 'go', 'status', 'go']);
  });

  it('keeps what it knew through failures, says when that was, and recovers', async () => {
    const { loop, pass, last } = loopOver(
      told({ position: 50 }),
      silence,
      silence,
      told({ position: 40 }),
    );
    loop.start(lineStatus());
    await pass(4.1);
    const updatedAtMs = last()?.updatedAtMs;
    await pass(8);
    expect(last()).toMatchObject({ failures: 2, status: { position: 50 }, updatedAtMs });
    await pass(8);
    expect(last()).toMatchObject({ failures: 0, status: { position: 40 } });
  });

  it('reloads once for a place that is gone, and gives up when that has not helped', async () => {
    const { loop, events, pass, last } = loopOver(refused('place_required'));
    loop.start(lineStatus());
    await pass(4.1);
    expect(events).toEqual(['status', 'reload']);
    loop.start(lineStatus());
    await pass(600);
    expect(events).toEqual(['status', 'reload', 'status']);
    expect(last()?.forgotten).toBe(true);
  });

  it('polls a hidden tab more slowly, and once as soon as allowed on return', async () => {
    const { loop, events, tab, pass } = loopOver(told({ nextPollSeconds: 10 }));
    tab.hidden = true;
    loop.start(lineStatus({ nextPollSeconds: 10 }));
    await pass(15);
    expect(events).toEqual([]);
    tab.hidden = false;
    loop.wake();
    loop.wake();
    await pass(0.1);
    expect(events).toEqual(['status']);
    await pass(3);
    loop.wake();
    await pass(6.8);
    expect(events).toEqual(['status']);
    await pass(0.3);
    expect(events).toEqual(['status', 'status']);
  });

  it('does nothing more once stopped, not even with an answer under way', async () => {
    const { loop, events, sights, pass } = loopOver(told());
    loop.start(lineStatus());
    vi.advanceTimersByTime(4_000);
    loop.stop();
    await pass(60);
    expect(events).toEqual(['status']);
    expect(sights).toHaveLength(1);
  });
});
