import type { createAskOrigin } from '../../origins/ask-origin.ts';
import type { ResultRow } from '../../results/result-row.ts';
import { auditShop, countPaid, sentence } from './audit-shop.ts';
import { createOrderWatch } from './order.ts';
import { watchRoom } from './watch-room.ts';

type Deps = {
  databaseUrl: string;
  origin: Pick<Awaited<ReturnType<typeof createAskOrigin>>, 'snapshot'>;
};

export type RunAudit = {
  rows: ResultRow[];
  /** What is wrong, in words; empty when all holds. */
  broken: string[];
};

/** Starts before the first visitor: the room is read during the run, and what was sold before is no booking of it. */
export async function startAudit({ databaseUrl, origin }: Deps) {
  const paidBefore = await countPaid(databaseUrl);
  const room = watchRoom(origin);
  const order = createOrderWatch();

  return {
    listen: () => order.listen(),
    /** `bookings`: how many buyers were told that they have paid. */
    async finish(bookings: number): Promise<RunAudit> {
      const seen = await room.stop();
      const findings = await auditShop(databaseUrl);
      const paid = (await countPaid(databaseUrl)) - paidBefore;
      const { judged, broken } = order.result();
      const wrong = findings.filter(({ isHeld }) => !isHeld);
      const rows: ResultRow[] = [
        { what: 'audit: checks of seats and money', value: findings.length, atLeast: 1 },
        { what: 'audit: of them broken', value: wrong.length, atMost: 0 },
        { what: 'audit: reservations paid in the tables', value: paid, atLeast: bookings },
        {
          what: 'audit: readings of the room',
          value: seen.readings,
          atLeast: Math.max(1, Math.ceil(seen.tried / 2)),
        },
        { what: 'audit: most visitors inside at one time', value: seen.mostActive },
        { what: 'audit: readings above the capacity', value: seen.aboveCapacity, atMost: 0 },
        { what: 'audit: readings above the rate', value: seen.aboveRate, atMost: 0 },
        { what: 'audit: readings with a lower watermark', value: seen.watermarkBack, atMost: 0 },
        { what: 'audit: waiting visitors asked for their order', value: judged },
        { what: 'audit: of them passed by a later number', value: broken.length, atMost: 0 },
      ];
      return {
        rows,
        broken: [
          ...wrong.map(sentence),
          ...broken
            .slice(0, 3)
            .map(({ lane, number, behind }) => `${lane} ${number} waits, ${behind} was called`),
        ],
      };
    },
    /** When the run could not be played to its end. */
    cancel: async () => void (await room.stop()),
  };
}

export type Audit = Awaited<ReturnType<typeof startAudit>>;
