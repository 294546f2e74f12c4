import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createScriptedRoom, outcomeOf, problem, status, tokens } from './testing/scripted-room.ts';

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const CALLED = { state: 'called' } as const;
const ACTIVE = { state: 'active' } as const;

describe('waiting for the turn', () => {
  it('joins, polls as told, enters when called, and sends what it was given', async () => {
    const room = createScriptedRoom([
      status({}, tokens('place-1')),
      status({ position: 2, nextPollSeconds: 2.5 }),
      status({ state: 'called', position: 1 }),
      status(ACTIVE, { 'x-waiting-room-session': 'session-1' }),
      Response.json({ items: [] }),
    ]);
    const seen: string[] = [];
    const turn = room.client.waitForTurn({
      room: 'main',
      onStatus: ({ state }) => seen.push(state),
    });
    expect(await outcomeOf(turn)).toMatchObject(ACTIVE);
    expect(room.calls()).toEqual(['0 join', '4 status', '6.5 status', '6.5 enter']);
    expect(room.asked.map(({ method }) => method)).toEqual(['POST', 'GET', 'GET', 'POST']);
    expect(seen).toEqual(['waiting', 'waiting', 'called', 'active']);

    await room.client.fetch('/api/concerts');
    expect(room.placesSent()).toEqual([null, 'place-1', 'place-1', 'place-1', 'place-1']);
    expect(room.asked.at(-1)?.headers.get('x-waiting-room-session')).toBe('session-1');
  });

  it('keeps asking to enter while the door is full', async () => {
    const full = { reason: 'full', position: 1, nextPollSeconds: 2 } as const;
    const room = createScriptedRoom([
      status({ state: 'called' }),
      status(full),
      status(full),
      status(ACTIVE),
    ]);
    await outcomeOf(room.client.waitForTurn({ room: 'main' }));
    expect(room.calls()).toEqual(['0 join', '0 enter', '2 enter', '4 enter']);
  });

  it('asks for no turn where the room is off', async () => {
    const { client } = createScriptedRoom([status({ state: 'open', number: null })]);
    expect(await outcomeOf(client.waitForTurn({ room: 'main' }))).toMatchObject({ state: 'open' });
  });

  it('understands a server that tells more, or less, than it knows', async () => {
    const newer = {
      room: 'main',
      state: 'waiting',
      reason: 'parade',
      nextPollSeconds: 3,
      extra: 1,
    };
    const room = createScriptedRoom([Response.json(newer), status(CALLED), status(ACTIVE)]);
    const reasons: unknown[] = [];
    await outcomeOf(
      room.client.waitForTurn({ room: 'main', onStatus: ({ reason }) => reasons.push(reason) }),
    );
    expect(room.calls()).toEqual(['0 join', '3 status', '3 enter']);
    expect(reasons).toEqual([null, null, null]);
  });

  it('backs off while nothing answers, and comes back no sooner than Retry-After says', async () => {
    const room = createScriptedRoom([
      status({}),
      'cut off',
      'cut off',
      problem('too_many_requests', { 'retry-after': '40' }),
      new Response('<h1>Bad gateway</h1>', { status: 502 }),
      status(CALLED),
      'cut off',
      status(ACTIVE),
    ]);
    await outcomeOf(room.client.waitForTurn({ room: 'main' }));
    const polls = ['4 status', '8 status', '16 status', '56 status', '88 status'];
    expect(room.calls()).toEqual(['0 join', ...polls, '88 enter', '92 enter']);
  });

  it('takes a new place for one that is gone, at once but not in a loop', async () => {
    const room = createScriptedRoom([
      status({}, tokens('place-1', 'session-1')),
      problem('place_ended'),
      problem('place_invalid'),
      status({}, tokens('place-2')),
      status(CALLED),
      status(ACTIVE),
    ]);
    await outcomeOf(room.client.waitForTurn({ room: 'main' }));
    const polls = ['4 status', '4 join', '12 join', '16 status', '16 enter'];
    expect(room.calls()).toEqual(['0 join', ...polls]);
    expect(room.placesSent()).toEqual([null, 'place-1', null, null, 'place-2', 'place-2']);
    expect(room.asked.at(-1)?.headers.get('x-waiting-room-session')).toBeNull();
  });

  it('pauses longer and longer where each new place is gone as soon as it is shown', async () => {
    const lost = () => [status(CALLED), problem('place_required')];
    const found = [status(CALLED), status(ACTIVE)];
    const room = createScriptedRoom([...lost(), ...lost(), ...lost(), ...found]);
    await outcomeOf(room.client.waitForTurn({ room: 'main' }));
    const joins = room.calls().filter((call) => call.endsWith('join'));
    expect(joins).toEqual(['0 join', '0 join', '8 join', '24 join']);
  });

  it('believes a kept session only once it has entered with it', async () => {
    const room = createScriptedRoom([
      status(ACTIVE),
      problem('place_ended'),
      status(CALLED, tokens('place-2')),
      status(ACTIVE),
    ]);
    await outcomeOf(room.client.waitForTurn({ room: 'main' }));
    expect(room.calls()).toEqual(['0 join', '0 enter', '0 join', '0 enter']);
  });

  it.each([
    ['rejects newcomers', problem('room_rejecting', { 'retry-after': '30' })],
    ['has begun to reject', status({ state: 'rejecting', nextPollSeconds: 30 })],
  ])('ends when the room %s, and says when to try again', async (_what, answer) => {
    const { client } = createScriptedRoom([answer]);
    const refusal = { code: 'room_rejecting', retryAfterSeconds: 30 };
    expect(await outcomeOf(client.waitForTurn({ room: 'main' }))).toMatchObject(refusal);
  });

  it('ends when there is no such room', async () => {
    const { client } = createScriptedRoom([problem('not_found')]);
    const refusal = { code: 'not_found' };
    expect(await outcomeOf(client.waitForTurn({ room: 'main' }))).toMatchObject(refusal);
  });
});

