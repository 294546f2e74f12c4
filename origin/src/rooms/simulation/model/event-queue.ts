import TinyQueue from 'tinyqueue';

type Timed<T> = { at: number; order: number; event: T };

/** What is to happen, soonest first; of what happens at the same time, the first said. */
export function createEventQueue<T>() {
  const queue = new TinyQueue<Timed<T>>(
    [],
    (one, other) => one.at - other.at || one.order - other.order,
  );
  let order = 0;
  return {
    add(at: number, event: T): void {
      order += 1;
      queue.push({ at, order, event });
    },
    next: (): { at: number; event: T } | undefined => queue.pop(),
  };
}
