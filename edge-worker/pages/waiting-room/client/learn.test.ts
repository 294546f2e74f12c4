import type { RoomStatus } from '@frontrow/protocol';
import { describe, expect, it } from 'vitest';
import { lineStatus } from '../testing/statuses.ts';
import { learn, type Knowledge } from './learn.ts';
import type { Answer } from './room-calls.ts';

function knowing(changes: Partial<RoomStatus> = {}): Knowledge {
  return { status: lineStatus(changes), failures: 0, heldBack: 0, recounted: false };
}

const told = (changes: Partial<RoomStatus>): Answer => ({
  kind: 'status',
  status: lineStatus(changes),
});
const refused = (code: string): Answer => ({ kind: 'refused', code, retryAfterSeconds: null });
const silence: Answer = { kind: 'silence', retryAfterSeconds: null };

describe('learn', () => {
  it('takes over a position that has come nearer', () => {
    const after = learn(knowing({ position: 100 }), told({ position: 90 }));
    expect(after).toMatchObject({ status: { position: 90 }, recounted: false });
  });

  it('shows a higher position at once when there is a reason to show with it', () => {
    const after = learn(knowing({ position: 100 }), told({ position: 120, reason: 'paused' }));
    expect(after).toMatchObject({ status: { position: 120 }, recounted: false });
  });

  it('holds back a higher position without a reason for two polls, then explains it', () => {
    const risen = told({ position: 120, ahead: 119 });
    const once = learn(knowing({ position: 100, ahead: 99 }), risen);
    const twice = learn(once, risen);
    expect(once.status).toMatchObject({ position: 100, ahead: 99 });
    expect(twice).toMatchObject({ status: { position: 100 }, recounted: false });
    expect(learn(twice, risen)).toMatchObject({ status: { position: 120 }, recounted: true });
  });

  it('stops explaining when the line moves again', () => {
    const recounted = { ...knowing({ position: 120 }), recounted: true };
    expect(learn(recounted, told({ position: 120 })).recounted).toBe(true);
    expect(learn(recounted, told({ position: 119 })).recounted).toBe(false);
  });

  it('keeps a ticket while the room cannot say more than that it is kept', () => {
    const ticket = { draw: 9, index: 16 };
    const holder = knowing({ number: null, position: null, ticket, reason: 'prequeue' });
    const kept = learn(holder, told({ number: null, position: null, reason: 'holding_place' }));
    expect(kept.status).toMatchObject({ ticket, reason: 'holding_place' });
    const drawn = learn(kept, told({ number: 7, position: 6 }));
    expect(drawn.status).toMatchObject({ ticket: null, number: 7 });
  });

  it('takes a new ticket in place of a number, where the room draws anew', () => {
    const ticket = { draw: 10, index: 0 };
    const after = learn(knowing(), told({ number: null, position: null, ticket }));
    expect(after.status).toMatchObject({ ticket, number: null });
  });

  it('takes a new number as a new place', () => {
    const after = learn(knowing({ number: 5, position: 1 }), told({ number: 900, position: 800 }));
    expect(after.status).toMatchObject({ number: 900, position: 800 });
  });

  it('keeps the last known position through failures, and counts them', () => {
    const after = learn(learn(knowing({ position: 100 }), silence), silence);
    expect(after).toMatchObject({ failures: 2, status: { position: 100, reason: null } });
    expect(learn(after, told({})).failures).toBe(0);
  });

  it.each(['room_unavailable', 'origin_unavailable', 'database_unavailable', 'shutting_down'])(
    'knows from %s that the shop is away',
    (code) => {
      const after = learn(knowing({ position: 100 }), refused(code));
      expect(after).toMatchObject({
        failures: 1,
        status: { position: 100, reason: 'unavailable' },
      });
    },
  );

  it('keeps position and progress when the edge can tell only the number', () => {
    const unknown = {
      position: null,
      ahead: null,
      waiting: null,
      progress: null,
      etaSeconds: null,
    };
    const after = learn(knowing(), told({ ...unknown, reason: 'holding_place' }));
    expect(after.status).toEqual(lineStatus({ reason: 'holding_place', etaSeconds: null }));
  });

  it('keeps the number when the edge can tell nothing', () => {
    const after = learn(knowing(), told({ number: null, position: null, reason: 'unavailable' }));
    expect(after.status).toMatchObject({ number: 48_213, position: 1_240, reason: 'unavailable' });
  });

  it('goes on saying "you are next" to a called visitor until entering has been tried again', () => {
    const after = learn(knowing({ reason: 'full', position: 1 }), told({ state: 'called' }));
    expect(after.status).toMatchObject({ state: 'called', reason: 'full' });
  });

  it('learns that the room is closed from a refusal', () => {
    const after = learn(knowing(), refused('room_rejecting'));
    expect(after.status).toMatchObject({ state: 'rejecting', nextPollSeconds: null });
  });

  it.each(['place_waiting', 'place_required', 'place_ended'])('takes %s for an answer', (code) => {
    expect(learn({ ...knowing(), failures: 3 }, refused(code)).failures).toBe(0);
  });
});
