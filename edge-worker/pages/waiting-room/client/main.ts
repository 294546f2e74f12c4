import type { RoomStatus } from '@frontrow/protocol';
import { readDestination } from '../destination.ts';
import { findKeptForm } from '../kept-form/offer-kept-form.ts';
import { STRINGS } from '../strings/strings.ts';
import type { Language, Situation } from '../strings/words.ts';
import { waitingView } from '../waiting-view.ts';
import { createAlertChoices } from './alerts/alert-choices.ts';
import { createAlerts, isTheTurn } from './alerts/alerts.ts';
import { createAnnouncer } from './announcer.ts';
import { createChallenge } from './challenge.ts';
import { createClock } from './clock.ts';
import { byId, write } from './elements.ts';
import { setUpCodes } from './extras/code-forms.ts';
import { createDrawPanel } from './extras/draw-panel.ts';
import { createDrawMemory } from './extras/remember-draw.ts';
import { isLanguage, keepLanguage, openStore, readLanguage } from './language-choice.ts';
import { setUpLeaving } from './leaving.ts';
import { readNotice } from './notice.ts';
import { paint } from './page.ts';
import { createReloadGuard, type Departure } from './reload-guard.ts';
import { createRoomCalls } from './room-calls.ts';
import type { Sight } from './sight.ts';
import { createWaitLoop } from './wait-loop.ts';

/** What the Worker wrote into the page. */
type Served = { status: RoomStatus; language: Language; wanted: string };

const nonce = document.currentScript?.nonce ?? '';
const served = JSON.parse(byId('frontrow').textContent ?? '') as Served;
const { room } = served.status;
const preferences = openStore('localStorage');
let language = readLanguage(preferences, served.language);
const announcer = createAnnouncer((text) => (byId('spoken').textContent = text));
const calls = createRoomCalls(room, fetch.bind(globalThis), () => language);
const clock = createClock();
const keptForm = findKeptForm();
const drawPanel = createDrawPanel(createDrawMemory(preferences, room));
const alerts = createAlerts({
  choices: createAlertChoices(preferences),
  refused: (is) => write('alerts-said', is ? STRINGS[language].alerts.refused : ''),
});
let sight: Sight | undefined;
let situation: Situation | undefined;
let leaving: 'no' | 'failed' | 'done' = 'no';
let challengeFailed = false;

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

const challenge = createChallenge({
  nonce,
  join: calls.join,
  joined: (status) => loop.tell(status),
  failed(has) {
    challengeFailed = has;
    draw();
  },
});

function draw(): void {
  if (sight === undefined) {
    return;
  }
  const { status, later } = sight;
  const local = leaving === 'done' ? 'left' : sight.forgotten ? 'forgotten' : undefined;
  const view = waitingView(status, language, { local, later });
  const notice = readNotice({ sight, leavingFailed: leaving === 'failed', challengeFailed });
  paint({ view, notice, language, updatedAtMs: sight.updatedAtMs });
  clock.show(view.clock, language, sight.clockOffsetMs);
  drawPanel.show(status, language);
  keptForm?.say(language);
  announcer.announce({ view, notice, status, language });
  if (isTheTurn(situation, view.situation)) {
    alerts.signal(view.headline, view.sentence);
  }
  ({ situation } = view);
  if (situation === 'challenge' && status.turnstile !== null) {
    challenge.start(status.turnstile, language);
  }
}

function depart(departure: Departure): void {
  if (keptForm !== undefined) {
    // Leaving would lose what was filled in: from here the visitor sends it.
    keptForm.offer(language);
    return;
  }
  if (departure === 'reload') {
    location.reload();
    return;
  }
  setTimeout(() => {
    location.replace(readDestination(served.wanted, location.origin));
  }, alerts.holdMs());
}

function wasLoadedByReload(): boolean {
  const [navigation] = performance.getEntriesByType('navigation');
  return navigation instanceof PerformanceNavigationTiming && navigation.type === 'reload';
}

byId('language').addEventListener('change', ({ currentTarget }) => {
  const { value } = currentTarget as HTMLSelectElement;
  language = isLanguage(value) ? value : language;
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

setUpCodes({ calls, language: () => language, tell: (status) => loop.tell(status) });

document.addEventListener('visibilitychange', () => {
  if (!document.hidden) {
    loop.wake();
    alerts.wake();
  }
});
addEventListener('online', () => loop.wake());
addEventListener('pageshow', (event) => {
  if (event.persisted) {
    loop.wake();
  }
});

loop.start(served.status);
