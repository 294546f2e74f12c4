import type { Request } from 'express';
import { edgeContextOf } from '../../http/edge-only.ts';
import type { RoomDirectory } from '../registry/room-directory.ts';

type Deps = { directory: Pick<RoomDirectory, 'current'> };

export type RoomOfRequest = (req: Request) => Promise<string>;

/**
 * The room that judges a request: the one that covers its path on the host that the visitor asked. What the
 * buyers of every room need is judged by the room of the place that comes with it.
 */
export function createRoomOfRequest({ directory }: Deps): RoomOfRequest {
  return async function roomOfRequest(req) {
    const { findRoom, has } = await directory.current();
    const { host = null, place } = edgeContextOf(req) ?? {};
    const { room, isCommon } = findRoom({ host, path: `${req.baseUrl}${req.path}` });
    return isCommon && place && has(place.room) ? place.room : room;
  };
}
