import {
  loginReply,
  revocationView,
  roomAdminView,
  roomControlView,
  type CreateRoomBody,
  type RevocationBody,
  type RoomAdminView,
  type RoomRoute,
  type RoomSettingsPatch,
} from '@frontrow/protocol';
import { z } from 'zod';
import { createAdminCalls } from './admin-calls.ts';
import { createCodeCalls } from './code-calls.ts';
import { createEventCalls } from './events/event-calls.ts';
import { roomPath } from './room-path.ts';

type Credentials = { email: string; password: string };

export type OperatorClient = ReturnType<typeof createOperatorClient>;

const roomList = z.object({ items: z.array(roomAdminView) });

/** What an operator's commands ask of a running Frontrow. */
export function createOperatorClient(url: string) {
  const { ask, useToken } = createAdminCalls(url);

  return {
    useToken,
    codes: createCodeCalls({ ask }),
    events: createEventCalls({ ask, url }),
    async logIn({ email, password }: Credentials): Promise<void> {
      const body = { email, password, transport: 'token' };
      const { token = '' } = await ask(loginReply, '/logins', { method: 'POST', body });
      useToken(token);
    },
    rooms: async (): Promise<RoomAdminView[]> => (await ask(roomList, '/rooms')).items,
    room: (room: string) => ask(roomAdminView, roomPath(room)),
    control: (room: string) => ask(roomControlView, `${roomPath(room)}/control`),
    create: (body: CreateRoomBody) => ask(roomAdminView, '/rooms', { method: 'POST', body }),
    replaceRoutes(room: string, routes: RoomRoute[]) {
      return ask(roomAdminView, `${roomPath(room)}/routes`, { method: 'PUT', body: { routes } });
    },
    remove: (room: string) => ask(z.undefined(), roomPath(room), { method: 'DELETE' }),
    /** Refused where the settings are no longer those of this version. */
    change(room: string, patch: RoomSettingsPatch, version: number) {
      const headers = { 'if-match': `"${version}"` };
      return ask(roomAdminView, `${roomPath(room)}/settings`, {
        method: 'PATCH',
        body: patch,
        headers,
      });
    },
    revoke(room: string, body: RevocationBody) {
      return ask(revocationView, `${roomPath(room)}/revocations`, { method: 'POST', body });
    },
  };
}
