import { type PublicDraws, REQUEST_ID_HEADER } from '@frontrow/protocol';
import type { Room } from '../gate/rooms.ts';
import type { Incoming } from '../incoming.ts';

/** What a room draws, for whoever wants to check it: from the snapshot, so that asking costs the shop nothing. */
export function drawsReply({ id: room, snapshot }: Room, { trace }: Incoming): Response {
  const body: PublicDraws = {
    room,
    asOf: snapshot === undefined ? null : new Date(snapshot.takenAt).toISOString(),
    event: snapshot?.event ?? null,
    open: snapshot?.openDraw ?? null,
    draws: snapshot?.draws ?? [],
  };
  return Response.json(body, {
    headers: {
      'cache-control': 'no-store',
      // Nothing here is anybody's own: any page may check it.
      'access-control-allow-origin': '*',
      'x-content-type-options': 'nosniff',
      [REQUEST_ID_HEADER]: trace.requestId,
    },
  });
}
