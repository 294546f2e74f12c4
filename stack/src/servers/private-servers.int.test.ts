import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';
import { type Connection, createConnection, type RowDataPacket } from 'mysql2/promise';
import { describe, expect, it, onTestFinished } from 'vitest';
import { makeTempDir } from '../testing/temp-dir.ts';
import { findProgram } from './find-program.ts';
import { type ProvideOptions, provideServers } from './provide-servers.ts';

const areInstalled =
  findProgram('mariadbd', 'mysqld') !== undefined && findProgram('redis-server') !== undefined;

type Urls = { databaseUrl: string; redisUrl: string };

async function provideForTest(dataDir: string, more: Partial<ProvideOptions> = {}) {
  const servers = await provideServers({ dataDir, fresh: false, log: () => undefined, ...more });
  onTestFinished(() => servers.stop());
  return servers;
}

// With TEST_DATABASE_URL and TEST_REDIS_URL the suite also runs where nothing is installed; this part cannot.
describe.skipIf(!areInstalled)('private servers', () => {
  it('keep their data from one start to the next, and lose it with --fresh', async () => {
    const dataDir = makeTempDir();
    const first = await provideForTest(dataDir);
    await writeMark(first);
    await first.stop();

    const second = await provideForTest(dataDir);
    expect(await readMark(second)).toEqual({ row: 'kept', key: 'kept' });
    await second.stop();

    const third = await provideForTest(dataDir, { fresh: true });
    expect(await readMark(third)).toEqual({ row: undefined, key: null });
  });

  it('come up again after their launcher was killed, without losing an answered write', async () => {
    const dataDir = makeTempDir();
    const launcher = spawn(process.execPath, [fixture('hold-servers.ts'), dataDir]);
    onTestFinished(() => void launcher.kill('SIGKILL'));
    const [line] = (await once(launcher.stdout, 'data')) as [Buffer];
    await writeMark(JSON.parse(line.toString()) as Urls);
    launcher.kill('SIGKILL');
    await once(launcher, 'exit');

    const lines: string[] = [];
    const servers = await provideForTest(dataDir, { log: (text) => lines.push(text) });

    expect(lines.filter((text) => text.includes('left over'))).toHaveLength(2);
    expect(await readMark(servers)).toEqual({ row: 'kept', key: 'kept' });
  });

  it('refuse a second start on the same directory, and the first goes on', async () => {
    const dataDir = makeTempDir();
    const first = await provideForTest(dataDir);

    await expect(provideForTest(dataDir)).rejects.toThrow(/already in use/);
    await writeMark(first);
  });

  it('give the shop a user with its own database and no right over the servers', async () => {
    const { databaseUrl, redisUrl } = await provideForTest(makeTempDir());

    await expect(query(databaseUrl, 'SELECT user FROM mysql.user')).rejects.toThrow(/denied/);
    await expect(query(databaseUrl, 'CREATE DATABASE other')).rejects.toThrow(/denied/);
    await expect(withRedis(redisUrl, (redis) => redis.flushall())).rejects.toThrow(/NOPERM/);
    await expect(withRedis(withoutUser(redisUrl), (redis) => redis.ping())).rejects.toThrow(
      /NOAUTH/,
    );
  });
});

function fixture(name: string): string {
  return fileURLToPath(new URL(`../testing/fixtures/${name}`, import.meta.url));
}

function withoutUser(redisUrl: string): string {
  return `redis://${new URL(redisUrl).host}`;
}

async function writeMark({ databaseUrl, redisUrl }: Urls): Promise<void> {
  await query(databaseUrl, 'CREATE TABLE mark (word VARCHAR(10)) ENGINE = InnoDB');
  await query(databaseUrl, "INSERT INTO mark VALUES ('kept')");
  // By a script that writes twice, as the room does: such writes are a transaction in the append-only file.
  const script = "redis.call('SET', KEYS[1], ARGV[1]); redis.call('SET', KEYS[2], ARGV[1])";
  await withRedis(redisUrl, (redis) => redis.eval(script, 2, 'mark', 'other', 'kept'));
}

async function readMark({ databaseUrl, redisUrl }: Urls) {
  const rows = await query(databaseUrl, 'SELECT word FROM mark').catch(() => []);
  return {
    row: rows[0]?.word as string | undefined,
    key: await withRedis(redisUrl, (redis) => redis.get('mark')),
  };
}

async function query(databaseUrl: string, sql: string): Promise<RowDataPacket[]> {
  const connection: Connection = await createConnection({ uri: databaseUrl });
  try {
    const [rows] = await connection.query<RowDataPacket[]>(sql);
    return rows;
  } finally {
    await connection.end();
  }
}

async function withRedis<T>(redisUrl: string, use: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(redisUrl);
  // A refused login is also an event; the command's own rejection says it.
  redis.on('error', () => undefined);
  try {
    return await use(redis);
  } finally {
    redis.disconnect();
  }
}
