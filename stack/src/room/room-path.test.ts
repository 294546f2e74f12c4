import { expect, it } from 'vitest';
import { roomPath } from './room-path.ts';

it('names a room', () => {
  expect(roomPath('concert-42')).toBe('/rooms/concert-42');
});

it.each(['..', '../main', 'Main', '', 'a b', 'x'.repeat(64)])('refuses "%s"', (room) => {
  expect(() => roomPath(room)).toThrow("is no room's name");
});
