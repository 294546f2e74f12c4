/** The ways to tell somebody who is not looking. Each does nothing where the browser has no such thing. */

/** Three rising tones, made here: there is no file to load. */
export function createBeeper() {
  let context: AudioContext | undefined;

  function open(): AudioContext | undefined {
    context ??= typeof AudioContext === 'undefined' ? undefined : new AudioContext();
    return context;
  }

  return {
    /** Browsers let a page sound only after a touch: call at one. */
    unlock(): void {
      void open()?.resume();
    },
    beep(): void {
      const audio = open();
      [660, 880, 1100].forEach((hertz, index) => audio && tone(audio, hertz, index * 0.22));
    },
  };
}

function tone(audio: AudioContext, hertz: number, afterSeconds: number): void {
  const from = audio.currentTime + afterSeconds;
  const volume = audio.createGain();
  // Fades in and out, since a hard edge clicks.
  volume.gain.setValueAtTime(0, from);
  volume.gain.linearRampToValueAtTime(0.3, from + 0.03);
  volume.gain.linearRampToValueAtTime(0, from + 0.2);
  const oscillator = audio.createOscillator();
  oscillator.frequency.value = hertz;
  oscillator.connect(volume).connect(audio.destination);
  oscillator.start(from);
  oscillator.stop(from + 0.22);
}

export function vibrate(): void {
  navigator.vibrate([200, 100, 200, 100, 400]);
}

export function notify(title: string, body: string): void {
  try {
    const notification = new Notification(title, { body, tag: 'frontrow-turn' });
    notification.addEventListener('click', () => {
      focus();
      notification.close();
    });
  } catch {
    // Android's Chrome has the class but allows it to service workers only: the other ways remain.
  }
}

/** Keeps the screen on while this page is looked at; the browser lets go of it by itself in the background. */
export function createWakeLock() {
  let lock: Promise<WakeLockSentinel | undefined> | undefined;
  return {
    keep(on: boolean): void {
      // Refused when the battery is low: then the screen goes off as it always does.
      void lock?.then((held) => held?.release());
      lock = on ? navigator.wakeLock.request('screen').catch(() => undefined) : undefined;
    },
  };
}
