import { arrivalsReply, type Place } from '@frontrow/protocol';
import request from 'supertest';
import { createUser } from './admin-app.ts';
import { placeOf, randomPlaceId } from './room.ts';
import { startWholeOrigin, type WholeOrigin } from './whole-origin.ts';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

export type ManyRooms = Awaited<ReturnType<typeof openManyRooms>>;

/** A whole origin with an operator who makes rooms, and visitors who are inside them. */
export async function openManyRooms() {
  const origin = await startWholeOrigin();
  const { token } = await createUser(origin.knex, 'operator');
  const buyer = await createUser(origin.knex, 'buyer');
  return {
    ...origin,
    buyer,
    /** A call of the admin API. */
    admin(method: Method, path: string, body?: object) {
      const call = request(origin.app)[method](`/api/admin${path}`).auth(token, { type: 'bearer' });
      return body === undefined ? call : call.send(body);
    },
    /** A place in the room that has entered. */
    inside: (room: string) => enter(origin, room),
  };
}

async function enter({ throughEdge }: WholeOrigin, room: string): Promise<Place> {
  const id = randomPlaceId();
  const reply = await throughEdge(`/internal/rooms/${room}/arrivals`, {
    method: 'post',
    body: { arrivals: [{ id }] },
  });
  const { epoch, places } = arrivalsReply.parse(reply.body);
  const place = { ...placeOf({ id, number: places[0]?.number ?? 0, called: true, epoch }), room };
  const entered = await throughEdge(`/internal/rooms/${room}/enter`, { method: 'post', place });
  if (entered.status !== 200) {
    throw new Error(`enter ${room}: ${entered.status}`);
  }
  return place;
}
