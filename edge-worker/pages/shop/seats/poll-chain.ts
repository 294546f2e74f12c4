/** The pause in ms before the next question; undefined ends the chain until it is begun again. */
type Ask = (isLatest: () => boolean) => Promise<number | undefined>;

/**
 * Questions one after another, each some time after the answer before it. However often it is begun anew there is one
 * chain: of an older one the answer under way plans nothing, and can tell by `isLatest` that it counts no more.
 */
export function createPollChain(ask: Ask) {
  let latest = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function next(mine: number): Promise<void> {
    const isLatest = () => mine === latest;
    const pauseMs = await ask(isLatest);
    if (isLatest() && pauseMs !== undefined) {
      timer = setTimeout(() => void next(mine), pauseMs);
    }
  }

  const stop = (): void => {
    clearTimeout(timer);
    latest += 1;
  };
  /** Asks now. */
  const begin = (): void => {
    stop();
    void next(latest);
  };
  return { begin, stop };
}
