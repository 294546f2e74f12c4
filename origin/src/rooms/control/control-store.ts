import { readFileSync } from 'node:fs';
import { type ControlReason, type ControlStep, controlStep } from '@frontrow/protocol';
import { z } from 'zod';
import type { RedisClient } from '../../redis/connect.ts';
import { defineScript } from '../../redis/lua-script.ts';
import type { ControlState } from './control-law.ts';
import type { Stock } from './stock.ts';

const STEPS_KEPT = 100;
const KEPT_FOR_MS = 24 * 3_600_000;
const COUNT = 'steps:';

const keepStep = defineScript({
  source: readFileSync(new URL('./lua/keep-step.lua', import.meta.url), 'utf8'),
  keys: 2,
  reply: z.literal([0, 1]),
});

/** What goes from one step to the next: the law's state, and the stock as it was last known. */
export type ControlMemory = { law: ControlState | null; stock: Stock | null };

/** A step can be kept only on the serial that it was decided on. */
export type KeptControl = { serial: number; memory: ControlMemory; latest: ControlStep | null };

type Deps = { redis: RedisClient; keyPrefix: string };
type NewStep = { memory: ControlMemory; step: ControlStep; changed: boolean };

export type ControlStore = ReturnType<typeof createControlStore>;

/** The controllers' memory in Redis, so that another origin goes on where one stopped. */
export function createControlStore({ redis, keyPrefix }: Deps) {
  const keyOf = (room: string) => `${keyPrefix}{room:${room}}:control`;
  const stepsKeyOf = (room: string) => `${keyPrefix}{room:${room}}:control-steps`;

  return {
    async read(room: string): Promise<KeptControl> {
      const [serial, memory, latest] = await redis.hmget(keyOf(room), 'serial', 'memory', 'latest');
      return {
        serial: Number(serial ?? 0),
        memory: memory ? (JSON.parse(memory) as ControlMemory) : { law: null, stock: null },
        latest: latest ? controlStep.parse(JSON.parse(latest)) : null,
      };
    },

    /** False when another origin has made a step meanwhile: then this one is not to take effect. */
    async keep(room: string, serial: number, { memory, step, changed }: NewStep): Promise<boolean> {
      const said = [JSON.stringify(memory), JSON.stringify(step), step.reason, changed ? 1 : 0];
      const args = [serial, ...said, STEPS_KEPT, KEPT_FOR_MS];
      return (await keepStep(redis, [keyOf(room), stepsKeyOf(room)], args)) === 1;
    },

    async steps(room: string): Promise<ControlStep[]> {
      const kept = await redis.lrange(stepsKeyOf(room), 0, STEPS_KEPT - 1);
      return kept.map((json) => controlStep.parse(JSON.parse(json)));
    },

    /** How many steps there were for each reason. */
    async counts(room: string): Promise<Map<ControlReason, number>> {
      const fields = Object.entries(await redis.hgetall(keyOf(room)));
      const counts = fields.filter(([field]) => field.startsWith(COUNT));
      return new Map(
        counts.map(([field, count]) => [field.slice(COUNT.length) as ControlReason, Number(count)]),
      );
    },
  };
}
