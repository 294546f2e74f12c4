import type { RoomStatus } from '@frontrow/protocol';
import { nextStep, type Step } from './next-step.ts';
import type { Departure, ReloadGuard } from './reload-guard.ts';
import type { Answer, RoomCalls } from './room-calls.ts';
import { createSight, type Sight } from './sight.ts';

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
  const sight = createSight(() => Date.now());
  let step: Step = { do: 'rest' };
  let answeredAtMs = 0;

  function take(answer: Answer, asked: Asked): void {
    if (alarm.isOff()) {
      return;
    }
    answeredAtMs = Date.now();
    if (asked !== 'page') {
      sight.learn(answer);
      forgiveReloads(answer, guard);
    }
    step = nextStep(answer, { asked, ...circumstances(sight.current(), deps) });
    sight.forget(step.do === 'give_up');
    show(sight.current());
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

  function begin(status: RoomStatus, asked: Asked): void {
    sight.begin(status);
    take({ kind: 'status', status }, asked);
  }

  return {
    start: (status: RoomStatus): void => begin(status, 'page'),
    /** The room has answered a call that something else made: a code, a recovered place, a check passed. */
    tell: (status: RoomStatus): void => begin(status, 'status'),
    /** The tab is looked at again, or the network is back: ask as soon as the server allows. */
    wake(): void {
      if (alarm.isSet() && 'soonestSeconds' in step) {
        alarm.ringIn(Math.max(0, answeredAtMs + step.soonestSeconds * 1000 - Date.now()));
      }
    },
    stop: (): void => alarm.turnOff(),
  };
}

/** The room knows this visitor: whatever was wrong is over. */
function forgiveReloads(answer: Answer, guard: ReloadGuard): void {
  if (answer.kind === 'status' && answer.status.state === 'waiting') {
    guard.reset();
  }
}

function circumstances(known: Sight, { guard, isHidden, random }: Deps) {
  return {
    told: known.status,
    failures: known.failures,
    hidden: isHidden(),
    hasReloaded: guard.hasReloaded(),
    pauseSeconds: guard.pauseSeconds(),
    random: random(),
  };
}

/** One timer: setting it again replaces the earlier time, and once off it stays off. */
function createAlarm(ring: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOff = false;
  return {
    isOff: () => isOff,
    isSet: () => timer !== undefined,
    ringIn(ms: number): void {
      clearTimeout(timer);
      timer = setTimeout(() => {
        timer = undefined;
        ring();
      }, ms);
    },
    turnOff(): void {
      clearTimeout(timer);
      timer = undefined;
      isOff = true;
    },
  };
}
