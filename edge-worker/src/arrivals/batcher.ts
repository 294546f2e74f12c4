type Deps<Item, Outcome> = {
  /** The outcomes of a batch, within a bounded time. */
  send: (items: Item[]) => Promise<(item: Item) => Outcome>;
  /** The outcome of whoever waited too long to be sent, or could not be. */
  tooLate: Outcome;
  limits: BatchLimits;
  now: () => number;
};

type BatchLimits = {
  /** The shortest time between two batches, unless one is full. */
  paceMs: number;
  mostItems: number;
  /** Batches under way at one time. */
  mostSending: number;
  /** Whoever waited longer is not sent any more. */
  mostWaitMs: number;
};

type Waiting<Item, Outcome> = {
  item: Item;
  since: number;
  resolve: (outcome: Outcome) => void;
};

export type Batcher<Item, Outcome> = { add: (item: Item) => Promise<Outcome> };

/**
 * Gathers items into batches, in the order in which they came. The first after a pause goes at once; while
 * more come, a batch leaves each `paceMs`, or as soon as it is full. So that a calm room waits for nothing, and
 * a crowd costs one request for all who came in the meantime.
 */
export function createBatcher<Item, Outcome>(deps: Deps<Item, Outcome>): Batcher<Item, Outcome> {
  const { send, tooLate, limits, now } = deps;
  const line = createLine(deps);
  let sending = 0;
  let leftAt = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function schedule(): void {
    while (line.size() >= limits.mostItems && sending < limits.mostSending) {
      leave();
    }
    if (line.size() === 0 || sending >= limits.mostSending || timer !== undefined) {
      return;
    }
    const waitMs = leftAt + limits.paceMs - now();
    if (waitMs <= 0) {
      leave();
      return;
    }
    timer = setTimeout(() => {
      timer = undefined;
      schedule();
    }, waitMs);
  }

  function leave(): void {
    const batch = line.take();
    if (batch.length === 0) {
      return;
    }
    leftAt = now();
    sending += 1;
    void deliver(batch).finally(() => {
      sending -= 1;
      schedule();
    });
  }

  async function deliver(batch: Waiting<Item, Outcome>[]): Promise<void> {
    // A sender that breaks leaves nobody waiting for ever.
    const outcomeOf = await send(batch.map(({ item }) => item)).catch(() => () => tooLate);
    batch.forEach(({ item, resolve }) => resolve(outcomeOf(item)));
  }

  return {
    add: (item) =>
      new Promise((resolve) => {
        line.add({ item, since: now(), resolve });
        schedule();
      }),
  };
}

/** Who waits to be sent. Whoever does so for too long is let go with the next batch. */
function createLine<Item, Outcome>({ tooLate, limits, now }: Deps<Item, Outcome>) {
  let waiting: Waiting<Item, Outcome>[] = [];
  return {
    size: () => waiting.length,
    add(newcomer: Waiting<Item, Outcome>): void {
      waiting.push(newcomer);
    },
    take(): Waiting<Item, Outcome>[] {
      const oldest = now() - limits.mostWaitMs;
      const isLate = ({ since }: Waiting<Item, Outcome>) => since < oldest;
      waiting.filter(isLate).forEach(({ resolve }) => resolve(tooLate));
      const inTime = waiting.filter((one) => !isLate(one));
      waiting = inTime.slice(limits.mostItems);
      return inTime.slice(0, limits.mostItems);
    },
  };
}
