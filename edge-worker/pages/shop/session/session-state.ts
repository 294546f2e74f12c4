import { MAIN_ROOM } from '@frontrow/protocol';
import { signal } from '@preact/signals';
import { askRoom, enterAgain } from './ask-room.ts';
import type { SessionView } from './end-countdown.ts';
import { createSessionClock } from './session-clock.ts';

const ROOM = 'frontrow.room';

export const session = signal<SessionView>({ kind: 'none' });

let timer: ReturnType<typeof setTimeout> | undefined;

const clock = createSessionClock({
  ask: () => askRoom(room()),
  renew: () => enterAgain(room()),
  show: (view) => (session.value = view),
  now: () => performance.now(),
  wakeAfter(ms, work) {
    clearTimeout(timer);
    timer = setTimeout(work, ms);
  },
});

/** The room of the last reply; of the whole shop before the first one. */
function room(): string {
  return sessionStorage.getItem(ROOM) ?? MAIN_ROOM;
}

export function startSession(): void {
  void clock.check();
  document.addEventListener('visibilitychange', () => {
    // Devices stop a page's clock while they sleep.
    if (document.visibilityState === 'visible' && session.value.kind !== 'over') {
      void clock.check();
    }
  });
}

/** Of every reply of the shop: the room that it says the visitor is in. */
export function sawRoom(named: string | null): void {
  if (named === null) {
    return;
  }
  if (named === room()) {
    void clock.sawReply();
    return;
  }
  sessionStorage.setItem(ROOM, named);
  // A refusal there is no end of the stay that was followed here.
  clock.forget();
  void clock.check();
}

export const keepPlace = () => clock.keep();
/** The payment completed the stay: its end is nothing to warn of. */
export const forgetSession = () => clock.forget();
/** True where the visitor had been inside: then a dialog says that this is over, and the page stays. */
export const endSession = () => clock.refused();
