import type { RoomEventView, RoomStatus, Ticket } from '@frontrow/protocol';

/** Parts of a status that are read whole or not at all. */

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

export function readEvent(value: unknown): RoomEventView | null {
  if (!isRecord(value)) {
    return null;
  }
  const { id, name, phase, prequeue_start_time, shuffle_at_event_start } = value;
  const start = text(value['event_start_time']);
  const end = text(value['event_end_time']);
  if (start === null || end === null || !isPhase(phase)) {
    return null;
  }
  return {
    id: amount(id, 1) ?? 1,
    name: text(name) ?? '',
    phase,
    prequeue_start_time: text(prequeue_start_time),
    event_start_time: start,
    event_end_time: end,
    shuffle_at_event_start: shuffle_at_event_start === true,
    commitment: text(value['commitment']),
  };
}

export function readTicket(value: unknown): Ticket | null {
  const draw = isRecord(value) ? amount(value['draw'], 1) : null;
  const index = isRecord(value) ? amount(value['index'], 0) : null;
  return draw === null || index === null ? null : { draw, index };
}

export function readDraw(value: unknown): RoomStatus['draw'] {
  const id = isRecord(value) ? amount(value['id'], 1) : null;
  if (!isRecord(value) || id === null) {
    return null;
  }
  const commitment = text(value['commitment']);
  const [tickets, base, n] = [value['tickets'], value['base'], value['n']].map((count) =>
    amount(count, 0),
  );
  const version = text(value['version']);
  if (version !== null && typeof base === 'number' && typeof n === 'number') {
    return { id, commitment, key: text(value['key']), version, base, n };
  }
  return typeof tickets === 'number' ? { id, commitment, tickets } : null;
}

export function readTurnstile(value: unknown): RoomStatus['turnstile'] {
  if (!isRecord(value)) {
    return null;
  }
  const [siteKey, scriptUrl] = [text(value['siteKey']), text(value['scriptUrl'])];
  return siteKey === null || scriptUrl === null
    ? null
    : { siteKey, scriptUrl, mode: text(value['mode']) ?? '' };
}

export function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

export function amount(value: unknown, least: number): number | null {
  return typeof value === 'number' && Number.isFinite(value) && value >= least ? value : null;
}

function isPhase(value: unknown): value is RoomEventView['phase'] {
  return value === 'before' || value === 'prequeue' || value === 'running';
}
