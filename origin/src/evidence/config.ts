import { z } from 'zod';

const environment = z.object({
  DATABASE_URL: z.url({ protocol: /^mysql$/ }),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }),
  /** How often the whole API is driven, unless the time is over before. */
  VISITS: z.coerce.number().int().min(1),
  SECONDS: z.coerce.number().int().min(1),
  /** Seconds after which no call begins, be the first visit over or not. */
  PATIENCE: z.coerce.number().int().min(1),
});

/** Throws what is missing. */
export function readEvidenceConfig(env: Record<string, string | undefined> = process.env) {
  const parsed = environment.safeParse(env);
  if (!parsed.success) {
    throw new Error(z.prettifyError(parsed.error));
  }
  return parsed.data;
}
