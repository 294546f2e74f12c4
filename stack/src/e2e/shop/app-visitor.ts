import {
  roomStatus,
  WAITING_ROOM_SESSION_HEADER,
  WAITING_ROOM_TOKEN_HEADER,
  type RoomStatus,
} from '@frontrow/protocol';

export type Reply = { status: number; headers: Headers; body: Record<string, unknown> };
export type AppVisitor = ReturnType<typeof createAppVisitor>;

/** A visitor with an app: tokens in headers, no cookies. Keeps the newest tokens, as an app would. */
export function createAppVisitor(edgeUrl: string) {
  const tokens: Record<string, string> = {};

  async function call(
    path: string,
    {
      method = 'GET',
      body,
      headers = {},
    }: { method?: string; body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<Reply> {
    const response = await fetch(`${edgeUrl}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...tokens,
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    for (const name of [WAITING_ROOM_TOKEN_HEADER, WAITING_ROOM_SESSION_HEADER]) {
      const value = response.headers.get(name);
      if (value !== null) {
        tokens[name] = value;
      }
    }
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
    };
  }

  const room = async (method: string, verb: string): Promise<RoomStatus> =>
    roomStatus.parse((await call(`/rooms/main/${verb}`, { method })).body);

  return {
    call,
    tokens,
    join: () => room('POST', 'join'),
    status: () => room('GET', 'status'),
    enter: () => room('POST', 'enter'),
    leave: () => call('/rooms/main/leave', { method: 'POST' }),
    /** Logs in as an app does and sends the token from then on. */
    async logIn(account: { email: string; password: string }, path = '/api/logins'): Promise<void> {
      const { status, body } = await call(path, {
        method: 'POST',
        body: { ...account, transport: 'token' },
      });
      if (status !== 201) {
        throw new Error(`log in: ${status} ${JSON.stringify(body)}`);
      }
      tokens['authorization'] = `Bearer ${String(body['token'])}`;
    },
  };
}
