import { parseArgs } from 'node:util';
import { createTalk } from './demo/talk.ts';
import { walk } from './demo/walk.ts';

const HELP = `Walks a visitor through a running Frontrow and prints every answer:
join, wait, enter, hold two seats, pay with points, see the ticket; and a few refusals.

Usage: npm run demo -- [options]

  --url URL   the shop (default http://localhost:8787; start it with: npm start)
  --help      this text

It logs in with the demo accounts, pauses the room for a moment so that there is a wait to
see, and opens it again.
`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      url: { type: 'string', default: 'http://localhost:8787' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  await walk(createTalk(values.url, (line) => process.stdout.write(`${line}\n`)));
}

try {
  await main();
} catch (error) {
  process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
