/** What has to be said in each language. */

export type Language = 'ko' | 'en' | 'ja';

/** What a visitor is told about: the words of one situation. */
export type Situation =
  | 'waiting'
  | 'crowded'
  | 'slow_shop'
  | 'few_seats'
  | 'slower'
  | 'draining'
  | 'paused'
  | 'holding'
  | 'away'
  | 'numberless'
  | 'early'
  | 'prequeue'
  | 'prequeue_in_order'
  | 'draw'
  | 'challenge'
  | 'next'
  | 'entering'
  | 'closed'
  | 'sold_out'
  | 'left'
  | 'forgotten';

/** What may need saying beside the situation. */
export type Notice = 'none' | 'offline' | 'recounted' | 'leave_failed' | 'challenge_failed';

/** Why the estimate is later than the one shown before. */
export type LaterReason =
  | 'paused'
  | 'full'
  | 'holding_place'
  | 'unavailable'
  | 'slow_shop'
  | 'few_seats'
  | 'slower'
  | 'other';

export type AlertKind = 'sound' | 'vibration' | 'notification' | 'awake';

/** How a call of the extras ended without success. */
export type ExtraFailure = 'unknown' | 'used_up' | 'too_many' | 'unavailable' | 'failed';

type DrawWords = {
  summary: string;
  before: string;
  after: string;
  fingerprint: string;
  check: string;
  checked: (ticket: string, of: string, number: string) => string;
  /** As `checked`, but this browser had not been here before the start. */
  unseen: (ticket: string, of: string, number: string) => string;
  inOrder: (ticket: string, of: string, number: string) => string;
  changed: string;
  wrongKey: string;
  wrongNumber: (expected: string, told: string) => string;
  unknownVersion: string;
};

type CodeWords = {
  summary: string;
  label: string;
  send: string;
  done: string;
};

type DeviceWords = {
  summary: string;
  explain: string;
  make: string;
  made: string;
  qr: string;
  haveCode: string;
  claim: string;
  claimed: string;
  offerTitle: string;
  offerText: string;
  offerYes: string;
  offerNo: string;
};

export type Strings = {
  /** The language in its own name, for the switch. */
  language: string;
  languages: string;
  room: string;
  situations: Record<Situation, { headline: string; sentence: string }>;
  notices: Record<Exclude<Notice, 'none'>, string>;
  later: Record<LaterReason, string>;
  position: string;
  ofWaiting: (waiting: string) => string;
  people: string;
  nobodyAhead: string;
  atMost: (people: string) => string;
  wait: string;
  waitUnknown: string;
  number: string;
  ticket: string;
  ofTickets: (ticket: string, tickets: string) => string;
  updated: string;
  progress: string;
  opensIn: string;
  startsIn: string;
  anyMoment: string;
  days: (days: number) => string;
  share: (percent: number) => string;
  ownLane: string;
  keep: string;
  leave: string;
  leaveTitle: string;
  leaveWarning: string;
  leaveConfirm: string;
  stay: string;
  joinAgain: string;
  tryAgain: string;
  otherConcerts: string;
  renews: (seconds: number) => string;
  lookNow: string;
  spoken: (position: string, wait: string) => string;
  challenge: { needsScript: string; label: string };
  alerts: {
    summary: string;
    explain: string;
    kinds: Record<AlertKind, string>;
    refused: string;
  };
  draw: DrawWords;
  code: CodeWords;
  device: DeviceWords;
  failures: Record<ExtraFailure, string>;
};
