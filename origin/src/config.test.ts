import { describe, expect, it } from 'vitest';
import { readConfig } from './config.ts';

const complete = {
  DATABASE_URL: 'mysql://user:secret@127.0.0.1:3306/frontrow',
  REDIS_URL: 'redis://127.0.0.1:6379/0',
  EDGE_KEYS: 'edge-1:key',
  SESSION_KEYS: 'session-1:key',
};

describe('the configuration', () => {
  it('needs little, and has safe defaults', () => {
    expect(readConfig(complete)).toMatchObject({
      HOST: '127.0.0.1',
      PORT: 3000,
      REUSE_PORT: false,
      SCHEDULERS: true,
      DEMO_ACCOUNTS: false,
      HOLD_SECONDS: 300,
    });
  });

  it('tells everything that is wrong at once, and repeats no value', () => {
    const wrong = { ...complete, DATABASE_URL: 'postgres://x:secret@y/z', PORT: '70000' };
    const read = () => readConfig({ ...wrong, EDGE_KEYS: undefined, SCHEDULERS: 'maybe' });
    for (const name of ['DATABASE_URL', 'PORT', 'EDGE_KEYS', 'SCHEDULERS']) {
      expect(read).toThrow(name);
    }
    expect(read).not.toThrow('secret');
  });

  it('takes the nodes of a Redis Cluster, and nothing else between the commas', () => {
    const REDIS_URL = 'redis://a:6379,redis://b:6379, rediss://c:6379';
    expect(readConfig({ ...complete, REDIS_URL })).toMatchObject({ REDIS_URL });
    expect(() => readConfig({ ...complete, REDIS_URL: 'redis://a:6379,b' })).toThrow('REDIS_URL');
  });
});
