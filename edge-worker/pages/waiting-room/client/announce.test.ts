import { describe, expect, it } from 'vitest';
import { chooseAnnouncement } from './announce.ts';

const MINUTE_MS = 60_000;
const said = { what: 'waiting none', position: 1_000, etaSeconds: 1_200 };

describe('chooseAnnouncement', () => {
  it('stays quiet while the line only creeps', () => {
    const now = { ...said, position: 950, etaSeconds: 1_190 };
    expect(chooseAnnouncement(said, now, MINUTE_MS)).toBe('nothing');
  });

  it('speaks when the position has changed materially', () => {
    expect(chooseAnnouncement(said, { ...said, position: 600 }, MINUTE_MS)).toBe('progress');
  });

  it('speaks when the wait has changed materially or becomes unknown', () => {
    expect(chooseAnnouncement(said, { ...said, etaSeconds: 600 }, MINUTE_MS)).toBe('progress');
    expect(chooseAnnouncement(said, { ...said, etaSeconds: null }, MINUTE_MS)).toBe('progress');
  });

  it('does not speak twice within half a minute', () => {
    expect(chooseAnnouncement(said, { ...said, position: 100 }, 29_000)).toBe('nothing');
  });

  it('tells a new situation at once', () => {
    expect(chooseAnnouncement(said, { ...said, what: 'paused none' }, 0)).toBe('everything');
  });

  it('says few things on the way from ten thousand to the front', () => {
    let last = { what: 'waiting none', position: 10_000, etaSeconds: 3_000 };
    let spoken = 0;
    for (let position = 10_000; position >= 1; position -= 10) {
      const now = { what: 'waiting none', position, etaSeconds: position * 0.3 };
      if (chooseAnnouncement(last, now, MINUTE_MS) !== 'nothing') {
        spoken += 1;
        last = now;
      }
    }
    expect(spoken).toBeGreaterThan(10);
    expect(spoken).toBeLessThan(40);
  });
});
