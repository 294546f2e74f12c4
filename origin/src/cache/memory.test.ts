import { expect, it } from 'vitest';
import { createMemory } from './memory.ts';
import { prepare } from './prepared.ts';

const value = (text: string, freshMs = 60_000) => ({
  ...prepare(text),
  version: 'v',
  freshUntil: performance.now() + freshMs,
});

it('recalls what it was told, under its group and its name', () => {
  const memory = createMemory(100);
  memory.remember('concerts', 'a', value('one'));

  expect(memory.recall('concerts', 'a')?.bytes.toString()).toBe('one');
  expect(memory.recall('concerts', 'b')).toBeUndefined();
  expect(memory.recall('layouts', 'a')).toBeUndefined();
});

it('recalls nothing whose time is over', () => {
  const memory = createMemory(100);
  memory.remember('concerts', 'a', value('one', 0));

  expect(memory.recall('concerts', 'a')).toBeUndefined();
});

it('holds no more bytes than it may, and lets go of the oldest', () => {
  const memory = createMemory(10);
  for (const name of ['a', 'b', 'a', 'c']) {
    memory.remember('concerts', name, value('12345'));
  }

  expect(memory.recall('concerts', 'a')).toBeDefined();
  expect(memory.recall('concerts', 'b')).toBeUndefined();
  expect(memory.recall('concerts', 'c')).toBeDefined();
});
