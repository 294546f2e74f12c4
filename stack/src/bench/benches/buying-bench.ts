import { startBare } from '../bare/start-bare.ts';
import type { Bench } from '../bench-options.ts';
import { buyingSide } from '../buying/buying-side.ts';
import { bareShots, ourShots } from '../buying/purchase-shots.ts';
import { openPurchases } from '../buying/purchases.ts';
import { recordPurchase, setApartIds } from '../buying/record-purchase.ts';
import { CONNECTIONS, growthOf } from '../growth/growth-by-connections.ts';
import { compare, measureInTurn, type Side } from '../measuring/compare.ts';
import { createSignShot } from '../measuring/signed-shots.ts';
import { type BenchReport, type Growth, ratioRow } from '../results/bench-report.ts';

const AT_LEAST = 0.6;
const HINT = `Both sides send the same statements, and writing them to the database's socket is a third of what the processor does. Ours
adds the checks before and after: the edge's signature, the room's verdict, the login, the body, the key of the request.`;
const PURCHASES_A_SECOND = 150;

type Sides = ReturnType<typeof buyingSide>;

/** Holds and payments, beside the same statements sent by bare mysql2 on a pool of the same size. */
export async function benchBuying({ stack, options }: Bench): Promise<BenchReport> {
  await setApartIds(stack);
  const purchases = await openPurchases(stack);
  const shots = ourShots(await createSignShot(stack));
  const bare = await startBare(stack);
  const shared = {
    purchases,
    count: Math.max(20, Math.round(options.seconds * PURCHASES_A_SECOND)),
    connections: options.connections,
  };
  const ours = buyingSide({ ...shared, url: stack.originUrl, pid: stack.originPid, shots });
  const theirs = buyingSide({
    ...shared,
    url: bare.url,
    pid: bare.pid,
    shots: bareShots,
    // The time until which seats are held stands in the statements, so they are learnt anew.
    beforeHolds: async () =>
      bare.learn(await recordPurchase(stack, shots, await purchases.sample())),
  });
  const holds = await compare(ours.holds, theirs.holds, options.rounds);
  const payments = await compare(ours.payments, theirs.payments, options.rounds);
  await bare.stop();
  const growth = await grow((connections) =>
    buyingSide({
      ...shared,
      connections,
      url: stack.originUrl,
      pid: stack.originPid,
      shots,
    }),
  );
  return {
    name: 'buying',
    title: 'Holding and paying',
    growth,
    hint: HINT,
    rows: [
      ratioRow('hold', holds, { atLeast: AT_LEAST }),
      ratioRow('pay', payments, { atLeast: AT_LEAST }),
    ],
  };
}

/** Payments pay the holds of their round, and so come after all of them. */
async function grow(sidesAt: (connections: number) => Sides): Promise<Growth[]> {
  const sides = CONNECTIONS.map((size) => ({ size, ...sidesAt(size) }));
  const measure = async (what: string, read: (one: Sides) => Side) => {
    const measured = await measureInTurn(sides.map(read), 1);
    return growthOf(
      what,
      measured.map((one, index) => ({ size: CONNECTIONS[index] ?? 0, one })),
    );
  };
  return [
    ...(await measure('hold', ({ holds }) => holds)),
    ...(await measure('pay', ({ payments }) => payments)),
  ];
}
