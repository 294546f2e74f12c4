import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { OPTIONAL_BINDINGS } from './edge/optional-bindings.ts';
import { repositoryDir } from './repository.ts';
import { StartFailure } from './start-failure.ts';

export type StartOptions = {
  fresh: boolean;
  demo: boolean;
  dev: boolean;
  origins: number;
  port: number;
  host: string;
  /** The shop's address as browsers see it. */
  publicUrl: string;
  dataDir: string;
};

export const HELP = `Starts all of Frontrow on this machine: database, Redis, origins and edge.

Usage: npm start -- [options]

  --fresh        empty the data of earlier starts first
  --origins N    origin processes that share one port (default 2)
  --port N       port of the shop (default 8787)
  --host ADDR    address the shop listens on (default 127.0.0.1; 0.0.0.0 for every network)
  --public-url URL
                 the shop's address as browsers see it (default http://localhost:PORT); they keep its cookies
                 only on HTTPS or on this machine, so others need a TLS proxy before the shop
  --data DIR     where data, keys and logs are kept (default .data)
  --no-demo      do not fill an empty shop with concerts and demo accounts
  --dev          reload on changes: wrangler dev, vite build --watch, node --watch (slow; also: npm run dev)
  --help         this text

DATABASE_URL and REDIS_URL, each alone or both, name servers to use instead of private ones. The edge takes
${OPTIONAL_BINDINGS.slice(0, 3).join(', ')},
${OPTIONAL_BINDINGS.slice(3).join(', ')} from the environment.
`;

const MAX_ORIGINS = 16;

/** Reads the command line; `help` when that is all it asks for. */
export function readStartOptions(args: readonly string[]): StartOptions | 'help' {
  const values = parse(args);
  if (values.help) {
    return 'help';
  }
  const dev = values.dev;
  const port = readNumber('--port', values.port, 65_535);
  return {
    fresh: values.fresh,
    demo: values.demo,
    dev,
    origins: readNumber('--origins', values.origins ?? (dev ? '1' : '2'), MAX_ORIGINS),
    port,
    host: values.host,
    publicUrl: readUrl('--public-url', values['public-url'] ?? `http://localhost:${port}`),
    dataDir: resolve(values.data ?? `${repositoryDir}/.data`),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowNegative: true,
      options: {
        fresh: { type: 'boolean', default: false },
        demo: { type: 'boolean', default: true },
        dev: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
        origins: { type: 'string' },
        port: { type: 'string', default: '8787' },
        host: { type: 'string', default: '127.0.0.1' },
        'public-url': { type: 'string' },
        data: { type: 'string' },
      },
    }).values;
  } catch (error) {
    throw new StartFailure(`${(error as Error).message}\nnpm start -- --help lists the options.`, {
      cause: error,
    });
  }
}

function readUrl(option: string, value: string): string {
  const url = URL.parse(value);
  if (url === null || !/^https?:$/.test(url.protocol) || url.href !== `${url.origin}/`) {
    throw new StartFailure(
      `${option} takes scheme and host, such as https://tickets.example, not "${value}".`,
    );
  }
  return url.origin;
}

function readNumber(option: string, value: string, max: number): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1 || number > max) {
    throw new StartFailure(`${option} takes a whole number from 1 to ${max}, not "${value}".`);
  }
  return number;
}
