import { useEffect, useState } from 'preact/hooks';
import { messages } from '../i18n/language.ts';
import { formatClock, isSpokenMoment, secondsStillLeft, splitSeconds } from './countdown.ts';

type Props = { secondsLeft: number; repliedAtMs: number; onEnd: () => void };

const HURRY_SECONDS = 60;
/** A hold lasts this long; the bar is full at its start. */
const HOLD_SECONDS = 300;

export function HoldCountdown({ secondsLeft, repliedAtMs, onEnd }: Props) {
  const { reservation } = messages.value;
  const left = useSecondsLeft({ secondsLeft, repliedAtMs, onEnd });
  const { minutes, seconds } = splitSeconds(left);
  return (
    <div class={left < HURRY_SECONDS ? 'hold-countdown hurry' : 'hold-countdown'}>
      <p>
        <span>{reservation.heldFor}</span>
        <strong role="timer">{formatClock(left)}</strong>
      </p>
      <progress max={HOLD_SECONDS} value={left} aria-hidden="true" />
      <p class="visually-hidden" aria-live="polite">
        {isSpokenMoment(left) ? reservation.timeLeft(minutes, seconds) : ''}
      </p>
      {left < HURRY_SECONDS ? <p class="small hurry-text">{reservation.lastMinute}</p> : null}
    </div>
  );
}

function useSecondsLeft({ secondsLeft, repliedAtMs, onEnd }: Props): number {
  const read = () => secondsStillLeft(secondsLeft, repliedAtMs, performance.now());
  const [left, setLeft] = useState(read);
  useEffect(() => {
    setLeft(read());
    const timer = setInterval(() => setLeft(read()), 250);
    return () => clearInterval(timer);
  }, [secondsLeft, repliedAtMs]);
  useEffect(() => {
    if (left === 0) {
      onEnd();
    }
  }, [left === 0]);
  return left;
}
