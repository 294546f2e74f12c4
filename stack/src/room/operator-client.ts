import {
  loginReply,
  revocationView,
  roomAdminView,
  type RevocationBody,
  type RoomAdminView,
  type RoomSettingsPatch,
} from '@frontrow/protocol';
import { z } from 'zod';
import { createAdminCalls } from './admin-calls.ts';

type Credentials = { email: string; password: string };

export type OperatorClient = ReturnType<typeof createOperatorClient>;

const roomList = z.object({ items: z.array(roomAdminView) });

/** What an operator's commands ask of a running Frontrow. */
export function createOperatorClient(url: string) {
  const { ask, useToken } = createAdminCalls(url);

  return {
    useToken,
    async logIn({ email, password }: Credentials): Promise<void> {
      const body = { email, password, transport: 'token' };
      const { token = '' } = await ask(loginReply, '/logins', { method: 'POST', body });
      useToken(token);
    },
    rooms: async (): Promise<RoomAdminView[]> => (await ask(roomList, '/rooms')).items,
    room: (room: string) => ask(roomAdminView, pathOf(room)),
    /** Refused where the settings are no longer those of this version. */
    change(room: string, patch: RoomSettingsPatch, version: number) {
      const headers = { 'if-match': `"${version}"` };
      return ask(roomAdminView, `${pathOf(room)}/settings`, {
        method: 'PATCH',
        body: patch,
        headers,
      });
    },
    revoke(room: string, body: RevocationBody) {
      return ask(revocationView, `${pathOf(room)}/revocations`, { method: 'POST', body });
    },
  };
}

function pathOf(room: string): string {
  return `/rooms/${encodeURIComponent(room)}`;
}
