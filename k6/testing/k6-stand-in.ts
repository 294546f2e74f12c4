import { execFileSync } from 'node:child_process';
import { createHash, createHmac, randomBytes } from 'node:crypto';

/**
 * As much of k6 as the scenarios use, for running their bundles where there is no k6: it shows that they hang
 * together, and that what they send is answered. It measures nothing.
 */

type Env = Record<string, string>;
type Sent = { method: string; url: string; body: string | null; headers: Record<string, string> };
type Received = { status: number; headers: Record<string, string>; body: string };
export type SendSync = (sent: Sent) => Received;

export type StandIn = {
  modules: Record<string, Record<string, unknown>>;
  globals: { __ENV: Env; open: (file: string) => string };
  /** What was counted, by metric and tag: `failed{kind:business}`. */
  counted: Map<string, number>;
};

type Options = { env: Env; open: (file: string) => string; send: SendSync };

export function createStandIn({ env, open, send }: Options): StandIn {
  const counted = new Map<string, number>();
  const add = (name: string, value: number | boolean, tags: Record<string, string> = {}) => {
    for (const key of [name, ...Object.entries(tags).map((tag) => `${name}{${tag.join(':')}}`)]) {
      counted.set(key, (counted.get(key) ?? 0) + Number(value));
    }
  };
  class Metric {
    readonly name: string;
    constructor(name: string) {
      this.name = name;
    }
    add(value: number | boolean, tags?: Record<string, string>): void {
      add(this.name, value, tags);
    }
  }
  let iteration = 0;
  const startTime = Date.now();
  return {
    counted,
    globals: { __ENV: env, open },
    modules: {
      k6: {
        sleep: (seconds: number) =>
          Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, seconds * 1000),
      },
      'k6/http': { default: httpOf(send, add) },
      'k6/metrics': { Counter: Metric, Rate: Metric, Trend: Metric },
      'k6/data': {
        SharedArray: function sharedArray(_name: string, make: () => unknown[]) {
          return make();
        },
      },
      'k6/execution': {
        default: {
          scenario: {
            startTime,
            get iterationInTest() {
              return (iteration += 1) - 1;
            },
          },
        },
      },
      'k6/crypto': { default: CRYPTO },
      'k6/encoding': { default: ENCODING },
      'k6/browser': { browser: {} },
    },
  };
}

function httpOf(send: SendSync, add: (name: string, value: number) => void) {
  type Params = { headers: Record<string, string>; tags: { kind: string; name: string } };
  return {
    expectedStatuses: (...statuses: number[]) => statuses,
    request(method: string, url: string, body: string | null, { headers, tags }: Params) {
      const received = send({ method, url, body, headers });
      add(`asked ${tags.name}`, 1);
      return { ...received, timings: { duration: 1 } };
    },
  };
}

const CRYPTO = {
  sha256: (text: string, _encoding: 'base64rawurl') =>
    createHash('sha256').update(text).digest('base64url'),
  hmac: (_hash: string, key: ArrayBuffer, text: string, _encoding: 'base64rawurl') =>
    createHmac('sha256', new Uint8Array(key)).update(text).digest('base64url'),
  randomBytes: (count: number) => new Uint8Array(randomBytes(count)).buffer,
};

const ENCODING = {
  b64encode: (value: string | ArrayBuffer, _encoding: 'rawurl') =>
    (typeof value === 'string' ? Buffer.from(value) : Buffer.from(value)).toString('base64url'),
  b64decode: (text: string, _encoding: 'rawurl') =>
    new Uint8Array(Buffer.from(text, 'base64url')).buffer,
};

/** k6 waits for each answer before the next line; in Node only another process can be waited for so. */
export const sendAndWait: SendSync = (sent) =>
  JSON.parse(
    execFileSync(process.execPath, ['-e', SEND_ONE], {
      input: JSON.stringify(sent),
      encoding: 'utf8',
    }),
  ) as Received;

/** k6 gives header names as Go spells them; the scenarios must not depend on their case. */
const SEND_ONE = `
const { url, ...init } = JSON.parse(require('node:fs').readFileSync(0, 'utf8'));
fetch(url, { ...init, redirect: 'manual', signal: AbortSignal.timeout(20_000) }).then(async (response) =>
  process.stdout.write(JSON.stringify({
    status: response.status,
    headers: Object.fromEntries([...response.headers].map(([name, value]) => [name.toUpperCase(), value])),
    body: await response.text(),
  })));
`;
