import { useLocation } from 'preact-iso';
import { useEffect, useRef, useState } from 'preact/hooks';
import { loginPath } from '../account/return-path.ts';
import { formatPoints } from '../i18n/format.ts';
import { messages } from '../i18n/language.ts';
import { session } from '../session/session-state.ts';
import { FailureNotice } from '../states/notice.tsx';
import { useAction } from '../states/use-action.ts';
import { forgetKeptCall, keptCall } from './kept-call-state.ts';
import type { KeptCall, Wish } from './kept-call.ts';
import { retryKeptCall } from './retry-kept-call.ts';

/** Offers once more what the room had refused, after the visitor has been through the line. */
export function KeptCallOffer() {
  // What is being tried stays in sight with its outcome, also when it is forgotten by then.
  const [tried, setTried] = useState<KeptCall>();
  const kept = keptCall.value ?? tried;
  if (kept === undefined || session.value.kind === 'over') {
    return null;
  }
  const close = () => {
    forgetKeptCall();
    setTried(undefined);
  };
  return <Offer key={kept.keptAt} kept={kept} onTry={() => setTried(kept)} onClose={close} />;
}

type Props = { kept: KeptCall; onTry: () => void; onClose: () => void };

function Offer({ kept, onTry, onClose }: Props) {
  const { kept: words } = messages.value;
  const { url, route } = useLocation();
  const action = useAction();
  const isOpen = keptCall.value !== undefined;
  const section = useRef<HTMLElement>(null);
  useEffect(() => showOnceLoaded(section.current), []);

  async function retry() {
    onTry();
    await action.run(async () => {
      const page = await retryKeptCall(kept);
      onClose();
      route(page);
    });
  }

  return (
    <section ref={section} class="kept-call" aria-label={words.label}>
      <div role="status">
        <p>
          <strong>{wishSentence(kept.wish)}</strong>
        </p>
        {isOpen && action.failure === undefined ? <p class="muted small">{words.notDone}</p> : null}
      </div>
      <FailureNotice failure={action.failure} />
      <div class="button-row">
        {action.failure?.code === 'login_required' ? (
          <a class="button primary" href={loginPath(url)}>
            {messages.value.nav.logIn}
          </a>
        ) : isOpen ? (
          <button type="button" class="button primary" aria-disabled={action.busy} onClick={retry}>
            {action.busy ? words.trying : words.tryAgain}
          </button>
        ) : null}
        <button type="button" class="button" disabled={action.busy} onClick={onClose}>
          {words.forget}
        </button>
      </div>
    </section>
  );
}

/** A reload ends where the page had been scrolled to: the offer must not hide above that. */
function showOnceLoaded(section: HTMLElement | null): () => void {
  const show = () => section?.scrollIntoView({ block: 'start' });
  const timer = setTimeout(show, 0);
  const afterLoad = () => setTimeout(show, 0);
  window.addEventListener('load', afterLoad);
  return () => {
    clearTimeout(timer);
    window.removeEventListener('load', afterLoad);
  };
}

function wishSentence(wish: Wish): string {
  const { kept, seats } = messages.value;
  switch (wish.kind) {
    case 'hold':
      return kept.hold(
        wish.seats.map(({ section, row, seat }) => seats.seatName(section, row, seat)).join('; '),
      );
    case 'hold-best':
      return kept.holdBest(wish.count);
    case 'pay':
      return kept.pay(wish.reservationId);
    case 'release':
      return kept.release(wish.reservationId);
    case 'charge':
      return kept.charge(formatPoints(wish.amount));
  }
}
