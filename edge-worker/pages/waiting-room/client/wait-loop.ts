import type { RoomStatus } from '@frontrow/protocol';
import { learn, type Knowledge } from './learn.ts';
import { nextStep, type Step } from './next-step.ts';
import type { Departure, ReloadGuard } from './reload-guard.ts';
import type { Answer, RoomCalls } from './room-calls.ts';

export type Sight = Knowledge & {
  forgotten: boolean;
  /** When the room answered last. */
  updatedAtMs: number;
};

type Deps = {
  calls: Pick<RoomCalls, 'status' | 'enter'>;
  guard: ReloadGuard;
  show: (sight: Sight) => void;
  depart: (departure: Departure) => void;
  isHidden: () => boolean;
  random: () => number;
};

/** Leaving the page may fail, offline for instance: then the loop looks again. */
const LOOK_AGAIN_SECONDS = 15;

type Asked = 'page' | 'status' | 'enter';

/** Asks the room when it said so, one request at a time, until the visitor is in or leaves. */
export function createWaitLoop(deps: Deps) {
  const { calls, guard, show, depart } = deps;
  const alarm = createAlarm(() => void act());
  let sight: Sight;
  let step: Step = { do: 'rest' };
  let answeredAtMs = 0;
  let stopped = false;

  function take(answer: Answer, asked: Asked): void {
    if (stopped) {
      return;
    }
    answeredAtMs = Date.now();
    const known = asked === 'page' ? sight : learn(sight, answer);
    if (asked !== 'page' && answer.kind === 'status' && answer.status.state === 'waiting') {
      guard.reset();
    }
    step = nextStep(answer, { asked, ...circumstances(known, deps) });
    const updatedAtMs = known.failures > 0 ? sight.updatedAtMs : answeredAtMs;
    sight = { ...known, forgotten: step.do === 'give_up', updatedAtMs };
    show(sight);
    plan(step);
  }

  function plan(next: Step): void {
    step = next;
    if ('afterSeconds' in next) {
      alarm.ringIn(next.afterSeconds * 1000);
    }
  }

  async function act(): Promise<void> {
    const { do: what } = step;
    if (what === 'status' || what === 'enter') {
      take(await calls[what](), what);
    } else if (what === 'go' || what === 'reload') {
      guard.note(what);
      depart(what);
      plan({ do: 'status', afterSeconds: LOOK_AGAIN_SECONDS, soonestSeconds: LOOK_AGAIN_SECONDS });
    }
  }

  return {
    start(status: RoomStatus): void {
      const knowledge = { status, failures: 0, heldBack: 0, recounted: false };
      sight = { ...knowledge, forgotten: false, updatedAtMs: Date.now() };
      take({ kind: 'status', status }, 'page');
    },
    /** The tab is looked at again, or the network is back: ask as soon as the server allows. */
    wake(): void {
      if (alarm.isSet() && 'soonestSeconds' in step) {
        alarm.ringIn(Math.max(0, answeredAtMs + step.soonestSeconds * 1000 - Date.now()));
      }
    },
    stop(): void {
      stopped = true;
      alarm.cancel();
    },
  };
}

function circumstances(known: Knowledge, { guard, isHidden, random }: Deps) {
  return {
    told: known.status,
    failures: known.failures,
    hidden: isHidden(),
    hasReloaded: guard.hasReloaded(),
    pauseSeconds: guard.pauseSeconds(),
    random: random(),
  };
}

/** One timer: setting it again replaces the earlier time. */
function createAlarm(ring: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    isSet: () => timer !== undefined,
    ringIn(ms: number): void {
      clearTimeout(timer);
      timer = setTimeout(() => {
        timer = undefined;
        ring();
      }, ms);
    },
    cancel(): void {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
