import type { RoomEvent } from '@frontrow/db';
import type { EventOverrides, RoomSettings } from '@frontrow/protocol';
import type { EventPhase } from './event-phase.ts';

/** What decides about joining holds from the pre-queue on: its tickets are what bots are after. */
const JOINING = ['turnstile_mode', 'joins_per_network', 'login_required', 'message'] as const;

/** The room's settings as an event makes them. */
export function settingsDuring(
  own: RoomSettings,
  { overrides, suspended }: Pick<RoomEvent, 'overrides' | 'suspended'>,
  phase: EventPhase,
): RoomSettings {
  if (suspended || phase === 'before' || phase === 'over') {
    return own;
  }
  return phase === 'running'
    ? { ...own, ...(overrides as Partial<RoomSettings>) }
    : { ...own, ...pickJoining(overrides), queueing_method: prequeueMethod(own) };
}

/** Where everybody passes, or nobody, a pre-queue makes newcomers wait all the same. */
function prequeueMethod({ queueing_method: method }: RoomSettings) {
  return isQueueing(method) ? method : 'fifo';
}

export function isQueueing(method: RoomSettings['queueing_method']): boolean {
  return method === 'fifo' || method === 'random';
}

function pickJoining(overrides: EventOverrides): Partial<RoomSettings> {
  const named = JOINING.filter((name) => overrides[name] !== undefined);
  return Object.fromEntries(named.map((name) => [name, overrides[name]]));
}
