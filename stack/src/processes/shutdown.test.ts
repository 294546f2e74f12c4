import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { createShutdown, stopOnSignals } from './shutdown.ts';

describe('createShutdown', () => {
  it('stops the last started first, each after the other', async () => {
    const order: string[] = [];
    const shutdown = createShutdown();
    shutdown.add(async () => void order.push('servers'));
    shutdown.add(async () => {
      await Promise.resolve();
      order.push('origins');
    });

    await shutdown.run();

    expect(order).toEqual(['origins', 'servers']);
  });

  it('stops once, however often it is asked', async () => {
    let stops = 0;
    const shutdown = createShutdown();
    shutdown.add(async () => void (stops += 1));

    await Promise.all([shutdown.run(), shutdown.run()]);

    expect(stops).toBe(1);
  });

  it('stops the rest when one part fails to stop, and says so', async () => {
    let stopped = false;
    const shutdown = createShutdown();
    shutdown.add(async () => void (stopped = true));
    shutdown.add(() => Promise.reject(new Error('stuck')));

    await expect(shutdown.run()).rejects.toThrow('Not everything stopped cleanly');
    expect(stopped).toBe(true);
  });

  it('waits for work that must not be cut short, also when it fails', async () => {
    const order: string[] = [];
    const shutdown = createShutdown();
    shutdown.add(async () => void order.push('servers stop'));
    const work = Promise.withResolvers<void>();
    const working = shutdown.finish(() => work.promise.finally(() => order.push('work ends')));

    const stopping = shutdown.run();
    work.reject(new Error('no migration'));

    await expect(working).rejects.toThrow('no migration');
    await stopping;
    expect(order).toEqual(['work ends', 'servers stop']);
  });

  it('takes nothing more once the stop has begun', async () => {
    const shutdown = createShutdown();
    await shutdown.run();

    expect(() => shutdown.add(async () => undefined)).toThrow('The stop has begun');
  });
});

/** Two stacks, one after the other; the process is told to end, twice, while the second runs. */
const TWO_STACKS = `
  const { createShutdown, stopOnSignals } = await import('${import.meta.resolve('./shutdown.ts')}');
  const { createTemporaryDir } = await import('${import.meta.resolve('./temporary-dir.ts')}');
  function start(name) {
    const shutdown = createShutdown();
    const ignoreSignals = stopOnSignals(shutdown);
    const dir = createTemporaryDir('test', shutdown);
    shutdown.add(async () => {
      await new Promise((resolve) => setTimeout(resolve, 200));
      console.log(name + ' stopped, in ' + dir);
    });
    shutdown.add(() => Promise.reject(new Error('stuck')));
    return () => shutdown.run().finally(ignoreSignals);
  }
  await start('the first')().catch(() => undefined);
  start('the second');
  setInterval(() => undefined, 1000);
  process.kill(process.pid, 'SIGINT');
  process.kill(process.pid, 'SIGINT');
`;

describe('stopOnSignals', () => {
  it('stops what runs in order, though another stack was stopped before and the signal comes twice', async () => {
    const child = spawn(process.execPath, ['--input-type=module', '--eval', TWO_STACKS], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [output, [status]] = await Promise.all([text(child.stdout), once(child, 'exit')]);

    expect(status).toBe(130);
    const stopped = [...output.matchAll(/^(?<name>.+) stopped, in (?<dir>.+)$/gm)];
    expect(stopped.map(({ groups }) => groups?.['name'])).toEqual(['the first', 'the second']);
    expect(stopped.filter(({ groups }) => existsSync(groups?.['dir'] ?? ''))).toEqual([]);
  });

  it('leaves no handler behind', () => {
    const before = process.listenerCount('SIGTERM');

    const ignoreSignals = stopOnSignals(createShutdown());
    expect(process.listenerCount('SIGTERM')).toBe(before + 1);
    ignoreSignals();

    expect(process.listenerCount('SIGTERM')).toBe(before);
  });
});
