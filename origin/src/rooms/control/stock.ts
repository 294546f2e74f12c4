import type { CountSeatsLeft } from '../../catalog/count-seats-left.ts';

/** Seats that nobody has, counted up to a bound, and whether held ones may still come back. */
export type Stock = { free: number; isHeld: boolean };

type Deps = {
  countSeatsLeft: CountSeatsLeft;
  /** The concert whose room it is; null for one that guards more. */
  concertOf: (room: string) => Promise<number | null>;
};

const FRESH_MS = 3_000;
/** Counting may take this share of one connection at most, however many seats there are. */
const SHARE_OF_TIME = 0.05;

export type StockOf = ReturnType<typeof createStockOf>;

/** What is left for the visitors of a room; undefined where no date is to come. */
export function createStockOf({ countSeatsLeft, concertOf }: Deps) {
  const kept = new Map<string, { stock: Stock | undefined; until: number; most: number }>();

  return async function stockOf(room: string, most: number): Promise<Stock | undefined> {
    const known = kept.get(room);
    if (known !== undefined && performance.now() < known.until && known.most >= most) {
      return known.stock;
    }
    const startedAt = performance.now();
    const stock = await countSeatsLeft({ concertId: await concertOf(room), most });
    const tookMs = performance.now() - startedAt;
    const until = performance.now() + Math.max(FRESH_MS, tookMs / SHARE_OF_TIME);
    kept.set(room, { stock, until, most });
    return stock;
  };
}

/** No more visitors inside than seats are left; one at least while held seats may come back. */
export function stockCap({ free, isHeld }: Stock): number {
  return isHeld ? Math.max(1, free) : free;
}

export function isSoldOut({ free, isHeld }: Stock): boolean {
  return free === 0 && !isHeld;
}
