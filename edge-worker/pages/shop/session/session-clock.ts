import { createEndCountdown, type CountdownDeps, type EndCountdown } from './end-countdown.ts';

/** What the room says about the visitor's stay. `silent`: it said nothing. */
export type Stay =
  | { kind: 'inside'; secondsLeft: number; renews: boolean }
  | { kind: 'outside' }
  /** Nobody needs a place just now. */
  | { kind: 'open' }
  | { kind: 'silent' };

type Deps = CountdownDeps & { ask: () => Promise<Stay>; renew: () => Promise<Stay> };

const ASK_AGAIN_MS = 5_000;
/** Where the visitor needs no place each reply would raise the question anew. */
const LEAST_PAUSE_MS = 30_000;

/**
 * Follows the stay in the shop and says when it is about to end. It asks the room, at no cost to the shop, when
 * it starts, when the warning is due, and at the end: whatever the visitor did meanwhile may have prolonged it.
 */
export function createSessionClock({ ask, renew, ...deps }: Deps) {
  const countdown = createEndCountdown(deps, () => void check());
  const questions = createQuestions();
  let askedAt = -LEAST_PAUSE_MS;

  async function check(): Promise<void> {
    await learnFrom(ask);
  }

  async function learnFrom(question: () => Promise<Stay>): Promise<Stay | undefined> {
    askedAt = deps.now();
    const stay = await questions.last(question);
    if (stay?.kind === 'silent' && !canGoOn(countdown)) {
      deps.wakeAfter(ASK_AGAIN_MS, () => void check());
    } else if (stay !== undefined) {
      learn(countdown, stay);
    }
    return stay;
  }

  function stop(kind: 'none' | 'over'): void {
    questions.drop();
    countdown.stop(kind);
  }

  return {
    check,

    /** The stay ended well, with a payment, or goes on in another room. */
    forget: () => stop('none'),

    /** The shop has answered: that may have prolonged the stay, or be the first sign of one. */
    async sawReply(): Promise<void> {
      const view = countdown.view();
      const isNews = view.kind === 'none' && deps.now() - askedAt >= LEAST_PAUSE_MS;
      if (isNews || (view.kind === 'ending' && view.renews)) {
        await check();
      }
    },

    /** True when the stay was prolonged. */
    async keep(): Promise<boolean> {
      const stay = await learnFrom(renew);
      return stay?.kind === 'inside' && countdown.view().kind === 'inside';
    },

    /** The shop refused for lack of a place. True where the visitor had been inside, and is told so. */
    refused(): boolean {
      const wasInside = countdown.view().kind !== 'none';
      if (wasInside) {
        stop('over');
      }
      return wasInside;
    },
  };
}

function learn(countdown: EndCountdown, stay: Stay): void {
  if (stay.kind === 'inside') {
    countdown.begin(stay.secondsLeft * 1000, stay.renews);
  } else if (stay.kind === 'silent') {
    countdown.goOn();
  } else {
    const wasInside = stay.kind === 'outside' && countdown.isRunning();
    countdown.stop(wasInside ? 'over' : 'none');
  }
}

function canGoOn(countdown: EndCountdown): boolean {
  return countdown.isRunning() && !countdown.isPast();
}

/** Of several questions under way the last one's answer counts; the others come to nothing. */
function createQuestions() {
  let asked = 0;
  return {
    drop: () => void (asked += 1),
    async last<T>(question: () => Promise<T>): Promise<T | undefined> {
      asked += 1;
      const mine = asked;
      const answer = await question();
      return mine === asked ? answer : undefined;
    },
  };
}
