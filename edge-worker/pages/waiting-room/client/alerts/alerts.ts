import type { AlertKind, Situation } from '../../strings/words.ts';
import { byId, showIf } from '../elements.ts';
import { ALERT_KINDS, type createAlertChoices } from './alert-choices.ts';
import { createBeeper, createWakeLock, notify, vibrate } from './signals.ts';

type Deps = {
  choices: ReturnType<typeof createAlertChoices>;
  /** The browser does not allow what was turned on. */
  refused: (isRefused: boolean) => void;
};

/** So long a sound and a notification need before the page goes. */
const HEARD_MS = 1_200;

const IS_THERE: Record<AlertKind, () => boolean> = {
  sound: () => 'AudioContext' in globalThis,
  vibration: () => 'vibrate' in navigator,
  notification: () => 'Notification' in globalThis,
  awake: () => 'wakeLock' in navigator,
};

/** Whether the turn has come since the last sight: that is worth a signal, once. */
export function isTheTurn(before: Situation | undefined, now: Situation): boolean {
  const comesIn = now === 'next' || now === 'entering';
  return comesIn && before !== undefined && before !== 'next' && before !== 'entering';
}

/** The toggles, and what they turn on. Permission is asked for at a click alone. */
export function createAlerts({ choices, refused }: Deps) {
  const beeper = createBeeper();
  const wakeLock = createWakeLock();
  const box = (kind: AlertKind) => byId(`alert-${kind}`) as HTMLInputElement;
  const isOn = (kind: AlertKind) => IS_THERE[kind]() && box(kind).checked;

  async function toggle(kind: AlertKind): Promise<void> {
    const on = box(kind).checked;
    const allowed = !on || kind !== 'notification' || (await mayNotify());
    refused(!allowed);
    box(kind).checked = on && allowed;
    choices.set(kind, on && allowed);
    if (kind === 'sound' && on) {
      beeper.unlock();
      beeper.beep();
    } else if (kind === 'vibration' && on) {
      vibrate();
    } else if (kind === 'awake') {
      wakeLock.keep(on);
    }
  }

  function setUp(kind: AlertKind): void {
    showIf(`alert-${kind}-row`, IS_THERE[kind]());
    const allowed = kind !== 'notification' || isGranted();
    box(kind).checked = choices.has(kind) && allowed;
    box(kind).addEventListener('change', () => void toggle(kind));
  }

  ALERT_KINDS.forEach(setUp);
  wakeLock.keep(isOn('awake'));
  if (isOn('sound')) {
    addEventListener('pointerdown', () => beeper.unlock(), { once: true });
    addEventListener('keydown', () => beeper.unlock(), { once: true });
  }

  return {
    /** The visitor looks at the page again: the browser has let go of the screen meanwhile. */
    wake: () => wakeLock.keep(isOn('awake')),
    signal(headline: string, sentence: string): void {
      if (isOn('sound')) {
        beeper.beep();
      }
      if (isOn('vibration')) {
        vibrate();
      }
      if (isOn('notification') && isGranted()) {
        notify(headline, sentence);
      }
    },
    /** How long the page should stay, so that its signal is heard. */
    holdMs: () => (isOn('sound') || isOn('notification') ? HEARD_MS : 0),
  };
}

function isGranted(): boolean {
  return IS_THERE.notification() && Notification.permission === 'granted';
}

async function mayNotify(): Promise<boolean> {
  return (await Notification.requestPermission()) === 'granted';
}
