/** How much of the front of the array may lie empty before it is cut off: shifting each time would be slow. */
const EMPTY_AT_MOST = 10_000;

/** First in, first out. */
export function createFifo<T>() {
  let items: T[] = [];
  let first = 0;
  return {
    size: (): number => items.length - first,
    first: (): T | undefined => items[first],
    /** From the newest on, until `visit` has had enough. */
    eachFromNewest(visit: (item: T) => boolean): void {
      for (let index = items.length - 1; index >= first; index -= 1) {
        if (!visit(items[index] as T)) {
          return;
        }
      }
    },
    add: (item: T): void => {
      items.push(item);
    },
    take(): T | undefined {
      const item = items[first];
      first = Math.min(first + 1, items.length);
      if (first > EMPTY_AT_MOST && first * 2 > items.length) {
        items = items.slice(first);
        first = 0;
      }
      return item;
    },
  };
}

/** How many of the added fall within the last `lengthMs`. Times only grow. */
export function createSlidingCount(lengthMs: number) {
  const times = createFifo<number>();
  return {
    add: times.add,
    count(now: number): number {
      while ((times.first() ?? now) <= now - lengthMs) {
        times.take();
      }
      return times.size();
    },
  };
}
