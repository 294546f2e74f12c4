import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readAddresses } from './addresses.ts';
import { CALLS_PER_ROUND } from './capacity/buyer.ts';
import { measureCapacity, stageLine } from './capacity/measure-capacity.ts';
import { bestStage, startingValues, USUAL_MARGIN } from './capacity/sizing-rule.ts';
import { repositoryDir } from './repository.ts';

const HELP = `Measures what a running Frontrow serves, and says what a room should start with.

Usage: npm run capacity -- [options]

  --url URL          the shop, at its edge (default: the running npm start, else http://localhost:8787)
  --target-p95 MS    slower than that is too slow (default 500)
  --calls N          calls of a buyer in this shop (default ${CALLS_PER_ROUND}, those that are measured)
  --visit-minutes N  how long a buyer is inside (default 3)
  --margin SHARE     of the measured capacity to plan with (default ${USUAL_MARGIN})
  --most-buyers N    stop there at the latest (default 256)
  --seconds N        of each step (default 8)
  --json             for programs

Buyers join the room main, make accounts (capacity-…@load.example, which stay), look at concerts, hold the
best two seats and give them back, without a pause between their calls; their number doubles until the shop
is slow, fails or serves no more. Nothing is sold. What the edge answers from its caches counts as served.
The room must let so many in: with a smaller total_active_users it waits, and then says so.
`;

async function main(): Promise<void> {
  const options = readOptions();
  if (options === undefined) {
    print(HELP);
    return;
  }
  const { url, target, callsPerBuyer, visitMinutes, margin, json } = options;
  note(`Measuring ${url} …`);
  const stages = await measureCapacity({ ...options, note });
  const best = bestStage(stages, target);
  if (best === undefined) {
    throw new Error(`Even one buyer at a time is not served within ${target.p95Ms} ms.`);
  }
  const { requestsPerSecond } = best;
  const values = startingValues({ requestsPerSecond, callsPerBuyer, visitMinutes, margin });
  if (json) {
    print(JSON.stringify({ stages, best, values }));
    return;
  }
  const settings = Object.entries(values).map(([name, value]) => `${name}=${value}`);
  print(
    [
      'Measured through the edge, the most within the target:',
      stageLine(best),
      '',
      `${requestsPerSecond.toFixed(1)} ÷ ${callsPerBuyer} calls × 60 × ${margin} = ${values.new_users_per_minute} visitors a minute`,
      `× ${visitMinutes} minutes inside = ${values.total_active_users} inside at one time (Little's law)`,
      '',
      `npm run room -- set ${settings.join(' ')}`,
    ].join('\n'),
  );
}

function readOptions() {
  const text = (value: string) => ({ type: 'string' as const, default: value });
  const { values } = parseArgs({
    options: {
      help: { type: 'boolean', short: 'h', default: false },
      url: { type: 'string' },
      'target-p95': text('500'),
      calls: text(String(CALLS_PER_ROUND)),
      'visit-minutes': text('3'),
      margin: text(String(USUAL_MARGIN)),
      'most-buyers': text('256'),
      seconds: text('8'),
      json: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    return undefined;
  }
  return {
    url: values.url ?? readAddresses(join(repositoryDir, '.data'))?.shop ?? 'http://localhost:8787',
    target: { p95Ms: readNumber('--target-p95', values['target-p95']), errorShare: 0.01 },
    callsPerBuyer: readNumber('--calls', values.calls),
    visitMinutes: readNumber('--visit-minutes', values['visit-minutes']),
    margin: readNumber('--margin', values.margin, 1),
    mostBuyers: readNumber('--most-buyers', values['most-buyers'], 4096),
    secondsPerStage: readNumber('--seconds', values.seconds, 600),
    json: values.json,
  };
}

function readNumber(name: string, value: string, most = 1_000_000): number {
  const number = Number(value);
  if (!(number > 0 && number <= most)) {
    throw new Error(`${name} takes a number above 0, ${most} at most, not "${value}".`);
  }
  return number;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function note(line: string): void {
  process.stderr.write(`${line}\n`);
}

try {
  await main();
} catch (error) {
  const { name, message } = error as Error;
  note(
    name === 'TimeoutError'
      ? 'The room did not let the buyers in within a minute: raise total_active_users and new_users_per_minute while you measure.'
      : message,
  );
  process.exitCode = 1;
}
