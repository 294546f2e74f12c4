import { useRef, useState } from 'preact/hooks';
import type { ApiFailure } from '../api/api-failure.ts';
import { toFailure } from './use-load.ts';

type Action = {
  busy: boolean;
  failure: ApiFailure | undefined;
  /** Starts the work unless it is running already; true when it succeeded. */
  run: (work: () => Promise<void>) => Promise<boolean>;
};

/** Something that the visitor asked for with a button: one at a time, with its failure. */
export function useAction(): Action {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ApiFailure>();
  const running = useRef(false);

  async function run(work: () => Promise<void>): Promise<boolean> {
    if (running.current) {
      return false;
    }
    running.current = true;
    setBusy(true);
    setFailure(undefined);
    try {
      await work();
      return true;
    } catch (error) {
      setFailure(toFailure(error));
      return false;
    } finally {
      running.current = false;
      setBusy(false);
    }
  }

  return { busy, failure, run };
}
