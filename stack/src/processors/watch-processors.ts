import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { cpuBetween, type CpuOfParts, cpuOver } from './cpu-of-parts.ts';

/** Cores that each part had, of so many that the machine has. */
export type Processors = {
  machineCores: number;
  whole: CpuOfParts;
  /** In the seconds in which the shop's parts together had the most: a driver is busy before it sends anything. */
  busiest: CpuOfParts;
};

export type CpuSample = { atMs: number; cpu: CpuOfParts };

export const BUSIEST_SECONDS = 3;
const EACH_MS = 1_000;

/** Reads each second what every part has had of the processors, until it is told to stop. */
export async function watchProcessors(read: () => Promise<CpuOfParts>) {
  const over = new AbortController();
  const look = async (): Promise<CpuSample> => ({ cpu: await read(), atMs: performance.now() });
  const samples = [await look()];
  async function watch(): Promise<void> {
    while (!over.signal.aborted) {
      await sleep(EACH_MS, undefined, { signal: over.signal }).catch(() => undefined);
      samples.push(await look());
    }
  }
  const watching = watch();
  // It is thrown by the stop: a rejection that nobody holds during the run would end the process.
  watching.catch(() => undefined);
  return {
    async stop(): Promise<Processors> {
      over.abort();
      await watching;
      return processorsOf(samples);
    },
  };
}

export function processorsOf(read: readonly CpuSample[]): Processors {
  const samples = read.filter(tellsAsMuchAs(read[0]));
  const spans = samples.flatMap((from, index) => {
    const to = samples.slice(index).find(({ atMs }) => atMs - from.atMs >= BUSIEST_SECONDS * 1000);
    return to === undefined ? [] : [coresBetween(from, to)];
  });
  const whole = coresBetween(samples.at(0), samples.at(-1));
  const busiest = spans.reduce((most, span) => (shopOf(span) > shopOf(most) ? span : most), whole);
  return { machineCores: availableParallelism(), whole, busiest };
}

/** A process that has ended is read no more; what it had had is lost with it. */
function tellsAsMuchAs(first: CpuSample | undefined) {
  const count = ({ cpu }: CpuSample) => Object.values(cpu).filter((ms) => ms !== null).length;
  return (sample: CpuSample) => first !== undefined && count(sample) === count(first);
}

/** Of the parts that are known. */
export function totalOf(cores: CpuOfParts): number {
  return Object.values(cores).reduce<number>((sum, value) => sum + (value ?? 0), 0);
}

function shopOf(cores: CpuOfParts): number {
  return totalOf({ ...cores, driver: null });
}

function coresBetween(from: CpuSample | undefined, to: CpuSample | undefined): CpuOfParts {
  if (from === undefined || to === undefined) {
    throw new Error('Nothing was read of the processors.');
  }
  return cpuOver(cpuBetween(from.cpu, to.cpu), to.atMs - from.atMs);
}
