import { holderName } from '../../../schedulers/leases.ts';
import type { LoadWindow } from './load-window.ts';
import type { OriginLoads } from './origin-loads.ts';

const WINDOW_MS = 5_000;

type Deps = { window: LoadWindow; loads: Pick<OriginLoads, 'report'> };

/** Each process tells how it does, also those that run no jobs, for as long as it lives. */
export function startReportingLoads({ window, loads }: Deps): void {
  const origin = holderName();
  const report = () => {
    // A window that could not be told is lost: the controller holds where nobody tells.
    loads.report(origin, window.take()).catch(() => undefined);
  };
  setInterval(report, WINDOW_MS).unref();
}
