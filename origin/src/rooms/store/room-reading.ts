import { DRAW_VERSION, roomEventView, roomSnapshot, type RoomSnapshot } from '@frontrow/protocol';
import { z } from 'zod';

/** An empty text stands for null: Lua has no nulls to keep in a hash. */
const hexOrNone = z.string().transform((text) => (text === '' ? null : text));

/** A closed draw as Redis keeps it; `slot` tells which half of the tickets is its. */
const keptDraw = z.object({
  id: z.number(),
  key: hexOrNone,
  commitment: hexOrNone,
  slot: z.number(),
  base: z.number(),
  n: z.number(),
});
type KeptDraw = z.input<typeof keptDraw>;

/** What a checkpoint keeps of a room beside its numbers, in the form that `open.lua` takes. */
export type KeptDraws = {
  closed: KeptDraw[];
  open: { id: number; tickets: number } | null;
  priority: { issued: number; calledUpTo: number };
  /** Tickets that may have been given in a draw that opened since the checkpoint. */
  unseen?: number;
};
export const NO_DRAWS: KeptDraws = {
  closed: [],
  open: null,
  priority: { issued: 0, calledUpTo: 0 },
};

// Made once: a schema that is made for each reading costs more than the reading.
const keptDraws = z.array(keptDraw);
const readState = roomSnapshot.omit({ room: true });
const keptEvent = roomEventView.omit({ phase: true });
const progress = z.object({ numbering: z.number(), numberedUpTo: z.number().optional() });

export type RoomReading = { snapshot: Omit<RoomSnapshot, 'room'>; draws: KeptDraws };

/** The reply of `snapshot.lua`: the snapshot as everybody may see it, and the draws as the checkpoint needs them. */
export function readRoom(parts: [string, string, string, string]): RoomReading {
  const [stateJson, settingsJson, eventJson, drawsJson] = parts;
  const state = JSON.parse(stateJson) as object;
  const closed = keptDraws.parse(JSON.parse(drawsJson));
  const { numbering, numberedUpTo } = progress.parse(state);
  // Until its numbering begins a draw may not be in the checkpoint yet, and might come out otherwise after a loss.
  const isPublic = ({ id, base, n }: { id: number; base: number; n: number }) =>
    id !== numbering || numberedUpTo !== base || n === 0;
  const snapshot = readState.parse({
    ...state,
    settings: JSON.parse(settingsJson),
    event: eventJson === '' ? null : readEvent(eventJson, (state as { takenAt: number }).takenAt),
    draws: closed.filter(isPublic).map((draw) => ({ ...draw, version: DRAW_VERSION })),
  });
  const { openDraw, priority } = snapshot;
  return {
    snapshot,
    draws: {
      closed: JSON.parse(drawsJson) as KeptDraw[],
      open: openDraw && { id: openDraw.id, tickets: openDraw.tickets },
      priority: { issued: priority.issued, calledUpTo: priority.calledUpTo },
    },
  };
}

/** The phase is that of the moment in which Redis was read. */
function readEvent(json: string, now: number) {
  const event = keptEvent.parse(JSON.parse(json));
  const isPrequeue = Date.parse(event.prequeue_start_time ?? event.event_start_time) <= now;
  const phase = Date.parse(event.event_start_time) <= now ? 'running' : 'before';
  return { ...event, phase: phase === 'before' && isPrequeue ? 'prequeue' : phase };
}
