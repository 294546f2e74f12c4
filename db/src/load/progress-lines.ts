type Options = { total: number; done: number; now: () => number; write: (line: string) => void };

const EVERY_MS = 2_000;

/** Says how far a load is, at which rate, and how long it still takes; not more than every two seconds. */
export function createProgress({ total, done: before, now, write }: Options) {
  const start = now();
  let done = before;
  let told = start - EVERY_MS;
  return {
    add(table: string, rows: number): void {
      done += rows;
      if (now() - told < EVERY_MS && done < total) {
        return;
      }
      told = now();
      const rate = (done - before) / Math.max(0.001, (told - start) / 1000);
      const percent = ((done / total) * 100).toFixed(1);
      const left = done < total ? `${duration((total - done) / rate)} left` : 'all rows are loaded';
      write(
        `${percent.padStart(5)} %  ${grouped(done)} of ${grouped(total)} rows  ${grouped(Math.round(rate))} rows/s  ${left}  (${table})`,
      );
    },
  };
}

export function grouped(count: number): string {
  return count.toLocaleString('en-US');
}

function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
