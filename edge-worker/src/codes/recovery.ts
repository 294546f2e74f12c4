import {
  claimBody,
  normaliseCode,
  REQUEST_ID_HEADER,
  type KeyRing,
  type RecoveryReply,
} from '@frontrow/protocol';
import { renderSVG } from 'uqr';
import type { Admission } from '../gate/admission.ts';
import type { Room } from '../gate/rooms.ts';
import type { Settled, Visit } from '../gate/standing.ts';
import { askedOrigin, type Incoming } from '../incoming.ts';
import type { RoomClient } from '../origin/room-client.ts';
import { readPlaceKey } from '../visitor/join-request.ts';
import { keyedPlaceId, newPlaceId } from '../visitor/place-id.ts';
import type { AskCodes } from './ask-codes.ts';
import { codeRefusal } from './code-refusal.ts';
import { readCode } from './read-code.ts';
import type { SettleAs } from './settle-as.ts';

type Deps = {
  admission: Admission;
  askCodes: AskCodes;
  settleAs: SettleAs;
  rooms: Pick<RoomClient, 'end'>;
  placeKeys: KeyRing;
};

const QR = { ecc: 'M', border: 2 } as const;

/** A place that its visitor takes along to another browser. */
export function createRecovery({ admission, askCodes, settleAs, rooms, placeKeys }: Deps) {
  /** `POST /rooms/:room/recovery`: a code for the place that asks. */
  async function make({ request, trace }: Incoming, visit: Visit): Promise<Settled | Response> {
    const { place } = visit.visitor;
    if (place === undefined) {
      return admission.settle({ ...visit, mayJoin: false });
    }
    const origin = askedOrigin(request);
    const asked = await askCodes.makeRecovery(trace, place);
    if (asked.kind !== 'done') {
      return codeRefusal(asked, trace);
    }
    const { code } = asked.value;
    const url = recoveryUrl(origin, visit.room, code);
    const reply: RecoveryReply = { code, url, qr: renderSVG(url, QR) };
    const headers = { 'cache-control': 'private, no-store', [REQUEST_ID_HEADER]: trace.requestId };
    return Response.json(reply, { status: 201, headers });
  }

  /** `POST /rooms/:room/recovery/claim`: the place comes here, and has ended where it was. */
  async function claim(incoming: Incoming, visit: Visit): Promise<Settled | Response> {
    const { request, trace } = incoming;
    const code = await readCode(request, claimBody);
    const placeId = await claimedId(request, visit, code);
    const asked = await askCodes.claim(trace, { room: visit.room.id, code, placeId });
    if (asked.kind !== 'done') {
      return codeRefusal(asked, trace);
    }
    const own = visit.visitor.place;
    if (own !== undefined && own.id !== placeId) {
      // Where that fails it stays in line, is called one day and does not come.
      await rooms.end('leave', trace, own);
    }
    return settleAs(visit, asked.value.place);
  }

  /**
   * The same again for a browser that asks again, known by its key or else by the place that it came with: so a
   * lost answer loses nothing. For everybody else it is another one.
   */
  async function claimedId(
    { headers }: Request,
    { room, visitor }: Visit,
    code: string,
  ): Promise<string> {
    const key = readPlaceKey(headers) ?? visitor.place?.id;
    return key === undefined
      ? newPlaceId()
      : keyedPlaceId(placeKeys, room.id, `claim\n${normaliseCode(code)}\n${key}`);
  }

  return { make, claim };
}

/** Where the room's page is. What follows the # stays in the browser: no server and no log sees it. */
function recoveryUrl(origin: string, { snapshot }: Room, code: string): string {
  const [route] = snapshot?.routes ?? [];
  const url = new URL(route?.path ?? '/', origin);
  url.hostname = route?.host ?? url.hostname;
  url.hash = `recover=${code}`;
  return url.href;
}
