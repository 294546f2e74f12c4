import { describe, expect, it } from 'vitest';
import { createShutdown } from './shutdown.ts';

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
