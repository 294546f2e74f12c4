import { useState } from 'preact/hooks';
import { messages } from '../i18n/language.ts';
import { formatClock, isSpokenMoment, splitSeconds } from '../reservations/countdown.ts';
import { keepPlace } from './session-state.ts';

type Props = { secondsLeft: number; renews: boolean; onKept: () => void };

/**
 * Says that the stay is about to end. It takes no focus, so that nobody who types presses its button
 * unawares; screen readers hear it, and it comes first in the page's order.
 */
export function SessionWarning({ secondsLeft, renews, onKept }: Props) {
  const { session: words } = messages.value;
  const { busy, failed, keep } = useKeep(onKept);
  return (
    <section class="session-bar" aria-label={words.label}>
      <div class="session-bar-row">
        <p>
          <strong role="timer">{words.endsIn(formatClock(secondsLeft))}</strong>{' '}
          {renews ? null : <span>{words.fixed}</span>}
          {failed ? <span role="alert"> {words.keepFailed}</span> : null}
        </p>
        {renews ? (
          <button type="button" class="button primary" aria-disabled={busy} onClick={keep}>
            {busy ? words.keeping : words.keep}
          </button>
        ) : null}
      </div>
      <Spoken secondsLeft={secondsLeft} renews={renews} />
    </section>
  );
}

/** Once when the warning appears, and then at round moments: not every second. */
function Spoken({ secondsLeft, renews }: Pick<Props, 'secondsLeft' | 'renews'>) {
  const { session: words } = messages.value;
  const [first] = useState(secondsLeft);
  const [spoken, setSpoken] = useState('');
  const isDue = secondsLeft === first || isSpokenMoment(secondsLeft);
  const { minutes, seconds } = splitSeconds(secondsLeft);
  const sentence = `${words.spoken(minutes, seconds)} ${renews ? '' : words.fixed}`;
  if (isDue && spoken !== sentence) {
    setSpoken(sentence);
  }
  return (
    <p class="visually-hidden" aria-live="assertive">
      {spoken}
    </p>
  );
}

function useKeep(onKept: () => void) {
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);

  async function keep() {
    if (busy) {
      return;
    }
    setBusy(true);
    const isKept = await keepPlace();
    setBusy(false);
    setFailed(!isKept);
    if (isKept) {
      onKept();
    }
  }
  return { busy, failed, keep };
}
