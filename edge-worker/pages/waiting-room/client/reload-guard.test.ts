import { describe, expect, it } from 'vitest';
import { createReloadGuard } from './reload-guard.ts';

/** A tab: its storage outlives its pages. */
function tab() {
  const kept = new Map<string, string>();
  let clockMs = 1_000_000;
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
  return {
    load: () => createReloadGuard({ storage, loadedByReload: false, now: () => clockMs }),
    pass: (seconds: number) => {
      clockMs += seconds * 1000;
    },
  };
}

describe('the reload guard', () => {
  it('lets the first reload happen at once', () => {
    const guard = tab().load();
    expect(guard.pauseSeconds()).toBe(0);
    expect(guard.hasReloaded()).toBe(false);
  });

  it('lets each further one wait longer, up to a minute', () => {
    const { load } = tab();
    const pauses = Array.from({ length: 7 }, () => {
      load().note('reload');
      return load().pauseSeconds();
    });
    expect(pauses).toEqual([5, 15, 30, 60, 60, 60, 60]);
  });

  it('counts the time that has passed', () => {
    const { load, pass } = tab();
    load().note('go');
    pass(3);
    expect(load().pauseSeconds()).toBe(2);
    pass(3);
    expect(load().pauseSeconds()).toBe(0);
  });

  it('does not take a visit to the shop for a reload', () => {
    const { load } = tab();
    load().note('go');
    expect(load().hasReloaded()).toBe(false);
    load().note('reload');
    expect(load().hasReloaded()).toBe(true);
  });

  it('forgets when the room knows the visitor again, and after ten minutes', () => {
    const { load, pass } = tab();
    load().note('reload');
    load().reset();
    expect(load().hasReloaded()).toBe(false);
    load().note('reload');
    pass(601);
    expect(load().hasReloaded()).toBe(false);
  });

  it('relies on how the page was loaded where nothing can be stored', () => {
    const guard = (loadedByReload: boolean) =>
      createReloadGuard({ storage: undefined, loadedByReload, now: () => 0 });
    expect(guard(false).hasReloaded()).toBe(false);
    expect(guard(true).hasReloaded()).toBe(true);
    expect(guard(true).pauseSeconds()).toBe(5);
  });

  it('survives a storage that throws', () => {
    const refuse = () => {
      throw new DOMException('no', 'SecurityError');
    };
    const storage = { getItem: refuse, setItem: refuse, removeItem: refuse };
    const guard = createReloadGuard({ storage, loadedByReload: false, now: () => 0 });
    guard.note('reload');
    guard.reset();
    expect(guard.pauseSeconds()).toBe(0);
  });
});
