import type { RoomStatus } from '@frontrow/protocol';
import { readDestination } from '../destination.ts';
import type { Language } from '../strings.ts';
import { waitingView } from '../waiting-view.ts';
import { createAnnouncer } from './announcer.ts';
import { keepLanguage, openStore, readLanguage } from './language-choice.ts';
import { setUpLeaving } from './leaving.ts';
import { readNotice } from './notice.ts';
import { byId, paint } from './page.ts';
import { createReloadGuard, type Departure } from './reload-guard.ts';
import { createRoomCalls } from './room-calls.ts';
import { createWaitLoop, type Sight } from './wait-loop.ts';

/** What the Worker wrote into the page. */
type Served = { status: RoomStatus; language: Language; wanted: string };

const served = JSON.parse(byId('frontrow').textContent ?? '') as Served;
const preferences = openStore('localStorage');
const announcer = createAnnouncer((text) => (byId('spoken').textContent = text));
let language = readLanguage(preferences, served.language);
const calls = createRoomCalls(served.status.room, fetch.bind(globalThis), () => language);
let sight: Sight | undefined;
let leaving: 'no' | 'failed' | 'done' = 'no';

const loop = createWaitLoop({
  calls,
  guard: createReloadGuard({
    storage: openStore('sessionStorage'),
    loadedByReload: wasLoadedByReload(),
    now: () => Date.now(),
  }),
  show(next) {
    sight = next;
    draw();
  },
  depart,
  isHidden: () => document.hidden,
  random: () => Math.random(),
});

function draw(): void {
  if (sight === undefined) {
    return;
  }
  const local = leaving === 'done' ? 'left' : sight.forgotten ? 'forgotten' : undefined;
  const view = waitingView(sight.status, language, local);
  const notice = readNotice({ sight, leavingFailed: leaving === 'failed' });
  paint({ view, notice, language, updatedAtMs: sight.updatedAtMs });
  announcer.announce({ view, notice, status: sight.status, language });
}

function depart(departure: Departure): void {
  if (departure === 'reload') {
    location.reload();
    return;
  }
  location.replace(readDestination(served.wanted, location.origin));
}

function wasLoadedByReload(): boolean {
  const [navigation] = performance.getEntriesByType('navigation');
  return navigation instanceof PerformanceNavigationTiming && navigation.type === 'reload';
}

byId('language').addEventListener('click', () => {
  language = language === 'ko' ? 'en' : 'ko';
  keepLanguage(preferences, language);
  draw();
});

setUpLeaving(async () => {
  leaving = (await calls.leave()) ? 'done' : 'failed';
  if (leaving === 'done') {
    loop.stop();
  }
  draw();
});

document.addEventListener('visibilitychange', () => {
  if (!document.hidden) {
    loop.wake();
  }
});
addEventListener('online', () => loop.wake());
addEventListener('pageshow', (event) => {
  if (event.persisted) {
    loop.wake();
  }
});

loop.start(served.status);
