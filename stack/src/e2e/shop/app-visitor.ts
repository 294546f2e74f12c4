import { createRoomClient, roomStatus, type RoomStatus } from '@frontrow/protocol';

export type Reply = { status: number; headers: Headers; body: Record<string, unknown> };
export type AppVisitor = ReturnType<typeof createAppVisitor>;

const ROOM = 'main';

/** A visitor with an app, on the client that apps use: tokens in headers, no cookies. */
export function createAppVisitor(edgeUrl: string) {
  const client = createRoomClient({ baseUrl: edgeUrl });
  const login: Record<string, string> = {};

  async function call(
    path: string,
    {
      method = 'GET',
      body,
      headers = {},
    }: { method?: string; body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<Reply> {
    const response = await client.fetch(path, {
      method,
      headers: {
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...login,
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
    };
  }

  const roomCall = async (verb: string): Promise<RoomStatus> =>
    roomStatus.parse((await call(`/rooms/${ROOM}/${verb}`, { method: 'POST' })).body);

  return {
    call,
    join: () => roomCall('join'),
    enter: () => roomCall('enter'),
    waitForTurn: () => client.waitForTurn({ room: ROOM }),
    leave: () => client.leave(ROOM),
    /** Logs in as an app does and sends the token from then on. */
    async logIn(account: { email: string; password: string }, path = '/api/logins'): Promise<void> {
      const { status, body } = await call(path, {
        method: 'POST',
        body: { ...account, transport: 'token' },
      });
      if (status !== 201) {
        throw new Error(`log in: ${status} ${JSON.stringify(body)}`);
      }
      login['authorization'] = `Bearer ${String(body['token'])}`;
    },
  };
}
