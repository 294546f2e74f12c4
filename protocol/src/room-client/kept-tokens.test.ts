import { describe, expect, it } from 'vitest';
import { createScriptedRoom, problem, tokens } from './testing/scripted-room.ts';

describe('the tokens of a client', () => {
  it('are found again in its storage by the next one, until the place is given up', async () => {
    const items = new Map<string, string>();
    const storage = {
      getItem: async (key: string) => items.get(key) ?? null,
      setItem: async (key: string, value: string) => void items.set(key, value),
      removeItem: async (key: string) => void items.delete(key),
    };
    const first = createScriptedRoom([new Response(null, { headers: tokens('a', 'b') })], storage);
    await first.client.fetch('/api/me');
    const next = createScriptedRoom(
      [new Response(), problem('room_unavailable'), new Response(null, { status: 204 })],
      storage,
    );
    await next.client.fetch('/api/me');
    expect(next.placesSent()).toEqual(['a']);

    await expect(next.client.leave('main')).rejects.toMatchObject({ code: 'room_unavailable' });
    expect(items.size).toBe(2);
    await next.client.leave('main');
    expect([...items]).toEqual([]);
  });

  it('give way to those that a request brings itself', async () => {
    const room = createScriptedRoom([
      new Response(null, { headers: tokens('kept') }),
      new Response(),
    ]);
    await room.client.fetch('/api/me');
    await room.client.fetch('/api/me', { headers: tokens('own') });
    expect(room.placesSent()).toEqual([null, 'own']);
  });

  it.each([
    '@elsewhere.example/',
    '//elsewhere.example/',
    '/\t/elsewhere.example/',
    '/\\e.example',
  ])('go to no other host: %j', async (path) => {
    const room = createScriptedRoom([]);
    await expect(room.client.fetch(path)).rejects.toThrow(TypeError);
    expect(room.asked).toEqual([]);
  });
});
