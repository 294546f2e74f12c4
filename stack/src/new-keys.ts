import { parseArgs } from 'node:util';
import { generateKeyRing } from '@frontrow/protocol';

const HELP = `Makes the three keys of a deployment, at random, and prints them; nothing is kept.

Usage: npm run -s keys -- [options]

  --kid SUFFIX  of the keys' names, at most 20 of a-z 0-9 - (default: today, as 20270301)
  --json        as \`wrangler secret bulk\` takes them
  --help        this text

The Worker has all three, the origins EDGE_KEYS and SESSION_KEYS. To change a key, put the new one before the old one,
with a comma between them, on both sides: the first signs, all verify. Take the old one away a day later.
`;

const SUFFIX = /^[a-z0-9-]{1,20}$/;

function main(): number {
  const { values } = parseArgs({
    options: {
      kid: { type: 'string', default: new Date().toISOString().slice(0, 10).replaceAll('-', '') },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  if (!SUFFIX.test(values.kid)) {
    throw new Error(`--kid takes 1 to 20 of a-z 0-9 -, not "${values.kid}".`);
  }
  const keys = {
    EDGE_KEYS: generateKeyRing(`edge-${values.kid}`),
    SESSION_KEYS: generateKeyRing(`session-${values.kid}`),
    PLACE_KEYS: generateKeyRing(`place-${values.kid}`),
  };
  const lines = Object.entries(keys).map(([name, ring]) => `${name}=${ring}`);
  process.stdout.write(`${values.json ? JSON.stringify(keys, null, 2) : lines.join('\n')}\n`);
  return 0;
}

try {
  process.exitCode = main();
} catch (error) {
  process.stderr.write(`${(error as Error).message}\nnpm run keys -- --help lists the options.\n`);
  process.exitCode = 1;
}
