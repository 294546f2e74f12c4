/**
 * All who ask while a reading is under way share the one after it, so that a crowd costs one reading after the other. Nobody
 * is told what was read before it asked.
 */
export function shareReadings<T>(read: () => Promise<T>): () => Promise<T> {
  let underWay: Promise<unknown> | undefined;
  let next: Promise<T> | undefined;

  function begin(): Promise<T> {
    next = undefined;
    const reading = read();
    underWay = reading
      .catch(() => undefined)
      .finally(() => {
        underWay = undefined;
      });
    return reading;
  }

  return () => {
    if (underWay === undefined) {
      return begin();
    }
    next ??= underWay.then(begin);
    return next;
  };
}
