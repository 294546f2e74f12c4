import type { RoomStatus } from '@frontrow/protocol';

/** A visitor in the middle of a moving line; tests change what they are about. */
export function lineStatus(changes: Partial<RoomStatus> = {}): RoomStatus {
  return {
    room: 'main',
    state: 'waiting',
    reason: null,
    message: null,
    number: 48_213,
    position: 1_240,
    ahead: 1_239,
    waiting: 5_310,
    etaSeconds: 700,
    progress: 0.42,
    nextPollSeconds: 4,
    sessionExpiresAt: null,
    lane: 'main',
    priorityShare: null,
    etaLatestSeconds: 900,
    event: null,
    serverTime: '2026-11-22T10:00:00.000Z',
    ticket: null,
    draw: null,
    turnstile: null,
    ...changes,
  };
}
