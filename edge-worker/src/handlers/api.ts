import { WAITING_ROOM_HEADER } from '@frontrow/protocol';
import type { Admission } from '../gate/admission.ts';
import type { Settled, Visit } from '../gate/standing.ts';
import type { Incoming } from '../incoming.ts';
import { badToken } from '../replies/bad-token.ts';
import { keepFromOthers, originAway, refuse, traced } from './api-replies.ts';
import type { Forward } from './forward.ts';
import type { ObeyCommand } from './obey-command.ts';
import { createPassOn } from './pass-on.ts';
import { ADMIN_BODY_BYTES, readBody, SHOP_BODY_BYTES } from './read-body.ts';

type Deps = { admission: Admission; forward: Forward; obeyCommand: ObeyCommand };

/** The shop's API: guarded by a room, or open to everybody with a login. */
export function createApi({ admission, forward, obeyCommand }: Deps) {
  const passOn = createPassOn({ admission, forward, obeyCommand });

  async function open(incoming: Incoming): Promise<Response> {
    const isAdmin = incoming.target.path.startsWith('/api/admin/');
    const maxBytes = isAdmin ? ADMIN_BODY_BYTES : SHOP_BODY_BYTES;
    const body = await readBody(incoming.request, maxBytes);
    const passage = { incoming, body, place: null, sessionToken: undefined };
    const forwarded = await forward.forward(passage);
    return forwarded.kind === 'answered'
      ? traced(forwarded.response, incoming)
      : originAway(incoming);
  }

  async function guarded(incoming: Incoming, visit: Visit): Promise<Response> {
    const response = await judged(incoming, visit);
    // Where the path's own room had to be asked as well, that one is named already.
    if (visit.orElse === undefined || !response.headers.has(WAITING_ROOM_HEADER)) {
      response.headers.set(WAITING_ROOM_HEADER, visit.room.id);
    }
    keepFromOthers(response.headers);
    return response;
  }

  async function judged(incoming: Incoming, visit: Visit): Promise<Response> {
    if (visit.visitor.hasBadToken) {
      return badToken(incoming, visit);
    }
    const settled = await admission.settle({ ...visit, mayJoin: false });
    const { kind } = settled.standing;
    if (kind !== 'called' && kind !== 'open') {
      return refuse(incoming, visit, settled);
    }
    const kept = mayHaveKept(incoming, visit, settled) ? forward.fromCache(incoming) : undefined;
    return kept === undefined ? passOn(incoming, visit, settled) : traced(kept, incoming);
  }

  return { open, guarded };
}

/** A kept reply is for those alone whose session the edge has verified itself and need not renew. */
function mayHaveKept({ request }: Incoming, { visitor }: Visit, { standing }: Settled): boolean {
  return (
    request.method === 'GET' && standing.kind === 'called' && visitor.session?.isYoung === true
  );
}
