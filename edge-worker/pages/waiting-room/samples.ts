import type { RoomEventView, RoomStatus } from '@frontrow/protocol';
import type { Situation } from './strings/words.ts';

const NOW = '2026-11-22T10:00:00.000Z';
/** SHA-256 of 32 zero bytes: a key that nobody would draw with. */
const COMMITMENT = '66687aadf862bd776c8fc18b8e9f8e20089714856ee233b3902a591d0d5f2925';
const KEY = '0'.repeat(64);

/** In the middle of a line that moves. */
export const IN_LINE: RoomStatus = {
  room: 'main',
  state: 'waiting',
  reason: null,
  message: null,
  number: 48_213,
  position: 1_240,
  ahead: 1_239,
  waiting: 5_310,
  lane: 'main',
  priorityShare: null,
  etaSeconds: 700,
  etaLatestSeconds: 900,
  progress: 0.42,
  nextPollSeconds: 4,
  sessionExpiresAt: null,
  event: null,
  serverTime: NOW,
  ticket: null,
  draw: null,
  turnstile: null,
};
const event: RoomEventView = {
  id: 7,
  name: 'Moonlight Tour, Seoul',
  phase: 'prequeue',
  prequeue_start_time: '2026-11-22T09:30:00.000Z',
  event_start_time: '2026-11-22T10:12:34.000Z',
  event_end_time: '2026-11-22T13:00:00.000Z',
  shuffle_at_event_start: true,
  commitment: COMMITMENT,
};
const ticket = { draw: 1_000_000_000_007, index: 16 };
const openDraw = { id: ticket.draw, commitment: COMMITMENT, tickets: 4_000 };
const unnumbered: RoomStatus = {
  ...IN_LINE,
  number: null,
  position: null,
  ahead: null,
  waiting: null,
  etaSeconds: null,
  etaLatestSeconds: null,
  progress: null,
};
const standing = { etaSeconds: null, etaLatestSeconds: null };

/** A status for every situation that a room can tell of: for previews, and for looking at each. */
export const SAMPLES: Record<Exclude<Situation, 'left' | 'forgotten'>, RoomStatus> = {
  waiting: {
    ...IN_LINE,
    message: 'Doors open at 19:00. Seats on the balcony are still to be had.',
    priorityShare: 20,
    event: { ...event, phase: 'running' },
    ticket,
    number: 2_484,
    draw: {
      id: ticket.draw,
      commitment: COMMITMENT,
      key: KEY,
      version: 'feistel-sha256-1',
      base: 0,
      n: 4_000,
    },
  },
  crowded: { ...IN_LINE, ...standing, reason: 'full' },
  slow_shop: { ...IN_LINE, reason: 'slow_shop' },
  few_seats: { ...IN_LINE, reason: 'few_seats' },
  slower: { ...IN_LINE, reason: 'slower' },
  draining: { ...IN_LINE, reason: 'draining' },
  paused: { ...IN_LINE, ...standing, reason: 'paused' },
  holding: { ...unnumbered, number: 48_213, reason: 'holding_place' },
  away: { ...IN_LINE, reason: 'unavailable' },
  numberless: { ...unnumbered, reason: 'unavailable' },
  early: {
    ...unnumbered,
    reason: 'prequeue',
    event: { ...event, phase: 'before', prequeue_start_time: '2026-11-24T09:30:00.000Z' },
  },
  prequeue: { ...unnumbered, reason: 'prequeue', event, ticket, draw: openDraw },
  prequeue_in_order: {
    ...unnumbered,
    reason: 'prequeue',
    event: { ...event, shuffle_at_event_start: false, commitment: null },
    ticket,
  },
  draw: { ...unnumbered, reason: 'draw', ticket: { draw: 5, index: 16 } },
  challenge: {
    ...unnumbered,
    state: 'challenge',
    nextPollSeconds: null,
    turnstile: {
      siteKey: '1x00000000000000000000AA',
      scriptUrl: 'https://check.example/turnstile/v0/api.js',
      mode: 'visible_managed',
    },
  },
  next: { ...IN_LINE, state: 'called', reason: 'full', position: 1, ahead: 0, progress: 1 },
  entering: { ...IN_LINE, state: 'called', position: 1, ahead: 0, progress: 1 },
  closed: { ...unnumbered, state: 'rejecting', nextPollSeconds: 30 },
  sold_out: { ...unnumbered, state: 'rejecting', reason: 'sold_out', event, nextPollSeconds: 30 },
};
