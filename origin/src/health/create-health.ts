import type { Knex } from 'knex';
import type { Health } from './health-routes.ts';

/** The health of this process, with the switch that takes it out of the load balancer. */
export function createHealth({ knex }: { knex: Knex }): Health & { stopServing(): void } {
  let serving = true;
  return {
    isServing: () => serving,
    stopServing() {
      serving = false;
    },
    async databaseAnswers() {
      try {
        await knex.raw('SELECT 1');
        return true;
      } catch {
        // Not reachable is an answer here, and the only one asked for.
        return false;
      }
    },
  };
}
