import type { OriginLoad } from '@frontrow/protocol';
import { percentile } from '../../percentile.ts';
import type { Admission } from './simulate.ts';

/** How things stood at the end of a window. */
export type Moment = {
  minute: number;
  p95Ms: number | null;
  isOverloaded: boolean;
  activeUsers: number;
  usersPerMinute: number;
  waiting: number;
  active: number;
};

export type Recording = ReturnType<ReturnType<typeof createRecorder>['recording']>;

type Standing = Pick<Moment, 'activeUsers' | 'usersPerMinute' | 'waiting' | 'active'>;

const MINUTE_MS = 60_000;

/** What a simulation comes to. */
export function createRecorder({ name, target }: Admission, visitors: number) {
  const moments: Moment[] = [];
  const waits: number[] = [];
  const served = { well: 0, failed: 0 };
  const servers = { free: 0, all: 0 };
  let done = 0;
  let gaveUp = 0;
  let lastAt = 0;

  const isOverloaded = ({ p95Ms, errorShare }: OriginLoad) =>
    (p95Ms ?? 0) > target.p95Ms || (errorShare ?? 0) > target.errorShare;

  return {
    entered: (waitMs: number) => waits.push(waitMs),
    served(failed: boolean): void {
      served[failed ? 'failed' : 'well'] += 1;
    },
    /** Somebody is through, or was called and is not there. */
    done(): void {
      done += 1;
    },
    gaveUp(): void {
      gaveUp += 1;
    },
    shareDone: (): number => done / Math.max(1, visitors),
    isOver: (): boolean => done >= visitors,

    /** Servers that stand idle count only while somebody waits for them. */
    tick(waiting: number, all: number, busy: number): void {
      if (waiting > 0) {
        servers.all += all;
        servers.free += Math.max(0, all - busy);
      }
    },

    window(now: number, load: OriginLoad, standing: Standing): void {
      lastAt = now;
      const minute = now / MINUTE_MS;
      moments.push({ minute, p95Ms: load.p95Ms, isOverloaded: isOverloaded(load), ...standing });
    },

    recording() {
      const overloaded = moments.filter((moment) => moment.isOverloaded).length;
      const windowMinutes = moments[0]?.minute ?? 0;
      return {
        name,
        moments,
        entered: waits.length,
        overloadMinutes: overloaded * windowMinutes,
        idleShare: servers.all === 0 ? 0 : servers.free / servers.all,
        meanWaitMinutes: waits.reduce((sum, wait) => sum + wait, 0) / waits.length / MINUTE_MS,
        p95WaitMinutes: percentile(waits, 0.95) / MINUTE_MS,
        failedShare: served.failed / Math.max(1, served.failed + served.well),
        gaveUp,
        minutes: lastAt / MINUTE_MS,
        isComplete: done >= visitors,
      };
    },
  };
}
