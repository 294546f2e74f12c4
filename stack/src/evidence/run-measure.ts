import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { runCommand } from '../processes/run-command.ts';
import { repositoryDir } from '../repository.ts';
import { StartFailure } from '../start-failure.ts';

const planRow = z.object({
  table: z.string().nullable(),
  type: z.string().nullable(),
  key: z.string().nullable(),
  rows: z.union([z.string(), z.number()]).nullable(),
  Extra: z.string().nullable(),
});
const measuredQuery = z.object({
  sql: z.string(),
  calls: z.array(z.string()),
  count: z.number(),
  failed: z.number(),
  p50Ms: z.number(),
  p99Ms: z.number(),
  returned: z.number(),
  rowsRead: z.number(),
  plan: z.array(planRow),
  why: z.string().nullable(),
});
const measured = z.object({
  server: z.string(),
  visits: z.number(),
  refusals: z.array(z.object({ call: z.string(), status: z.number(), code: z.unknown() })),
  queries: z.array(measuredQuery),
  faults: z.array(z.object({ sql: z.string(), what: z.string() })),
});

export type MeasuredQuery = z.infer<typeof measuredQuery>;
export type Measured = z.infer<typeof measured>;

type Options = {
  databaseUrl: string;
  redisUrl: string;
  visits: number;
  seconds: number;
  patience: number;
};

/** Lets an origin be driven through its whole API on that database, in a process of its own. */
export async function runMeasure(options: Options): Promise<Measured> {
  const { databaseUrl, redisUrl, visits, seconds, patience } = options;
  const dir = mkdtempSync(join(tmpdir(), 'frontrow-evidence-'));
  const file = join(dir, 'queries.json');
  try {
    const script = join(repositoryDir, 'origin', 'src', 'evidence', 'measure-queries.ts');
    const { ok, output } = await runCommand(process.execPath, [script, file], {
      // A call that began in time is waited for.
      timeoutMs: Math.max(seconds, patience) * 1_000 + 3_600_000,
      env: {
        ...process.env,
        DATABASE_URL: databaseUrl,
        REDIS_URL: redisUrl,
        VISITS: String(visits),
        SECONDS: String(seconds),
        PATIENCE: String(patience),
      },
    });
    if (!ok) {
      throw new StartFailure(`The queries could not be measured:\n${output}`);
    }
    return measured.parse(JSON.parse(readFileSync(file, 'utf8')));
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
