import { createKnex, type Finding, verifyShop } from '@frontrow/db';
import type { Knex } from 'knex';

/** One connection without a limit of time: at scale a check reads every row. */
async function withAuditor<Result>(
  databaseUrl: string,
  look: (knex: Knex) => Promise<Result>,
): Promise<Result> {
  const knex = createKnex(databaseUrl, { queryTimeoutMs: 0, poolMax: 1 });
  try {
    return await look(knex);
  } finally {
    await knex.destroy();
  }
}

/** Asks the tables for broken promises about seats and money, without trust in the code that wrote them. */
export function auditShop(
  databaseUrl: string,
  onFinding: (finding: Finding) => void = () => undefined,
): Promise<Finding[]> {
  return withAuditor(databaseUrl, (knex) => verifyShop(knex, { counts: false, onFinding }));
}

/** Reservations that have been paid so far. */
export function countPaid(databaseUrl: string): Promise<number> {
  return withAuditor(databaseUrl, async (knex) => {
    const [row] = await knex('reservation')
      .count<{ paid: number }[]>({ paid: '*' })
      .where({ status: 'CONFIRMED' });
    return row?.paid ?? 0;
  });
}

export function sentence({ what, found }: Finding): string {
  return `${what}: ${found}`;
}