describe('stopping to wait', () => {
  const enough = new Error('had enough');

  async function stopAfterASecond(room: ReturnType<typeof createScriptedRoom>) {
    const controller = new AbortController();
    setTimeout(() => controller.abort(enough), 1000);
    return outcomeOf(room.client.waitForTurn({ room: 'main', signal: controller.signal }));
  }

  it('ends a pause with the reason that was given, and asks no more', async () => {
    const room = createScriptedRoom([status({})]);
    expect(await stopAfterASecond(room)).toBe(enough);
    expect(room.calls()).toEqual(['0 join']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('ends a request that hangs', async () => {
    expect(await stopAfterASecond(createScriptedRoom(['hangs']))).toBe(enough);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('asks nothing when it was stopped before', async () => {
    const room = createScriptedRoom([]);
    const turn = room.client.waitForTurn({ room: 'main', signal: AbortSignal.abort(enough) });
    expect(await outcomeOf(turn)).toBe(enough);
    expect(room.asked).toEqual([]);
  });

  it('is not what a request that hangs does: that is asked again', async () => {
    const room = createScriptedRoom(['hangs', status(CALLED), status(ACTIVE)]);
    expect(await outcomeOf(room.client.waitForTurn({ room: 'main' }))).toMatchObject(ACTIVE);
    expect(room.calls()).toEqual(['0 join', '15 join', '15 enter']);
  });
});

describe('joining', () => {
  const keysOf = ({ asked }: ReturnType<typeof createScriptedRoom>) =>
    asked.map(({ headers }) => headers.get('idempotency-key'));

  it('is asked for again under the same key until it is answered', async () => {
    const room = createScriptedRoom([
      'cut off',
      problem('room_unavailable'),
      status({}),
      problem('place_ended'),
      status(CALLED),
      status(ACTIVE),
    ]);
    await outcomeOf(room.client.waitForTurn({ room: 'main' }));
    const [first, second, third, poll, again] = keysOf(room);
    expect(first).toMatch(/^[\w-]{36}$/);
    expect([second, third]).toEqual([first, first]);
    expect(poll).toBeNull();
    expect(again).toMatch(/^[\w-]{36}$/);
    expect(again).not.toBe(first);
  });

  it('is asked for again under the same key while the room cannot be asked', async () => {
    const away = () => status({ reason: 'unavailable', number: null, nextPollSeconds: 5 });
    const room = createScriptedRoom([away(), status({}), status(CALLED), status(ACTIVE)]);
    await outcomeOf(room.client.waitForTurn({ room: 'main' }));
    expect(room.calls().map((call) => call.split(' ')[1])).toEqual([
      'join',
      'join',
      'status',
      'enter',
    ]);
    const [first, second] = keysOf(room);
    expect(second).toBe(first);
  });

  const turnstile = { siteKey: 'site', scriptUrl: 'https://t.example/api.js', mode: 'invisible' };
  const challenge = () => status({ state: 'challenge', number: null, turnstile });

  it('brings the proof that a room asks for', async () => {
    const room = createScriptedRoom([challenge(), status(CALLED), status(ACTIVE)]);
    const proveHuman = vi.fn<() => Promise<string>>().mockResolvedValue('token-1');
    await outcomeOf(room.client.waitForTurn({ room: 'main', proveHuman }));
    expect(proveHuman).toHaveBeenCalledWith(turnstile);
    expect(room.calls()).toEqual(['0 join', '0 join', '0 enter']);
    expect(room.asked.map(({ body }) => body)).toEqual(['', '{"turnstile":"token-1"}', '']);
  });

  it('ends where a room asks for a proof that nobody can give', async () => {
    const { client } = createScriptedRoom([challenge()]);
    const refusal = { code: 'turnstile_failed' };
    expect(await outcomeOf(client.waitForTurn({ room: 'main' }))).toMatchObject(refusal);
  });
});
