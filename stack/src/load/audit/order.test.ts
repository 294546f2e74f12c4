import type { Standing } from '@frontrow/k6';
import { describe, expect, it } from 'vitest';
import { createOrderWatch } from './order.ts';

function visitor(watch: ReturnType<typeof createOrderWatch>, number: number, lane = 'main') {
  const hear = watch.listen();
  return (state: Standing['state'], at: number, reason: string | null = null) => {
    const standing = { state, reason, lane, number, nextPollSeconds: 2, atTheDoor: false };
    hear({ standing, sentAt: at - 10, answeredAt: at });
  };
}

describe('the order of a run', () => {
  it('is kept while nobody waits behind a later number', () => {
    const watch = createOrderWatch();
    visitor(watch, 2)('called', 1_000);
    visitor(watch, 3)('waiting', 9_000);
    expect(watch.result()).toEqual({ judged: 1, broken: [] });
  });

  it('is broken when a later number was called long before', () => {
    const watch = createOrderWatch();
    visitor(watch, 2)('called', 1_000);
    visitor(watch, 1)('waiting', 9_000);
    expect(watch.result().broken).toEqual([{ lane: 'main', number: 1, behind: 2 }]);
  });

  it('gives the snapshots time, and looks at each lane by itself', () => {
    const watch = createOrderWatch();
    visitor(watch, 2)('called', 1_000);
    visitor(watch, 1)('waiting', 3_000);
    visitor(watch, 1, 'priority')('waiting', 9_000);
    expect(watch.result().broken).toEqual([]);
  });

  it('is not judged at a full door, nor after a call that was missed', () => {
    const watch = createOrderWatch();
    const late = visitor(watch, 1);
    late('called', 500);
    visitor(watch, 2)('called', 1_000);
    late('waiting', 9_000);
    visitor(watch, 1)('waiting', 9_000, 'full');
    expect(watch.result()).toEqual({ judged: 0, broken: [] });
  });
});
