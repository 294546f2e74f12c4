import type { RoomStatus } from '@frontrow/protocol';
import { describe, expect, it } from 'vitest';
import { lineStatus } from '../testing/statuses.ts';
import { nextStep, type Moment } from './next-step.ts';
import type { Answer } from './room-calls.ts';

function moment(changes: Partial<Moment> = {}): Moment {
  return {
    asked: 'status',
    told: lineStatus(),
    failures: 0,
    hidden: false,
    hasReloaded: false,
    pauseSeconds: 0,
    random: 0.5,
    ...changes,
  };
}

function afterStatus(changes: Partial<RoomStatus>, at: Partial<Moment> = {}) {
  const status = lineStatus(changes);
  return nextStep({ kind: 'status', status }, moment({ told: status, ...at }));
}

const refused = (code: string, retryAfterSeconds: number | null = null): Answer => ({
  kind: 'refused',
  code,
  retryAfterSeconds,
});
const silence: Answer = { kind: 'silence', retryAfterSeconds: null };

describe('nextStep while waiting', () => {
  it('asks again exactly when it was told to', () => {
    const step = { do: 'status', afterSeconds: 4.3, soonestSeconds: 4.3 };
    expect(afterStatus({ nextPollSeconds: 4.3 })).toEqual(step);
  });

  it('does without a told interval, and bounds one that makes no sense', () => {
    expect(afterStatus({ nextPollSeconds: null })).toMatchObject({ afterSeconds: 5 });
    expect(afterStatus({ nextPollSeconds: 0.001 })).toMatchObject({ afterSeconds: 1 });
    expect(afterStatus({ nextPollSeconds: 1e9 })).toMatchObject({ afterSeconds: 600 });
  });

  it('asks less often in a hidden tab, but may ask as told when the visitor returns', () => {
    const at = { hidden: true };
    expect(afterStatus({ nextPollSeconds: 4 }, at)).toMatchObject({
      afterSeconds: 8,
      soonestSeconds: 4,
    });
    expect(afterStatus({ nextPollSeconds: 20 }, at)).toMatchObject({ afterSeconds: 30 });
    expect(afterStatus({ nextPollSeconds: 45 }, at)).toMatchObject({ afterSeconds: 45 });
  });

  it('asks a hidden tab as often as a visible one near the front, where the turn could be missed', () => {
    const status = { nextPollSeconds: 4, etaSeconds: 90 };
    expect(afterStatus(status, { hidden: true })).toMatchObject({ afterSeconds: 4 });
  });
});

describe('nextStep when the turn comes', () => {
  it('enters at once when called', () => {
    expect(afterStatus({ state: 'called' })).toMatchObject({ do: 'enter', afterSeconds: 0 });
    expect(afterStatus({ state: 'called' }, { asked: 'page' })).toMatchObject({
      do: 'enter',
      afterSeconds: 0,
    });
  });

  it('waits at the door as told when entering did not work', () => {
    const full = { state: 'called', reason: 'full', nextPollSeconds: 2 } as const;
    const step = { do: 'enter', afterSeconds: 2, soonestSeconds: 2 };
    expect(afterStatus(full, { asked: 'enter' })).toEqual(step);
    expect(afterStatus(full, { asked: 'page' })).toEqual(step);
    expect(afterStatus({ ...full, reason: null }, { asked: 'enter' })).toEqual(step);
  });

  it('knocks again as told, in a hidden tab too, while the shop is full and nobody is before it', () => {
    const atTheDoor = {
      reason: 'full',
      position: 1,
      etaSeconds: null,
      nextPollSeconds: 2,
    } as const;
    const step = { do: 'enter', afterSeconds: 2, soonestSeconds: 2 };
    expect(afterStatus(atTheDoor, { asked: 'enter' })).toEqual(step);
    expect(afterStatus(atTheDoor, { asked: 'page', hidden: true })).toEqual(step);
    expect(afterStatus({ ...atTheDoor, position: 2 })).toMatchObject({ do: 'status' });
  });

  it.each(['active', 'open'] as const)('goes to the shop when %s', (state) => {
    expect(afterStatus({ state })).toEqual({ do: 'go', afterSeconds: 0 });
  });

  it('goes later when going has just led back here', () => {
    expect(afterStatus({ state: 'active' }, { pauseSeconds: 15 })).toMatchObject({
      afterSeconds: 15,
    });
  });
});

describe('nextStep in a closed room', () => {
  it('looks again only when told to', () => {
    expect(afterStatus({ state: 'rejecting', nextPollSeconds: 30 })).toMatchObject({
      do: 'status',
      afterSeconds: 30,
    });
    expect(afterStatus({ state: 'rejecting', nextPollSeconds: null })).toEqual({ do: 'rest' });
    expect(nextStep(refused('room_rejecting'), moment())).toEqual({ do: 'rest' });
  });
});

describe('nextStep when the place is not accepted', () => {
  it.each(['place_required', 'place_ended', 'place_invalid'])('reloads after %s', (code) => {
    expect(nextStep(refused(code), moment())).toEqual({ do: 'reload', afterSeconds: 0 });
  });

  it('does not reload again when a reload has not helped: no cookie is kept', () => {
    const at = moment({ hasReloaded: true });
    expect(nextStep(refused('place_required'), at)).toEqual({ do: 'give_up' });
    expect(nextStep(refused('place_invalid'), at)).toEqual({ do: 'give_up' });
  });

  it('goes on asking for a first number, ever more slowly', () => {
    const at = moment({ told: lineStatus({ number: null }), hasReloaded: true, pauseSeconds: 30 });
    expect(nextStep(refused('place_required'), at)).toEqual({ do: 'reload', afterSeconds: 30 });
  });

  it('polls on when its turn was announced too early', () => {
    expect(nextStep(refused('place_waiting'), moment())).toMatchObject({
      do: 'status',
      afterSeconds: 4,
    });
  });
});

describe('nextStep after failures', () => {
  it('backs off by doubling, up to a minute', () => {
    const waits = [1, 2, 3, 4, 5, 6, 50].map((failures) => nextStep(silence, moment({ failures })));
    expect(waits.map((step) => 'afterSeconds' in step && step.afterSeconds)).toEqual([
      4, 8, 16, 32, 60, 60, 60,
    ]);
  });

  it('spreads the crowd by a quarter either way, never below what was told', () => {
    const at = { failures: 3 };
    expect(nextStep(silence, moment({ ...at, random: 0 }))).toMatchObject({ afterSeconds: 12 });
    expect(nextStep(silence, moment({ ...at, random: 1 }))).toMatchObject({ afterSeconds: 20 });
    expect(nextStep(silence, moment({ failures: 1, random: 0 }))).toMatchObject({
      afterSeconds: 4,
    });
  });

  it('waits at least as long as the server asks', () => {
    const step = nextStep(refused('room_unavailable', 25), moment({ failures: 1, random: 0 }));
    expect(step).toMatchObject({ do: 'status', afterSeconds: 25, soonestSeconds: 25 });
  });
});
